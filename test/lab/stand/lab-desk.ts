import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Browser, type Locator } from '@playwright/test'
import { startBackend, type BackendOptions, type RunningBackend } from '../../../src/backend/backend.ts'
import { recover } from '../../../src/demo/drive/drive-call.ts'
import type { SoftphoneAccount } from '../../../src/shared/backend-api.ts'
import type { Registration } from '../../../src/shared/domain/agent.ts'
import type { Call } from '../../../src/shared/domain/call.ts'
import { anyHour } from '../../support/any-hour.ts'
import { openDesk, type RunningDesk } from '../../support/open-desk.ts'
import { waitFor } from '../../support/wait-for.ts'
import { accountOf, lines, type Line } from './accounts.ts'
import { cityDatabase, cityPack, labCity } from './city-database.ts'
import type { Telephone } from './telephone.ts'
import { listenIn } from './listen-in.ts'

/** Whose line is the one of the second desk, whoever signs in there. */
const colleague = 'luis-toapanta'

/** The real desk in a real browser, on a backend that gave it this telephone account. */
export interface LabDesk extends RunningDesk {
  /** Another desk can be opened at it: see `LabCity`. */
  readonly backend: RunningBackend
  /** What its voice page said to the exchange, oldest first. */
  readonly sent: string[]
  /** What the exchange said to it. */
  readonly received: string[]
  /** Resolves with how long after this moment (epoch ms) the desk was registered again. */
  registeredAfterMs(momentMs: number): Promise<number>
  registration(): Promise<Registration>
  /** The one call on the line; fails where there is none. */
  call(): Promise<Call>
  /** Rings the desk and is answered: the citizen and the agent are connected. */
  takeCall(citizen: Telephone, line: Line): Promise<void>
  press(button: string): Promise<void>
  /** Through *Llamar* and its field, by keyboard: `Enter` dials or consults, `Shift+Enter` transfers. */
  reach(to: string, key?: 'Enter' | 'Shift+Enter'): Promise<void>
  /** The notice that says why a call or a transfer was not made. */
  readonly outcome: Locator
  readonly secondLine: Locator
  pressKeys(keys: string): Promise<void>
  /** Signed in, registered and ready: calls can come. */
  startWork(): Promise<void>
  /** After a story, whatever became of it: no call, no open contact, ready again. */
  settle(): Promise<void>
}

/** Where a desk signs in: a city of its own, changed as the story wants it, or the one of the desk beside it. */
export type LabCity = Partial<Pick<BackendOptions, 'exchange' | 'patience'>> & {
  readonly beside?: LabDesk
  /** Entries of the city's pack that read otherwise here, by file and by the value of their first field. */
  readonly pack?: Readonly<Record<string, Readonly<Record<string, object>>>>
}

export async function openLabDesk(
  browser: Browser,
  account: SoftphoneAccount,
  { beside, pack = {}, ...city }: LabCity = {},
): Promise<LabDesk> {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-lab-'))
  const backend =
    beside?.backend ??
    (await startBackend({
      ...labCity,
      packFolder: writePack(join(folder, 'pack'), pack),
      database: await cityDatabase(join(folder, 'database')),
      // Whoever signs in has the account of the story; the colleague has the line of the second desk.
      softphoneAccount: ({ agentId }) => (agentId === colleague ? accountOf(lines.directInfo) : account),
      ...city,
    }))
  const policyFile = join(folder, 'policy.json')
  writeFileSync(
    policyFile,
    JSON.stringify({
      backend: { url: backend.url },
      knowledge: { keys: [backend.publicKey] },
      rules: anyHour,
    }),
  )
  const sent: string[] = []
  const received: string[] = []
  const desk = await openDesk(browser, {
    policyFile,
    async prepare(context) {
      await listenIn(context)
      context.on('page', (page) =>
        page.on('websocket', (socket) => {
          socket.on('framesent', ({ payload }) => void sent.push(payload.toString()))
          socket.on('framereceived', ({ payload }) => void received.push(payload.toString()))
        }),
      )
    },
  })
  const registration = async () => (await desk.core.request('agent.get', {})).registration

  return {
    ...desk,
    backend,
    sent,
    received,
    registration,
    async registeredAfterMs(momentMs) {
      const now = await waitFor('the desk to register again', async () => {
        const current = await registration()
        return current.state === 'registered' && Date.parse(current.since) > momentMs && current
      })
      return Date.parse(now.since) - momentMs
    },
    async call() {
      const [call] = await desk.core.request('calls.list', {})
      if (!call) throw new Error('There is no call on the line.')
      return call
    },
    async takeCall(citizen, line) {
      citizen.dial(line.number)
      await expect(desk.screen.ringingCard).toBeVisible()
      await desk.screen.answer()
      await expect(desk.screen.callCard).toBeVisible()
    },
    outcome: desk.frame.getByTestId('call-outcome'),
    secondLine: desk.frame.getByTestId('second-line'),
    async reach(to, key = 'Enter') {
      await desk.frame.locator('body').press('Control+Shift+K')
      const field = desk.frame.getByLabel('A quién')
      await field.fill(to)
      await field.press(key)
    },
    press: (name) => desk.frame.getByRole('button', { name, exact: true }).click(),
    async pressKeys(keys) {
      await desk.frame.getByRole('button', { name: 'Teclado', exact: true }).click()
      const pad = desk.frame.getByRole('group', { name: 'Teclado de tonos' })
      for (const key of keys) await pad.getByRole('button', { name: key, exact: true }).click()
    },
    async startWork() {
      await desk.screen.signIn()
      await desk.screen.startShift()
    },
    async settle() {
      await recover(desk.core)
      await expect.poll(async () => (await registration()).state).toBe('registered')
      await desk.core.request('agent.setPresence', { presence: { kind: 'ready' } })
      await desk.screen.expectState('ready')
      sent.length = 0
      received.length = 0
    },
    async close() {
      await desk.close()
      if (!beside) await backend.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function writePack(folder: string, changes: NonNullable<LabCity['pack']>): string {
  cpSync(cityPack, folder, { recursive: true })
  for (const [name, changed] of Object.entries(changes)) {
    const file = join(folder, name)
    const entries = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>[]
    const now = entries.map((entry) => ({ ...entry, ...changed[String(Object.values(entry)[0])] }))
    writeFileSync(file, JSON.stringify(now))
  }
  return folder
}

/** How many SIP messages of this kind (`INVITE`, `SIP/2.0 603`) were said or heard. */
export function messages(heard: readonly string[], kind: string): number {
  return heard.filter((text) => text.startsWith(kind)).length
}
