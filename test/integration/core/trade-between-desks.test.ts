import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startBackend, type RunningBackend } from '../../../src/backend/backend.ts'
import { logOnlyExchange } from '../../../src/backend/exchange/log-only-exchange.ts'
import { createCore, type Core } from '../../../src/main/core.ts'
import type { Presence } from '../../../src/shared/domain/agent.ts'
import type { ShiftPrompts } from '../../../src/shared/contract.ts'
import { connectDesk, memoryPorts, type Desk } from '../../../src/shared/wire.ts'
import { writeSmallPack, type PackFolder } from '../../support/backend/small-pack.ts'
import { anaSession } from '../../support/fake-backend.ts'
import { fakeClock } from '../../support/fake-clock.ts'
import { quietLog, quietShell } from '../../support/quiet-host.ts'
import { settled } from '../../support/test-desk.ts'
import { waitFor } from '../../support/wait-for.ts'
import { deviceReport } from '../../support/device-report.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

const minute = 60_000
/** Nine o'clock in Quito on a Monday: both work until three in the afternoon. */
const clock = fakeClock()
const folder = mkdtempSync(join(tmpdir(), 'ventanilla-trade-'))
let backend: RunningBackend
let pack: PackFolder
const cores: Core[] = []
const told: { agentId: string; presence: Presence; queues: readonly string[] }[] = []

beforeAll(async () => {
  pack = await writeSmallPack()
  backend = await startBackend({
    cityId: 'quito',
    packFolder: pack.folder,
    database: { kind: 'pglite' },
    signIn: 'choose',
    port: 0,
    clock,
    patience: { pauseAfterMs: 24 * 60 * minute, signOutAfterMs: 24 * 60 * minute },
    exchange: {
      ...logOnlyExchange(quietLog),
      setPresence: ({ agentId, queues }, presence) =>
        Promise.resolve(void told.push({ agentId, presence, queues })),
    },
    softphoneAccount: () => anaSession.softphone,
    log: quietLog,
  })
})
afterAll(async () => {
  for (const core of cores) await core.close()
  await backend.close()
  await pack.remove()
  rmSync(folder, { recursive: true, force: true })
})

/** A desk of its own, at work; the visual break is another story. */
async function desk(agentId: string, presence: { kind: 'ready' } | { kind: 'not-ready'; reason: 203 }) {
  const core = await createCore({
    shell: quietShell(join(folder, agentId)),
    clock,
    checkpointThread: null,
    log: quietLog,
    policy: {
      backend: { url: backend.url },
      allowPlainTextSecrets: false,
      wrapUpSeconds: 120,
      knowledge: { keys: [backend.publicKey], revoked: [] },
      rules: { 'F-PVD': { enabled: false }, 'F-CONT': { enabled: false } },
    },
  })
  cores.push(core)
  const [page, own] = memoryPorts()
  const [voicePage, voiceOwn] = memoryPorts()
  core.attach(own, 'desk')
  core.attach(voiceOwn, 'voice')
  const seen = connectDesk(page)
  const voice = connectDesk(voicePage)
  await seen.request('session.signIn', { agentId })
  await waitFor('the shift came down', async () => (await seen.request('shift.today', {})) !== null)
  const since = new Date(clock.now()).toISOString()
  await voice.request('voice.report', { kind: 'registration', registration: { state: 'registered', since } })
  await voice.request('voice.report', {
    kind: 'devices',
    report: deviceReport(),
  })
  await seen.request('agent.setPresence', { presence })
  return seen
}

const shift = async (of: Desk): Promise<ShiftPrompts> => {
  await of.request('lock.open', {})
  return await of.request('shift.prompts', {})
}
const tradeOn = async (of: Desk) => (await shift(of)).prompts.find(({ trade }) => trade)
/** Both desks say their state again every five minutes of their clock. */
const until = (what: string, ask: () => Promise<unknown>) =>
  waitFor(
    what,
    async () => {
      if (await ask()) return true
      clock.pass(minute)
      await settled()
      return undefined
    },
    { withinMs: 60_000 },
  )

test('R-VOICE: two real desks change functions by way of the backend, the one on e-mail first, each for the exchange too', async () => {
  const ana = await desk('ana', { kind: 'ready' })
  const luis = await desk('luis', { kind: 'not-ready', reason: 203 })
  for (let passed = 0; passed < 35; passed++) {
    clock.pass(minute)
    await settled()
  }
  await until('both are asked', async () => (await tradeOn(ana)) && (await tradeOn(luis)))
  expect(await tradeOn(ana)).toMatchObject({ ruleId: 'R-VOICE', effect: { kind: 'function', to: 'email' } })
  expect(await tradeOn(luis)).toMatchObject({ ruleId: 'R-BUDGET', effect: { kind: 'function', to: 'phone' } })

  const says = async (of: Desk) =>
    await of.request('shift.answerPrompt', {
      promptId: (await tradeOn(of))?.promptId ?? '',
      answer: 'now-after-contact',
    })
  await says(ana)
  expect((await shift(ana)).functionNow).toMatchObject({ work: 'phone' })
  await says(luis)
  const functionOf = async (of: Desk) => (await shift(of)).functionNow
  await until('Luis is on the phone', async () => (await functionOf(luis))?.work === 'phone')
  await until('Ana is on e-mail', async () => (await functionOf(ana))?.work === 'email')
  expect(await functionOf(ana)).toMatchObject({ because: 'rotation', rule: { ruleId: 'R-VOICE' } })
  await until('neither is asked any more', async () => !(await tradeOn(ana)) && !(await tradeOn(luis)))
  const last = (agentId: string) => told.findLast((one) => one.agentId === agentId)
  expect(last('ana')).toMatchObject({ presence: { kind: 'not-ready', reason: 203 } })
  expect(last('luis')).toMatchObject({ presence: { kind: 'ready' }, queues: ['general'] })
})
