import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CallEvent, EndCause, Transfer } from '../../../src/shared/domain/call.ts'
import { maria } from '../../support/knowledge.ts'
import { settled, testDesk, type TestDesk } from '../../support/test-desk.ts'
import { deviceReport } from '../../support/device-report.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await testDesk()
  desk.backend.changesSince = [{ entity: 'citizen', id: maria.citizenId, doc: maria }]
  await desk.becomeReady()
  await settled()
})
afterEach(() => desk.dispose())

const now = () => new Date(desk.clock.now()).toISOString()
const happens = (callId: string, event: CallEvent) => desk.report({ kind: 'call', callId, event })
const connects = (callId: string) => happens(callId, { kind: 'connected', at: now() })
const ends = (callId: string, cause: EndCause) => happens(callId, { kind: 'ended', at: now(), cause })
const hears = (callId: string, transfer: Transfer) => happens(callId, { kind: 'transfer', transfer })
const calls = () => desk.desk.request('calls.list', {})
const contact = () => desk.desk.request('contacts.current', {})
const dial = (to: string, name?: string) =>
  desk.desk.request('calls.dial', { to, ...(name === undefined ? {} : { name }) })
const commands = () => desk.executed.filter(({ kind }) => kind !== 'ring')
const outcome = () => desk.desk.request('calls.outcome', {})
const state = async () => (await desk.desk.request('agent.get', {})).state

async function talkToCitizen(): Promise<void> {
  await desk.ring('c1')
  await desk.desk.request('calls.answer', { callId: 'c1', pressedAtMs: desk.clock.now() })
  await connects('c1')
  desk.executed.length = 0
}
async function consult(): Promise<string> {
  const { callId } = await dial('02 395-2300', 'Catastro')
  await happens('c1', { kind: 'held', by: 'local', held: true })
  await connects(callId)
  desk.executed.length = 0
  return callId
}

describe('a call that the agent places', () => {
  test('is a contact with the citizen found by the number, and asks the voice page to dial', async () => {
    const { callId } = await dial('099 123 4567')
    expect(commands().at(-1)).toEqual({ kind: 'dial', callId, part: 'contact', to: '0991234567' })
    await settled()
    const placed = await contact()
    expect(placed?.citizen?.name).toBe('María Quishpe')
    expect(placed?.interaction).toMatchObject({ direction: 'outbound', state: 'offered' })
    expect(placed?.call?.phase.name).toBe('dialling')
    expect(await state()).toBe('talking')
    await happens(callId, { kind: 'progress', at: now(), earlyMedia: false })
    await connects(callId)
    expect((await contact())?.interaction.state).toBe('active')
    await ends(callId, 'citizen-hung-up')
    expect(await state()).toBe('wrap-up')
  })

  test.each([
    ['busy', 'unknown-number'],
    ['declined', 'no-answer'],
  ] as const)('refused as %s or %s is told so, recorded and leaves no wrap-up', async (...causes) => {
    for (const cause of causes) {
      const { callId } = await dial('0991234567', 'María')
      await ends(callId, cause)
      expect(await outcome()).toMatchObject({ what: 'call', to: '0991234567', name: 'María', why: cause })
      expect(await state()).toBe('ready')
      const [latest] = await desk.desk.request('contacts.recent', {})
      expect(latest?.interaction).toMatchObject({ state: 'unreached', endCause: cause })
    }
    await desk.desk.request('calls.dismissOutcome', {})
    expect(await outcome()).toBeNull()
  })

  test('hung up by the agent before anybody answered says nothing', async () => {
    const { callId } = await dial('0991234567')
    await ends(callId, 'agent-hung-up')
    expect(await outcome()).toBeNull()
  })

  test('needs a line, a microphone and something to dial', async () => {
    await expect(dial('calle Bolívar 12')).rejects.toMatchObject({ code: 'invalid-input' })
    await desk.report({ kind: 'registration', registration: { state: 'offline', reason: 'lost' } })
    await expect(dial('101')).rejects.toMatchObject({ code: 'no-line' })
    await desk.report({ kind: 'registration', registration: { state: 'registered', since: now() } })
    await desk.report({ kind: 'devices', report: deviceReport({ microphone: 'denied' }) })
    await expect(dial('101')).rejects.toMatchObject({ code: 'no-microphone' })
  })

  test('in wrap-up is beside the contact and changes nothing of it', async () => {
    await talkToCitizen()
    await ends('c1', 'citizen-hung-up')
    const { callId } = await dial('101')
    await connects(callId)
    await ends(callId, 'citizen-hung-up')
    expect((await contact())?.interaction).toMatchObject({ direction: 'inbound', state: 'wrap-up' })
  })
})

