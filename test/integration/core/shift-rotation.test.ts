import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { shiftOf } from '../../support/shift-of.ts'
import { deskInShift, type TestDesk } from '../../support/test-desk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await deskInShift()
})
afterEach(() => desk.dispose())

const { agent, connect, hangUpAndClose, pass, shift } = shiftOf(() => desk)

describe('rotation', () => {
  const work = async () => (await shift()).functionNow
  const offers = () => desk.backend.told.at(-1)?.offers

  /** Ready between the rests until the same function has lasted long enough. */
  async function untilRotation() {
    for (let turn = 0; turn < 40; turn++) {
      await desk.desk.request('agent.setPresence', { presence: { kind: 'ready' } })
      await pass(1)
      const prompt = (await shift()).prompts.find(({ ruleId }) => ruleId === 'R-BLOCK')
      if (prompt && (await agent()).state === 'ready') return prompt
      await pass(4)
    }
    return undefined
  }

  test('R-BLOCK accepted in a contact takes effect after it, tells the exchange the channel and the agent why', async () => {
    const prompt = await untilRotation()
    expect(offers()?.works).toEqual(['phone', 'priority-phone'])
    await connect('c1')
    await desk.desk.request('shift.answerPrompt', {
      promptId: prompt?.promptId ?? '',
      answer: 'now-after-contact',
    })
    expect(await agent()).toMatchObject({ state: 'talking' })
    await hangUpAndClose('c1')
    const now = await work()
    expect(now).toMatchObject({ because: 'rotation', rule: { ruleId: 'R-BLOCK' } })
    expect(offers()).toEqual({ works: [now?.work], keptAway: [] })
  })

  test('R-PREF: what the agent does not want is never proposed, and goes to nobody', async () => {
    const avoid = ['training', 'back-office', 'email'] as const
    await desk.desk.request('shift.prefer', {
      avoid: [...avoid],
      prefer: ['appointments'],
      reminders: {},
    })
    const prompt = await untilRotation()
    expect(prompt?.effect).toEqual({ kind: 'function', to: 'appointments' })
    expect(JSON.stringify([desk.backend.applied, desk.backend.told])).not.toContain('back-office')
  })

  test('F-EYE, F-CHECK: only the agent can want a reminder, and what he answers in one tap stays here', async () => {
    const ids = async () => (await shift()).prompts.map(({ ruleId }) => ruleId)
    await pass(20)
    expect(await ids()).not.toContain('F-EYE')
    const reminders = { 'F-EYE': true, 'F-CHECK': true }
    await desk.desk.request('shift.prefer', { avoid: [], prefer: [], reminders })
    expect(await ids()).toContain('F-EYE')
    for (let minutes = 0; minutes < 240 && !(await ids()).includes('F-CHECK'); minutes += 5) await pass(5)
    await desk.desk.request('shift.checkIn', { energy: 2 })
    expect(await ids()).not.toContain('F-CHECK')
    const { rules, energy } = await desk.desk.request('shift.ledger', {})
    expect(energy).toMatchObject([{ energy: 2 }])
    expect(rules.filter(({ ruleId }) => ruleId in reminders).every(({ enabled }) => enabled)).toBe(true)
    const wire = JSON.stringify([desk.backend.applied, desk.backend.asked, desk.backend.told])
    expect(wire).not.toMatch(/energy|F-CHECK|F-EYE/)
    await desk.desk.request('shift.prefer', { avoid: [], prefer: [], reminders: { 'F-EYE': false } })
    expect(await ids()).not.toContain('F-EYE')
  })

  test('F-HARD-N: after three hard contacts their queue stays away until the agent wants it back', async () => {
    for (const callId of ['c1', 'c2', 'c3']) {
      await connect(callId)
      await hangUpAndClose(callId, 'ABU')
      await desk.desk.request('agent.setPresence', { presence: { kind: 'ready' } })
      await pass(1)
    }
    expect(offers()?.keptAway).toEqual(['general'])
    expect((await shift()).keptAway).toEqual(['general'])
    await desk.desk.request('shift.report', { what: 'topics-back' })
    await pass(1)
    expect(offers()?.keptAway).toEqual([])
  })
})
