import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Change } from '../../../src/shared/backend-api.ts'
import type { AgentWeek } from '../../../src/shared/domain/schedules/dated-shift.ts'
import { dated } from '../../support/schedules.ts'
import { settled, testDesk, type TestDesk } from '../../support/test-desk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await testDesk()
  await desk.desk.request('session.signIn', { agentId: 'ana' })
  await settled()
})
afterEach(() => desk.dispose())

const shift = dated({ agentId: 'ana', day: '2030-01-07' })
const week = (changed: Partial<AgentWeek> = {}): Change => {
  const doc: AgentWeek = {
    weekId: 'ana.2030-01-07',
    agentId: 'ana',
    weekStart: '2030-01-07',
    version: 1,
    publishedAt: '2026-11-23T10:00:00.000Z',
    shifts: [shift],
    awaited: null,
    absentDays: [],
    answer: null,
    reply: null,
    ...changed,
  }
  return { entity: 'schedule-week', id: doc.weekId, doc }
}
const own = () => desk.desk.request('ownSchedule.get', {})
async function receive(...changes: Change[]): Promise<void> {
  desk.backend.changesSince = [...desk.backend.changesSince, ...changes]
  await desk.desk.request('sync.now', {})
  await settled()
}
const askLuis = () =>
  desk.desk.request('ownSchedule.ask', {
    weekId: 'ana.2030-01-07',
    datedShiftId: shift.datedShiftId,
    partner: { agentId: 'luis', name: 'Luis', taken: null },
    words: '',
  })

test('an exchange that breaks a rule is refused with the rule and its source, and read is put away', async () => {
  await receive(week())
  desk.backend.rejectNext = 'rule F-REST luis 11 12'
  await askLuis()
  await desk.desk.request('sync.now', {})
  await settled()
  const { exchanges, refusals } = await own()
  expect(exchanges).toHaveLength(1)
  expect(refusals).toMatchObject([
    {
      subject: exchanges[0]?.exchangeId,
      refusal: { code: 'rule', rule: 'F-REST', found: 11, allowed: 12, unit: 'hours' },
    },
  ])
  expect(refusals[0]?.refusal.title).toBe('Descanso entre turnos')
  expect(refusals[0]?.refusal.source).not.toBe('')
  await desk.desk.request('ownSchedule.putAway', { commandId: refusals[0]?.commandId ?? '' })
  expect(await own()).toMatchObject({ exchanges: [], refusals: [] })
})

test('an answer that came too late does not hold back the next one', async () => {
  await receive(week())
  const answer = (kind: 'accepted' | 'disputed') =>
    desk.desk.request('ownSchedule.answer', { weekId: 'ana.2030-01-07', kind, words: '' })
  desk.backend.rejectNext = 'published-again'
  await answer('accepted')
  await desk.desk.request('sync.now', {})
  await settled()
  expect((await own()).refusals).toMatchObject([{ refusal: { code: 'published-again' } }])
  await receive(week({ version: 2 }))
  await answer('accepted')
  await desk.desk.request('sync.now', {})
  await settled()
  expect((await own()).refusals).toEqual([])
  expect(desk.backend.applied).toMatchObject([{ type: 'schedule.answer', payload: { version: 2 } }])
})

test('weeks that are over are not shown any more', async () => {
  await receive(week(), week({ weekId: 'ana.2020-01-06', weekStart: '2020-01-06', shifts: [] }))
  expect((await own()).weeks.map(({ weekStart }) => weekStart)).toEqual(['2030-01-07'])
})
