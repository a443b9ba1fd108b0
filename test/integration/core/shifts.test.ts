import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { shiftOf } from '../../support/shift-of.ts'
import { deskInShift, settled, testDesk, type TestDesk } from '../../support/test-desk.ts'
import { firstReading } from '../../unit/quality/readings.ts'

const minute = 60_000
let desk: TestDesk
beforeEach(async () => {
  desk = await deskInShift()
})
afterEach(() => desk.dispose())

const { agent, at, connect, hangUpAndClose, pass, shift, untilResting } = shiftOf(() => desk)
const visualBreak = { kind: 'not-ready', reason: 101 }

describe('a visual break', () => {
  test('is announced, then waits for the end of the contact and takes effect by itself', async () => {
    await pass(41)
    expect((await shift()).prompts[0]).toMatchObject({ ruleId: 'F-PVD', open: false })
    await connect('c1')
    await pass(16)
    expect(await agent()).toMatchObject({ state: 'talking', next: visualBreak })
    expect((await shift()).resting).toBeNull()
    await hangUpAndClose('c1')
    expect(await agent()).toMatchObject({ state: 'not-ready', presence: visualBreak })
    expect((await shift()).resting).toMatchObject({ reason: 101, title: 'Pausa visual' })
    expect(desk.backend.presences.at(-1)).toEqual(visualBreak)
  })

  test('is counted once it lasted and the agent came back', async () => {
    await untilResting()
    expect(await agent()).toMatchObject({ presence: visualBreak })
    await pass(5)
    await desk.desk.request('agent.setPresence', { presence: { kind: 'ready' } })
    const ledger = await desk.desk.request('shift.ledger', {})
    expect(ledger.breaks).toMatchObject({ taken: 1, debt: 0 })
    expect(ledger.rests).toMatchObject([{ reason: 101, hour: 1 }])
    expect(ledger.rests[0]?.minutes).toBeGreaterThanOrEqual(5)
    await pass(1)
    expect(await agent()).toMatchObject({ state: 'ready' })
  })

  test('put off in a contact lets the next contact in, and why stays on this desk', async () => {
    await connect('c1')
    await pass(44)
    await desk.desk.request('shift.answerPrompt', {
      promptId: 'F-PVD:1',
      answer: 'not-now',
      reason: 'mi hija está con fiebre',
    })
    await hangUpAndClose('c1')
    expect(await agent()).toMatchObject({ state: 'ready' })
    const ledger = await desk.desk.request('shift.ledger', {})
    expect(ledger.postponements).toMatchObject([{ ruleId: 'F-PVD', reason: 'mi hija está con fiebre' }])
    expect(JSON.stringify([desk.backend.applied, desk.backend.presences, desk.logged])).not.toContain(
      'fiebre',
    )
  })

  test('the agent who chose another state after the contact still rests when the rule says so', async () => {
    await connect('c1')
    await pass(56)
    await desk.desk.request('agent.setNext', { presence: { kind: 'ready' } })
    await hangUpAndClose('c1')
    expect(await agent()).toMatchObject({ presence: visualBreak })
  })
})

