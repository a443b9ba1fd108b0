import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { emptyDraft } from '../../../src/shared/domain/interaction.ts'
import { maria } from '../../support/knowledge.ts'
import { settled, testDesk, type TestDesk } from '../../support/test-desk.ts'

const minute = 60_000
const known = { ...maria, address: 'Av. Amazonas N34-451' }
let desk: TestDesk
beforeEach(async () => {
  desk = await testDesk()
  desk.backend.changesSince = [{ entity: 'citizen', id: known.citizenId, doc: known }]
  await desk.becomeReady()
  await settled()
})
afterEach(() => desk.dispose())

const at = () => new Date(desk.clock.now()).toISOString()
async function contact() {
  const current = await desk.desk.request('contacts.current', {})
  if (!current) throw new Error('nobody is on the desk')
  return current
}
/** The city's answer waits until the test lets it go. */
function holdAnswers(): () => void {
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  const ask = desk.backend.ask.bind(desk.backend)
  desk.backend.ask = async (token, question) => {
    if (question.path === '/v1/caller') await held
    return ask(token, question)
  }
  return release
}
async function talkAndClose(): Promise<void> {
  await desk.ring('c1')
  await settled()
  await desk.report({ kind: 'call', callId: 'c1', event: { kind: 'connected', at: at() } })
  await desk.report({
    kind: 'call',
    callId: 'c1',
    event: { kind: 'ended', at: at(), cause: 'citizen-hung-up' },
  })
  const { interaction } = await contact()
  await desk.desk.request('contacts.close', {
    interactionId: interaction.interactionId,
    draft: { ...interaction.draft, disposition: 'INF' },
  })
  await settled()
}

describe('who calls', () => {
  test('is asked beside the ringing: the card is there at once and the name when it comes', async () => {
    const release = holdAnswers()
    await desk.ring('c1')
    expect(await contact()).toMatchObject({ caller: 'asking', citizen: null })
    expect((await desk.desk.request('agent.get', {})).state).toBe('reserved')
    release()
    await settled()
    expect(await contact()).toMatchObject({
      caller: 'told',
      citizen: { name: 'María Quishpe' },
      interaction: {
        citizenId: known.citizenId,
        draft: { callerName: 'María Quishpe', address: known.address },
      },
    })
  })

  test('does not write over what the agent typed meanwhile, nor is it wiped out by a page that had not read it', async () => {
    const release = holdAnswers()
    await desk.ring('c1')
    const { interactionId } = (await contact()).interaction
    const typed = { ...emptyDraft, callerName: 'Su hija Inés', notes: 'pregunta por el alumbrado' }
    await desk.desk.request('contacts.autosave', { interactionId, draft: typed })
    release()
    await settled()
    await desk.desk.request('contacts.autosave', {
      interactionId,
      draft: { ...typed, notes: 'llama otra vez' },
    })
    expect((await contact()).interaction.draft).toMatchObject({
      callerName: 'Su hija Inés',
      address: known.address,
      notes: 'llama otra vez',
    })
    await desk.desk.request('contacts.autosave', { interactionId, draft: { ...typed, address: '' } })
    expect((await contact()).interaction.draft.address).toBe('')
  })

  test('is told in words where the city cannot be asked, and asked again when it can', async () => {
    desk.backend.failing = 'unavailable'
    await desk.ring('c1')
    await settled()
    expect(await contact()).toMatchObject({ caller: 'not-reached', citizen: null })
    desk.backend.failing = undefined
    await desk.desk.request('sync.now', {})
    await settled()
    expect(await contact()).toMatchObject({ caller: 'told', citizen: { name: 'María Quishpe' } })
  })

  test('is what this desk knew from before where it calls again within the window and the cable is out', async () => {
    await talkAndClose()
    desk.backend.failing = 'unavailable'
    await desk.ring('c2')
    await settled()
    expect(await contact()).toMatchObject({ caller: 'not-reached', citizen: { name: 'María Quishpe' } })
  })

  test('is written into the access log, found or not', async () => {
    await desk.ring('c1')
    await settled()
    await desk.report({
      kind: 'call',
      callId: 'c1',
      event: { kind: 'ended', at: at(), cause: 'citizen-hung-up' },
    })
    await desk.ring('c2', { number: '+593987654321' })
    await settled()
    expect(await contact()).toMatchObject({ caller: 'told', citizen: null })
    const { entries } = await desk.desk.request('privacy.accessLog', {})
    expect(entries.map(({ action, entity, result }) => [action, entity, result])).toEqual([
      ['search', 'interaction', 'nothing'],
      ['view', 'citizen', 'shown'],
    ])
  })

  test('is not asked of the city for the line of a colleague or an emergency number', async () => {
    let asked = 0
    desk.backend.answers.set('POST /v1/caller', () => {
      asked += 1
      return { citizen: null, history: [], requests: [] }
    })
    await desk.ring('c1', { number: '1002' })
    await settled()
    expect(await contact()).toMatchObject({ caller: 'told' })
    expect(asked).toBe(0)
  })
})

describe('a citizen leaves the desk', () => {
  const whoIs = () => {
    desk.backend.answers.set('POST /v1/caller', () => ({ citizen: null, history: [], requests: [] }))
    return desk.desk.request('contacts.whoIs', { number: known.phones[0] ?? '' })
  }

  test('a quarter of an hour after the contact, and not while it lasts', async () => {
    await desk.ring('c1')
    await settled()
    await desk.report({ kind: 'call', callId: 'c1', event: { kind: 'connected', at: at() } })
    desk.clock.pass(60 * minute)
    await settled()
    expect(await contact()).toMatchObject({ citizen: { name: 'María Quishpe' } })
    await desk.report({
      kind: 'call',
      callId: 'c1',
      event: { kind: 'ended', at: at(), cause: 'citizen-hung-up' },
    })
    const { interaction } = await contact()
    await desk.desk.request('contacts.close', {
      interactionId: interaction.interactionId,
      draft: { ...interaction.draft, disposition: 'INF' },
    })
    desk.clock.pass(14 * minute)
    await desk.desk.request('lock.open', {})
    expect(await whoIs()).toEqual({ name: 'María Quishpe' })
    desk.clock.pass(6 * minute)
    await desk.desk.request('lock.open', {})
    expect(await whoIs()).toBeNull()
  })

  test('only when what is to be sent about him has arrived', async () => {
    await talkAndClose()
    desk.backend.failing = 'unavailable'
    await desk.ring('c2')
    await settled()
    const { interactionId } = (await contact()).interaction
    await desk.desk.request('contacts.speak', { interactionId, language: 'qu' })
    await desk.report({
      kind: 'call',
      callId: 'c2',
      event: { kind: 'ended', at: at(), cause: 'citizen-hung-up' },
    })
    desk.clock.pass(60 * minute)
    await desk.desk.request('lock.open', {})
    expect(await whoIs()).toEqual({ name: 'María Quishpe' })
    desk.backend.failing = undefined
    await desk.desk.request('sync.now', {})
    await settled()
    desk.clock.pass(6 * minute)
    await desk.desk.request('lock.open', {})
    expect(await whoIs()).toBeNull()
  })
})
