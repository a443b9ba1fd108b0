import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { paths } from '../../../src/shared/backend-api.ts'
import type { Disposition } from '../../../src/shared/domain/disposition.ts'
import { emptyDraft } from '../../../src/shared/domain/interaction.ts'
import { publishingPaths } from '../../../src/shared/publishing-api.ts'
import { shippedProfile } from '../../support/shift-story.ts'
import { firstReading } from '../../unit/quality/readings.ts'
import { deskInShift, settled, testDesk, type TestDesk } from '../../support/test-desk.ts'

const minute = 60_000
let desk: TestDesk
beforeEach(async () => {
  desk = await deskInShift()
})
afterEach(() => desk.dispose())

const pass = async (minutes: number) => {
  desk.clock.pass(minutes * minute)
  await settled()
  // Whoever was away for longer finds the desk locked and comes back to it.
  await desk.desk.request('lock.open', {})
}
const shift = () => desk.desk.request('shift.prompts', {})
const agent = () => desk.desk.request('agent.get', {})
const at = () => new Date(desk.clock.now()).toISOString()
const visualBreak = { kind: 'not-ready', reason: 101 }

async function connect(callId: string) {
  await desk.ring(callId)
  await desk.report({ kind: 'call', callId, event: { kind: 'connected', at: at() } })
}

async function hangUpAndClose(callId: string, disposition: Disposition = 'INF') {
  await desk.report({ kind: 'call', callId, event: { kind: 'ended', at: at(), cause: 'citizen-hung-up' } })
  const contact = await desk.desk.request('contacts.current', {})
  const interactionId = contact?.interaction.interactionId ?? ''
  await desk.desk.request('contacts.close', { interactionId, draft: { ...emptyDraft, disposition } })
  await settled()
}

async function untilResting() {
  for (let minutes = 0; minutes < 60 && (await shift()).resting === null; minutes++) await pass(1)
}

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

  test('what was asked too late, or twice, changes nothing', async () => {
    const view = await desk.desk.request('shift.answerPrompt', { promptId: 'F-PVD:9', answer: 'not-now' })
    expect(view.prompts).toEqual([])
  })
})

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

describe('outside of the shift', () => {
  test('F-DISC: in the gap of a split shift nothing rings, shows or comes down; what was done goes up', async () => {
    const split = (shiftId: string, from: string, to: string) => ({
      entity: 'shift',
      id: shiftId,
      doc: { shiftId, agentId: 'ana', weekdays: [1, 2, 3, 4, 5, 6, 7], from, to, activities: [] },
    })
    desk.backend.changesSince.push(split('ana-dia', '09:00', '10:00'), split('ana-tarde', '16:00', '19:00'))
    desk.backend.poke()
    await pass(6)
    await pass(60)
    await desk.desk.request('agent.setPresence', { presence: { kind: 'ready' } })
    await pass(1)
    const notices = desk.notices.length
    await desk.ring('too-late')
    expect(await desk.desk.request('calls.list', {})).toEqual([])
    expect(desk.executed.at(-1)).toMatchObject({ kind: 'reject', status: 480 })
    expect(desk.notices).toHaveLength(notices)
    expect((await shift()).holds).toMatchObject([{ ruleId: 'F-DISC', untilAt: '2026-11-23T21:00:00.000Z' }])
    desk.backend.changesSince.push({ entity: 'unit', id: 'u1', doc: { unitId: 'u1' } })
    desk.backend.poke()
    await settled()
    expect((await desk.desk.request('sync.get', {})).problems).toEqual([])
    await pass(6 * 60)
    expect((await desk.desk.request('sync.get', {})).problems).toMatchObject([{ entity: 'unit' }])
  })
})

describe('a newcomer', () => {
  test('F-NEW: waits five seconds longer between contacts and has more time to write', async () => {
    await desk.dispose()
    desk = await testDesk()
    desk.backend.signedIn = { startedOn: '2026-11-16' }
    await desk.becomeReady()
    await connect('c1')
    await desk.report({
      kind: 'call',
      callId: 'c1',
      event: { kind: 'ended', at: at(), cause: 'citizen-hung-up' },
    })
    const contact = await desk.desk.request('contacts.current', {})
    expect(Date.parse(contact?.wrapUpEndsAt ?? '') - desk.clock.now()).toBe(1.3 * 120_000)
    const interactionId = contact?.interaction.interactionId ?? ''
    await desk.desk.request('contacts.close', { interactionId, draft: { ...emptyDraft, disposition: 'INF' } })
    await settled()
    desk.clock.pass(20_000)
    await settled()
    expect(desk.backend.presences.at(-1)).toEqual({ kind: 'not-ready', reason: 203 })
    desk.clock.pass(5_000)
    await settled()
    expect(desk.backend.presences.at(-1)).toEqual({ kind: 'ready' })
  })
})