describe('the day', () => {
  test('a restart in mid-shift finds the account where it was', async () => {
    await pass(30)
    const before = await desk.desk.request('shift.ledger', {})
    desk = await desk.restart()
    const after = await desk.desk.request('shift.ledger', {})
    expect(before.effectiveMinutes).toBe(30)
    expect(after.effectiveMinutes).toBe(30)
  })

  test('F-HARD gives a pause after violence, which the agent may end at once', async () => {
    await connect('c1')
    await hangUpAndClose('c1', 'VIO')
    expect(await agent()).toMatchObject({ presence: { kind: 'not-ready', reason: 104 } })
    await desk.desk.request('agent.setPresence', { presence: { kind: 'ready' } })
    await pass(1)
    expect(await agent()).toMatchObject({ state: 'ready' })
  })

  test('F-OCC: what a lead grants comes down as a rest of its own, once, after the contact', async () => {
    await connect('c1')
    const grant = {
      grantId: 'G'.repeat(26),
      agentId: 'ana',
      minutes: 10,
      byAgentId: 'eva',
      byName: 'Eva',
      at: at(),
    }
    desk.backend.changesSince.push({ entity: 'break-grant', id: grant.grantId, doc: grant })
    desk.backend.poke()
    await settled()
    const card = async () => (await shift()).prompts.find(({ ruleId }) => ruleId === 'F-OCC')
    expect(await card()).toMatchObject({
      effect: { kind: 'rest', minutes: 10 },
      answers: ['now-after-contact', 'not-now'],
    })
    expect((await agent()).state).toBe('talking')
    await hangUpAndClose('c1')
    expect((await shift()).resting).toMatchObject({ reason: 105 })
    await pass(10)
    await desk.desk.request('agent.setPresence', { presence: { kind: 'ready' } })
    desk.backend.poke()
    await settled()
    expect(await card()).toBeUndefined()
    desk = await desk.restart()
    expect(await card()).toBeUndefined()
  })

  test('F-ACOU: a whistle in the headset stops the agent after the contact until the audio was checked', async () => {
    await connect('c1')
    for (const heardEnergy of [0, 0.002, 0.004, 0.9]) {
      desk.clock.pass(1000)
      await desk.report({ kind: 'levels', callId: 'c1', media: { ...firstReading, heardEnergy } })
    }
    expect((await shift()).prompts[0]).toMatchObject({ ruleId: 'F-ACOU', level: 'hard', answers: [] })
    expect(await agent()).toMatchObject({ state: 'talking' })
    await hangUpAndClose('c1')
    expect(await agent()).toMatchObject({ presence: { kind: 'not-ready', reason: 301 } })
    await desk.desk.request('agent.setPresence', { presence: { kind: 'ready' } })
    await pass(1)
    expect(await agent()).toMatchObject({ presence: { kind: 'not-ready', reason: 301 } })
    await desk.desk.request('shift.report', { what: 'audio-checked' })
    await desk.desk.request('agent.setPresence', { presence: { kind: 'ready' } })
    await pass(1)
    expect(await agent()).toMatchObject({ state: 'ready' })
  })

  test('F-ACOU: what no machine heard the agent says by a key', async () => {
    await desk.desk.request('shift.report', { what: 'acoustic-shock' })
    expect(await agent()).toMatchObject({ presence: { kind: 'not-ready', reason: 301 } })
  })

  test('F-GAP asks the exchange for twenty seconds between two contacts, and gives them back to the second', async () => {
    await connect('c1')
    await hangUpAndClose('c1')
    expect(desk.backend.presences.at(-1)).toEqual({ kind: 'not-ready', reason: 203 })
    desk.clock.pass(20_000)
    await settled()
    expect(desk.backend.presences.at(-1)).toEqual({ kind: 'ready' })
  })

  test('F-LOGOUT signs out at the end of the shift, not before the contact is closed', async () => {
    await pass(5 * 60 + 30)
    for (let turn = 0; turn < 5; turn++) {
      await pass(5)
      await desk.desk.request('agent.setPresence', { presence: { kind: 'ready' } })
    }
    await connect('last')
    await pass(31)
    expect(await agent()).toMatchObject({ state: 'talking' })
    await hangUpAndClose('last')
    expect((await desk.desk.request('session.get', {})).signedIn).toBe(false)
  })

  test('a desk that learns of its shift after the end of it starts again, and its agent may work overtime', async () => {
    const changes = desk.backend.changesSince
    await desk.dispose()
    desk = await testDesk()
    desk.clock.pass(7 * 60 * minute)
    desk.backend.changesSince = changes
    await desk.desk.request('session.signIn', { agentId: 'ana' })
    await settled()
    await pass(1)
    expect((await desk.desk.request('session.get', {})).signedIn).toBe(true)
    desk = await desk.restart()
    await pass(1)
    expect((await desk.desk.request('session.get', {})).signedIn).toBe(true)
  })

  test('a day that is planned anew takes effect at once, not with the next tick', async () => {
    await pass(30)
    const shorter = { shiftId: 'ana-dia', agentId: 'ana', weekdays: [1, 2, 3, 4, 5, 6, 7], activities: [] }
    desk.backend.changesSince.push({
      entity: 'shift',
      id: 'ana-dia',
      doc: { ...shorter, from: '09:00', to: '09:30' },
    })
    desk.backend.poke()
    await settled()
    expect((await desk.desk.request('session.get', {})).signedIn).toBe(false)
  })

  test('what was asked too late, or twice, changes nothing', async () => {
    const view = await desk.desk.request('shift.answerPrompt', { promptId: 'F-PVD:9', answer: 'not-now' })
    expect(view.prompts).toEqual([])
  })
})
