import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBackend, type RunningBackend } from '../../../src/backend/backend.ts'
import { logOnlyExchange } from '../../../src/backend/exchange/log-only-exchange.ts'
import { createCore, type Core } from '../../../src/main/core.ts'
import { systemClock } from '../../../src/main/shell.ts'
import type { ContractRequests, EventName } from '../../../src/shared/contract.ts'
import { connectDesk, memoryPorts, type Desk } from '../../../src/shared/wire.ts'
import { anaSession } from '../../support/fake-backend.ts'
import { quietLog, quietShell } from '../../support/quiet-host.ts'
import { anyHour } from '../../support/any-hour.ts'

let backend: RunningBackend
const opened: { core: Core; folder: string }[] = []

beforeAll(async () => {
  backend = await startBackend({
    cityId: 'quito',
    packFolder: 'assets/packs/quito',
    database: { kind: 'pglite' },
    signIn: 'choose',
    port: 0,
    exchange: logOnlyExchange(quietLog),
    softphoneAccount: () => anaSession.softphone,
    log: quietLog,
  })
})
afterAll(async () => {
  for (const { core, folder } of opened) {
    await core.close()
    rmSync(folder, { recursive: true, force: true })
  }
  await backend.close()
})

async function signIn(agentId: string): Promise<Desk> {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-core-'))
  const core = await createCore({
    shell: quietShell(folder),
    clock: systemClock,
    log: quietLog,
    policy: {
      backend: { url: backend.url },
      allowPlainTextSecrets: false,
      wrapUpSeconds: 120,
      rules: anyHour,
    },
  })
  opened.push({ core, folder })
  const [deskEnd, coreEnd] = memoryPorts()
  core.attach(coreEnd, 'desk')
  const desk = connectDesk(deskEnd)
  await desk.request('session.signIn', { agentId })
  return desk
}

/** Asks again whenever the core says that something changed, until it is so. */
async function until<T>(
  desk: Desk,
  event: EventName,
  ask: () => Promise<T>,
  good: (answer: T) => boolean,
): Promise<T> {
  const first = await ask()
  if (good(first)) return first
  return await new Promise((resolve, reject) => {
    const stop = desk.on(event, () => {
      ask().then((answer) => {
        if (!good(answer)) return
        stop()
        resolve(answer)
      }, reject)
    })
  })
}

type View = ContractRequests['schedules.week']['output']

test('a lead edits and publishes a week; the agent is told, works by it and accepts; the lead sees it', async () => {
  const lead = await signIn('patricia-cevallos')
  const agent = await signIn('ana-guaman')
  const before: View = await lead.request('schedules.week', { weekStart: null })
  const { weekStart } = before
  // The pack's usual week has everybody work seven days: the rules say so, in their own words.
  expect(before.violations.find(({ code }) => code === 'F-WEEK')).toMatchObject({ hard: true, allowed: 40 })
  await expect(lead.request('schedules.publish', { weekStart })).rejects.toMatchObject({ code: 'conflict' })

  let view = await lead.request('schedules.week', { weekStart })
  for (const { datedShiftId } of view.shifts)
    view = await lead.request('schedules.change', { weekStart, change: { kind: 'remove', datedShiftId } })
  const friday = view.days[4] ?? ''
  const day = { agentId: 'ana-guaman', day: friday }
  view = await lead.request('schedules.change', {
    weekStart,
    change: { kind: 'add', ...day, from: '09:00', to: '12:30' },
  })
  expect(view).toMatchObject({ saved: true, shifts: [day] })
  expect(view.violations.filter(({ hard }) => hard)).toEqual([])
  const published = await lead.request('schedules.publish', { weekStart })
  expect(published.told).toBe(6)

  const own = () => agent.request('ownSchedule.get', {})
  const told = await until(agent, 'knowledge.changed', own, ({ weeks }) => weeks.length === 1)
  expect(told.weeks).toMatchObject([{ weekStart, agentId: 'ana-guaman', answer: null }])
  await agent.request('ownSchedule.answer', {
    weekId: told.weeks[0]?.weekId ?? '',
    kind: 'disputed',
    words: 'El viernes no puedo',
  })
  const answered = await own()
  expect(answered.weeks[0]?.answer?.kind).toBe('disputed')
  const unsent = () => agent.request('sync.get', {})
  await until(agent, 'sync.changed', unsent, ({ pending }) => pending === 0)
  const after = await lead.request('schedules.week', { weekStart })
  expect(after.agents.find(({ agentId }) => agentId === 'ana-guaman')).toMatchObject({
    answer: 'disputed',
    words: 'El viernes no puedo',
  })
})

test('the board says what the desk says; an agent’s calendar link opens', async () => {
  const lead = await signIn('patricia-cevallos')
  const agent = await signIn('luis-toapanta')
  const row = async () =>
    (await lead.request('board.get', {})).rows.find(({ agentId }) => agentId === 'luis-toapanta')
  await expect.poll(row, { timeout: 30_000 }).toMatchObject({ state: 'preparing', silent: false })
  await expect(agent.request('board.get', {})).rejects.toMatchObject({ code: 'forbidden' })
  const { url } = await agent.request('ownSchedule.calendarLink', {})
  expect(await (await fetch(url)).text()).toMatch(/^BEGIN:VCALENDAR/)
  await agent.request('session.signOut', {})
  await expect.poll(row, { timeout: 30_000 }).toMatchObject({ state: 'signed-out' })
})