describe('the rules in force', () => {
  test('a published profile counts once it is here, and the site’s own numbers on top of it', async () => {
    const published = { ...shippedProfile('ec-public'), version: 7, name: 'Municipio, edición nueva' }
    desk.backend.changesSince.push({ entity: 'rules', id: 'ec-public', doc: published })
    desk.backend.poke()
    await settled()
    expect((await desk.desk.request('shift.ledger', {})).profile).toMatchObject({ version: 7 })
  })

  test('one that is older than what ships is not taken', async () => {
    const older = { ...shippedProfile('ec-public'), version: 0 + 1, name: 'Edición vieja' }
    desk.backend.changesSince.push({
      entity: 'rules',
      id: 'ec-labour-code',
      doc: { ...older, profileId: 'ec-labour-code' },
    })
    desk.backend.poke()
    await settled()
    expect((await desk.desk.request('shift.ledger', {})).profile.name).not.toBe('Edición vieja')
  })
})

describe('what leaves the desk', () => {
  /** What is asked of the backend in any shift; a request that is not named here is one the agent is not shown. */
  const requests: Readonly<Record<string, string>> = {
    [`PUT ${paths.agentReport}`]: 'agent.report',
    [`POST ${paths.accessLog}`]: 'access.log',
    [`POST ${paths.desk}`]: 'desk.knock',
    [`POST ${paths.caller}`]: 'caller.ask',
    [`POST ${paths.sameCases}`]: 'sameCases.ask',
    [`POST ${publishingPaths.documents}`]: 'knowledge.ask',
    [`POST ${publishingPaths.installed}`]: 'knowledge.installed',
  }

  test('is what the agent is shown, field by field; his energy and his reasons are not in it', async () => {
    await connect('c1')
    await pass(44)
    const [prompt] = (await shift()).prompts
    const reason = 'mi hija está con fiebre'
    const promptId = prompt?.promptId ?? ''
    await desk.desk.request('shift.answerPrompt', { promptId, answer: 'not-now', reason })
    await desk.desk.request('shift.checkIn', { energy: 1 })
    await hangUpAndClose('c1')
    await pass(90)
    const shown = new Set(
      (await desk.desk.request('shift.whatIsSent', {})).map(({ message, path }) => `${message} ${path}`),
    )
    // A field that is empty just now is shown by what may stand in it.
    const isShown = (name: string) => [...shown].some((one) => one === name || one.startsWith(`${name}.`))
    const sent = [
      ...desk.backend.told.flatMap((told) => leaves(told, 'presence.set', [])),
      ...desk.backend.applied.flatMap((command) => leaves(command, command.type, [])),
      ...desk.backend.asked.flatMap(({ method, path, body }) =>
        leaves(body, requests[`${method} ${path}`] ?? path, []),
      ),
    ]
    expect(sent).toContain('breaks.record payload.breaks.owed')
    const messages = new Set(sent.map((name) => name.split(' ')[0]))
    for (const message of ['agent.report', 'desk.knock', 'breaks.record']) expect(messages).toContain(message)
    expect(sent.filter((name) => !isShown(name))).toEqual([])
    const wire = JSON.stringify([desk.backend.applied, desk.backend.told, desk.backend.asked, desk.logged])
    expect(wire).not.toMatch(/fiebre|energy/)
    expect((await desk.desk.request('shift.ledger', {})).energy).toMatchObject([{ energy: 1 }])
  })

  function leaves(value: unknown, message: string, path: readonly string[]): string[] {
    if (Array.isArray(value)) return value.flatMap((each) => leaves(each, message, path))
    if (typeof value === 'object' && value !== null)
      return Object.entries(value).flatMap(([field, inner]) => leaves(inner, message, [...path, field]))
    return [`${message} ${path.join('.')}`]
  }
})
