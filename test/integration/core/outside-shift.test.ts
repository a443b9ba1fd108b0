import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { paths } from '../../../src/shared/backend-api.ts'
import type { DeclaredEmergency } from '../../../src/shared/domain/declared-emergency.ts'
import type { Outlook } from '../../../src/shared/domain/shifts/outlook.ts'
import { settled, testDesk, type TestDesk } from '../../support/test-desk.ts'

const minute = 60_000
let desk: TestDesk
beforeEach(async () => {
  desk = await testDesk()
})
afterEach(() => desk.dispose())

/** The test's clock starts at nine in Quito. */
async function begin(...hours: [from: string, to: string][]): Promise<void> {
  const weekdays = [1, 2, 3, 4, 5, 6, 7]
  desk.backend.changesSince = hours.map(([from, to], place) => ({
    entity: 'shift',
    id: `ana-${place}`,
    doc: { shiftId: `ana-${place}`, agentId: 'ana', weekdays, from, to, activities: [] },
  }))
  await desk.desk.request('session.signIn', { agentId: 'ana' })
  await settled()
  await desk.desk.request('session.signOut', {})
  await desk.becomeReady()
}
const pass = async (minutes: number) => {
  desk.clock.pass(minutes * minute)
  await settled()
  await desk.desk.request('lock.open', {})
}
const reports = () => {
  const heard: { disconnected: boolean }[] = []
  desk.backend.answers.set(`PUT ${paths.agentReport}`, (body) => {
    heard.push(body as { disconnected: boolean })
    return {}
  })
  return heard
}

describe('in the gap of a split shift', () => {
  const emergency: DeclaredEmergency = {
    emergencyId: 'E'.repeat(26),
    agentId: 'ana',
    agentName: 'Ana Toapanta',
    byAgentId: 'eva',
    byName: 'Eva Lasso',
    at: '2026-11-23T15:30:00.000Z',
    reason: 'Evacuación del edificio municipal',
    words: 'No vengas a la sede.',
    readAt: null,
  }
  const unread = () => desk.desk.request('emergencies.unread', {})

  test('F-DISC: only a declared emergency is heard, with who declared it; that it was read goes up', async () => {
    const heard = reports()
    await begin(['09:00', '10:00'], ['16:00', '19:00'])
    await pass(75)
    expect(heard.at(-1)?.disconnected).toBe(true)
    desk.backend.answers.set(`GET ${paths.declaredEmergencies}`, () => [emergency])
    desk.backend.poke()
    await settled()
    expect(await unread()).toMatchObject([{ byName: 'Eva Lasso', words: 'No vengas a la sede.' }])
    expect(desk.notices.at(-1)).toEqual({ title: 'Emergencia declarada', body: 'Eva Lasso' })
    const told = desk.notices.length
    desk.backend.poke()
    await settled()
    expect(desk.notices).toHaveLength(told)

    await desk.desk.request('emergencies.read', { emergencyId: emergency.emergencyId })
    await settled()
    expect(await unread()).toEqual([])
    expect(desk.backend.applied.at(-1)).toMatchObject({ type: 'emergency.read' })
  })

  test('F-DISC: when the backend lets go what waited for the shift, it comes down at once and not with the next round', async () => {
    desk.backend.answers.set(`PUT ${paths.agentReport}`, () => ({ released: true }))
    await begin(['09:00', '15:00'])
    desk.backend.changesSince.push({
      entity: 'declared-emergency',
      id: emergency.emergencyId,
      doc: { ...emergency, words: 'Cambia la sede.' },
    })
    await desk.desk.request('agent.setPresence', { presence: { kind: 'not-ready', reason: 203 } })
    await settled()
    expect(await unread()).toMatchObject([{ words: 'Cambia la sede.' }])
  })

  test('F-DISC: an emergency that was declared while nobody sat here is told at the next sign-in', async () => {
    await begin(['09:00', '15:00'])
    desk.backend.changesSince.push({
      entity: 'declared-emergency',
      id: emergency.emergencyId,
      doc: emergency,
    })
    await pass(2)
    expect(await unread()).toHaveLength(1)
  })
})

describe('the outlook of the line', () => {
  const outlook = (withoutMe: number, stagger = 1): Outlook => ({
    at: new Date(desk.clock.now()).toISOString(),
    day: '2026-11-23',
    floor: 0.8,
    stagger,
    live: null,
    halfHours: Array.from({ length: 12 }, (_, half) => ({
      from: new Date(desk.clock.now() + half * 30 * minute).toISOString(),
      needed: 4,
      serviceLevel: 0.98,
      withoutMe,
    })),
  })
  const told = (withoutMe: number) => {
    const answer = outlook(withoutMe)
    desk.backend.answers.set(`PUT ${paths.agentReport}`, () => ({ outlook: answer }))
  }
  const untilResting = async () => {
    for (let minutes = 0; minutes <= 60; minutes++) {
      if ((await desk.desk.request('shift.prompts', {})).resting !== null) return minutes
      await pass(1)
    }
    return undefined
  }

  test('a queue that can spare the agent lets him go at the start of his window, one that cannot at its end', async () => {
    told(0.99)
    await begin(['09:00', '15:00'])
    const spared = await untilResting()
    await desk.dispose()
    desk = await testDesk()
    told(0.1)
    await begin(['09:00', '15:00'])
    const kept = await untilResting()
    expect(spared).toBeLessThanOrEqual(46)
    expect(kept).toBeGreaterThanOrEqual(54)
  })

  test('the last one counts with the cable out and after a restart', async () => {
    told(0.99)
    await begin(['09:00', '15:00'])
    await pass(1)
    desk.backend.failing = 'unavailable'
    desk = await desk.restart()
    await pass(40)
    const prompt = async () => (await desk.desk.request('shift.prompts', {})).prompts[0]
    expect(await prompt()).toMatchObject({ ruleId: 'F-PVD', open: false })
    await pass(5)
    expect(await prompt()).toMatchObject({ ruleId: 'F-PVD', open: true })
  })
})