describe('the second line', () => {
  test('puts the citizen on hold and leaves the contact as it is', async () => {
    await talkToCitizen()
    const { callId } = await dial('02 395-2300', 'Catastro')
    expect(commands()).toEqual([
      { kind: 'hold', callId: 'c1', held: true },
      { kind: 'dial', callId, part: 'consult', to: '023952300' },
    ])
    expect((await contact())?.call?.callId).toBe('c1')
    expect((await calls()).map(({ part }) => part)).toEqual(['contact', 'consult'])
  })

  test('is the last: a third call is refused, an offered one as busy', async () => {
    await talkToCitizen()
    await consult()
    await expect(dial('101')).rejects.toMatchObject({ code: 'conflict' })
    await desk.ring('c9')
    expect(commands()).toEqual([{ kind: 'reject', callId: 'c9', status: 486 }])
  })

  test('swapped, the one talks and the other waits, and back', async () => {
    await talkToCitizen()
    const second = await consult()
    await desk.desk.request('calls.swap', {})
    expect(commands()).toEqual([
      { kind: 'hold', callId: second, held: true },
      { kind: 'hold', callId: 'c1', held: false },
    ])
    await happens(second, { kind: 'held', by: 'local', held: true })
    await happens('c1', { kind: 'held', by: 'local', held: false })
    desk.executed.length = 0
    await desk.desk.request('calls.swap', {})
    expect(commands()).toEqual([
      { kind: 'hold', callId: 'c1', held: true },
      { kind: 'hold', callId: second, held: false },
    ])
  })

  test('gone, the citizen is still there and still held: nobody hears a talk by surprise', async () => {
    await talkToCitizen()
    const second = await consult()
    await ends(second, 'citizen-hung-up')
    expect((await contact())?.call?.held.local).toBe(true)
    expect(await state()).toBe('talking')
    expect(commands()).toEqual([])
  })

  test('takes the call over: the citizen’s call ends as transferred, and wrap-up begins', async () => {
    await talkToCitizen()
    const second = await consult()
    await desk.desk.request('calls.complete', {})
    expect(commands()).toEqual([
      { kind: 'transfer', callId: 'c1', how: 'attended', to: '023952300', replacing: second },
    ])
    await hears('c1', { state: 'under-way', how: 'attended', to: '023952300', heard: 'nothing' })
    await ends('c1', 'transferred')
    expect(commands().at(-1)).toEqual({ kind: 'hang-up', callId: second })
    await ends(second, 'agent-hung-up')
    expect(await state()).toBe('wrap-up')
    expect(await outcome()).toBeNull()
  })

  test('that nobody answers cannot take a call over', async () => {
    await talkToCitizen()
    await dial('101')
    await expect(desk.desk.request('calls.complete', {})).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('a blind transfer', () => {
  const asked: Transfer = { state: 'under-way', how: 'blind', to: '200', heard: 'trying' }

  test('refused at once, the caller is still here and the agent is told why', async () => {
    await talkToCitizen()
    await desk.desk.request('calls.transfer', { callId: 'c1', to: '200', name: 'Obras' })
    expect(commands()).toEqual([{ kind: 'transfer', callId: 'c1', how: 'blind', to: '200' }])
    await hears('c1', asked)
    await expect(desk.desk.request('calls.transfer', { callId: 'c1', to: '300' })).rejects.toMatchObject({
      code: 'conflict',
    })
    await hears('c1', { state: 'refused', how: 'blind', to: '200', why: 'busy' })
    expect(await outcome()).toMatchObject({ what: 'transfer', to: '200', name: 'Obras', why: 'busy' })
    expect((await contact())?.call?.phase.name).toBe('connected')
  })

  test('whose caller the exchange brings back is answered by itself, in the same contact', async () => {
    await talkToCitizen()
    const before = await contact()
    await desk.desk.request('calls.transfer', { callId: 'c1', to: '200' })
    await hears('c1', asked)
    desk.executed.length = 0
    await desk.ring('c2', { externalCallId: 'x-c1', cameBack: 'no-answer' })
    expect(commands()).toEqual([
      { kind: 'hang-up', callId: 'c1' },
      { kind: 'answer', callId: 'c2' },
    ])
    await ends('c1', 'agent-hung-up')
    await connects('c2')
    const after = await contact()
    expect(after?.call?.callId).toBe('c2')
    expect(after?.interaction.interactionId).toBe(before?.interaction.interactionId)
    expect(after?.interaction.runs).toEqual(before?.interaction.runs)
    expect(await outcome()).toMatchObject({ what: 'transfer', to: '200', why: 'no-answer' })
    expect(await state()).toBe('talking')
  })

  test('whose caller comes back after all was over opens the contact again', async () => {
    await talkToCitizen()
    await desk.desk.request('calls.transfer', { callId: 'c1', to: '200' })
    await hears('c1', asked)
    await ends('c1', 'transferred')
    expect(await state()).toBe('wrap-up')
    await desk.ring('c2', { externalCallId: 'x-c1', cameBack: 'busy' })
    await connects('c2')
    expect((await contact())?.interaction.state).toBe('active')
  })

  test('of another citizen brings nobody back: a stranger with the same number is refused as busy', async () => {
    await talkToCitizen()
    await desk.ring('c2', { externalCallId: '' })
    expect(commands()).toEqual([{ kind: 'reject', callId: 'c2', status: 486 }])
  })
})

describe('three in a room', () => {
  async function openRoom(): Promise<{ second: string; room: string; number: string }> {
    await talkToCitizen()
    const second = await consult()
    await desk.desk.request('calls.join', {})
    const dialled = commands()[0]
    if (dialled?.kind !== 'dial') throw new Error('no room was dialled')
    desk.executed.length = 0
    return { second, room: dialled.callId, number: dialled.to }
  }
  const into = (to: string): Transfer => ({ state: 'under-way', how: 'join', to, heard: 'trying' })

  test('the agent goes first, then both lines follow, and the contact goes on there', async () => {
    const { second, room, number } = await openRoom()
    expect(number).toMatch(/^conf-\d{8}$/)
    await connects(room)
    expect(commands()).toEqual([
      { kind: 'transfer', callId: 'c1', how: 'join', to: number },
      { kind: 'transfer', callId: second, how: 'join', to: number },
    ])
    for (const callId of ['c1', second]) {
      await hears(callId, into(number))
      await ends(callId, 'transferred')
    }
    const after = await contact()
    expect(after?.call).toMatchObject({ callId: room, part: 'conference' })
    expect(after?.call?.members).toEqual(['+593991234567', 'Catastro'])
    expect(after?.interaction.state).toBe('active')
    await ends(room, 'agent-hung-up')
    expect(await state()).toBe('wrap-up')
  })

  test('a room that does not open leaves both lines as they were', async () => {
    const { room } = await openRoom()
    await ends(room, 'unknown-number')
    expect(commands()).toEqual([])
    expect(await outcome()).toMatchObject({ what: 'conference', why: 'unknown-number' })
    expect((await calls()).map(({ part }) => part)).toEqual(['contact', 'consult'])
  })
})

describe('the emergency hand-off', () => {
  test('dials the city’s number beside the citizen, who is not put on hold, and joins them when it answers', async () => {
    await talkToCitizen()
    const { callId } = await desk.desk.request('calls.emergency', {})
    expect(commands()).toEqual([{ kind: 'dial', callId, part: 'emergency', to: '911' }])
    await connects(callId)
    expect(commands().at(-1)).toMatchObject({ kind: 'dial', part: 'conference' })
  })

  test('leaves the agent ready again, however the voices in the room fell on each other', async () => {
    await talkToCitizen()
    const { callId: service } = await desk.desk.request('calls.emergency', {})
    await connects(service)
    const dialled = commands().at(-1)
    if (dialled?.kind !== 'dial') throw new Error('no room was dialled')
    const { callId: room, to } = dialled
    await connects(room)
    for (const callId of ['c1', service]) {
      await hears(callId, { state: 'under-way', how: 'join', to, heard: 'trying' })
      await ends(callId, 'transferred')
    }
    await desk.report({ kind: 'acoustic-peak', callId: room, peakDbov: -2.4 })
    await ends(room, 'agent-hung-up')
    const interaction = (await contact())?.interaction
    if (!interaction) throw new Error('there is no contact to close')
    const { interactionId, draft } = interaction
    await desk.desk.request('contacts.close', { interactionId, draft: { ...draft, disposition: 'CUT' } })
    expect(await state()).toBe('ready')
  })

  test('pressed twice dials once', async () => {
    await talkToCitizen()
    const first = await desk.desk.request('calls.emergency', {})
    expect(await desk.desk.request('calls.emergency', {})).toEqual(first)
  })

  test('takes the second line, whoever is on it', async () => {
    await talkToCitizen()
    const second = await consult()
    await desk.desk.request('calls.emergency', {})
    expect(commands()[0]).toEqual({ kind: 'hang-up', callId: second })
  })

  test('works without a call as well', async () => {
    const { callId } = await desk.desk.request('calls.emergency', {})
    await connects(callId)
    expect((await calls()).map(({ part }) => part)).toEqual(['emergency'])
    await ends(callId, 'agent-hung-up')
    expect(await state()).toBe('ready')
  })
})
