import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Browser } from '@playwright/test'
import { root } from '../../../scripts/ensure.mjs'
import { startBackend } from '../../../src/backend/backend.ts'
import { logOnlyExchange } from '../../../src/backend/exchange/log-only-exchange.ts'
import { recover } from '../../../src/demo/drive/drive-call.ts'
import type { SoftphoneAccount } from '../../../src/shared/backend-api.ts'
import type { Registration } from '../../../src/shared/domain/agent.ts'
import type { Call } from '../../../src/shared/domain/call.ts'
import { openDesk, type RunningDesk } from '../../support/open-desk.ts'
import { quietLog } from '../../support/quiet-host.ts'
import { listenIn } from './listen-in.ts'

/** The real desk in a real browser, on a backend that gave it this telephone account. */
export interface LabDesk extends RunningDesk {
  /** What its voice page said to the exchange, oldest first. */
  readonly sent: string[]
  registration(): Promise<Registration['state']>
  /** The one call on the line; fails where there is none. */
  call(): Promise<Call>
  /** Signed in, registered and ready: calls can come. */
  startWork(): Promise<void>
  /** After a story, whatever became of it: no call, no open contact, ready again. */
  settle(): Promise<void>
}

export async function openLabDesk(browser: Browser, account: SoftphoneAccount): Promise<LabDesk> {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-lab-'))
  const backend = await startBackend({
    cityId: 'quito',
    packFolder: join(root, 'assets', 'packs', 'quito'),
    database: { kind: 'pglite' },
    signIn: 'choose',
    port: 0,
    exchange: logOnlyExchange(quietLog),
    softphoneAccount: () => account,
    log: quietLog,
  })
  const policyFile = join(folder, 'policy.json')
  writeFileSync(policyFile, JSON.stringify({ backend: { url: backend.url } }))
  const sent: string[] = []
  const desk = await openDesk(browser, {
    policyFile,
    async prepare(context) {
      await listenIn(context)
      context.on('page', (page) =>
        page.on('websocket', (socket) =>
          socket.on('framesent', ({ payload }) => void sent.push(payload.toString())),
        ),
      )
    },
  })
  const registration = async () => (await desk.core.request('agent.get', {})).registration.state

  return {
    ...desk,
    sent,
    registration,
    async call() {
      const [call] = await desk.core.request('calls.list', {})
      if (!call) throw new Error('There is no call on the line.')
      return call
    },
    async startWork() {
      await desk.screen.signIn()
      await desk.screen.startShift()
    },
    async settle() {
      await recover(desk.core)
      await expect.poll(registration).toBe('registered')
      await desk.core.request('agent.setPresence', { presence: { kind: 'ready' } })
      await desk.screen.expectState('ready')
      sent.length = 0
    },
    async close() {
      await desk.close()
      await backend.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
