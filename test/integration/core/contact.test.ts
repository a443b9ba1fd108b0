import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { EndCause } from '../../../src/shared/domain/call.ts'
import type { InteractionDraft } from '../../../src/shared/domain/interaction.ts'
import { settled, testDesk, type TestDesk } from '../../support/test-desk.ts'
import { lightScript, lightService, lightUnit, maria } from '../../support/knowledge.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await testDesk()
  desk.backend.changesSince = [
    { entity: 'citizen', id: maria.citizenId, doc: maria },
    { entity: 'unit', id: lightUnit.unitId, doc: lightUnit },
    { entity: 'service', id: lightService.serviceCode, doc: lightService },
    { entity: 'script', id: lightScript.scriptId, doc: lightScript },
  ]
  await desk.becomeReady()
  await settled()
})
afterEach(() => desk.dispose())

const contact = async () => {
  const current = await desk.desk.request('contacts.current', {})
  if (!current) throw new Error('nobody is on the desk')
  return current
}
const connect = async (callId: string) => {
  await desk.report({ kind: 'call', callId, event: { kind: 'connected', at: now() } })
}
const hangUp = async (callId: string, cause: EndCause = 'citizen-hung-up') => {
  await desk.report({ kind: 'call', callId, event: { kind: 'ended', at: now(), cause } })
}
const now = () => new Date(desk.clock.now()).toISOString()
const state = async () => (await desk.desk.request('agent.get', {})).state

describe('a contact from the first ring to the case', () => {
  test('the screen pops with the citizen found by a number written in another way', async () => {
    await desk.ring('c1', { number: '099 123 4567', displayName: '<b>María</b>', queue: 'incidencias' })
    await settled()
    const popped = await contact()
    expect(popped.citizen?.name).toBe('María Quishpe')
    expect(popped.interaction.displayName).toBe('<b>María</b>')
    expect(popped.suggestedScriptId).toBe('alumbrado')
    expect(await state()).toBe('reserved')
    expect(desk.executed.at(-1)).toEqual({ kind: 'ring', on: true })
  })

  test('a citizen’s language is kept and sent, and no older word from the city takes it back', async () => {
    await desk.ring('c1', { number: '0991234567', queue: 'incidencias' })
    const { interactionId } = (await contact()).interaction
    desk.backend.loseReplies = true
    await desk.desk.request('contacts.speak', { interactionId, language: 'en' })
    await settled()
    desk.backend.loseReplies = false
    desk.backend.changesSince = [
      ...desk.backend.changesSince,
      { entity: 'citizen', id: maria.citizenId, doc: { ...maria, name: 'María Q.' } },
    ]
    // Its time has not come yet when the city's word about her does.
    desk.backend.poke()
    await settled()
    expect((await contact()).citizen).toMatchObject({ name: 'María Q.', language: 'en' })
    desk.clock.pass(60_000)
    await desk.desk.request('sync.now', {})
    await settled()
    const { citizenId } = maria
    expect(
      desk.backend.applied.filter(({ type }) => type === 'citizen.speak').map(({ payload }) => payload),
    ).toEqual([{ citizenId, language: 'en' }])
  })

  test('nothing is written down of whom the city does not know', async () => {
    await desk.ring('c1', { number: '0999999999', queue: 'incidencias' })
    const { interactionId } = (await contact()).interaction
    await expect(
      desk.desk.request('contacts.speak', { interactionId, language: 'en' }),
    ).rejects.toMatchObject({ code: 'not-found' })
    expect(desk.backend.applied.filter(({ type }) => type === 'citizen.speak')).toEqual([])
  })

  test('a notification names the queue and never the citizen', async () => {
    await desk.ring('c1', { number: '0991234567', displayName: 'María Quishpe', queue: 'incidencias' })
    expect(desk.notices).toEqual([{ title: 'Llamada entrante', body: 'incidencias' }])
  })

  test('from answer to *Recibido por*: the case goes up once with what the script collected', async () => {
    await desk.ring('c1', { number: '0991234567', queue: 'incidencias' })
    await desk.desk.request('calls.answer', { callId: 'c1', pressedAtMs: desk.clock.now() })
    await connect('c1')
    const answered = await contact()
    const run = answered.interaction.runs[0]
    expect(run?.scriptId).toBe('alumbrado')
    const { interactionId } = answered.interaction
    const act = (choice: string | undefined, values: Record<string, string>) =>
      desk.desk.request('scripts.act', {
        interactionId,
        runId: run?.runId ?? '',
        action: { kind: 'answer', values, ...(choice === undefined ? {} : { choice }) },
      })
    await act('1', {})
    const filled = await act(undefined, { lugar: 'Av. Amazonas y Colón' })
    expect(filled.interaction.draft).toMatchObject({
      callerName: 'María Quishpe',
      address: 'Av. Amazonas y Colón',
      serviceCode: 'alumbrado',
      disposition: 'CAS',
    })
    await hangUp('c1')
    expect(await state()).toBe('wrap-up')

    const { serviceRequestId } = await desk.desk.request('contacts.close', {
      interactionId,
      draft: filled.interaction.draft,
    })
    await settled()
    expect(desk.backend.applied.map((command) => command.type)).toEqual([
      'serviceRequest.create',
      'interaction.record',
    ])
    expect(await state()).toBe('ready')

    const mine = async () => (await desk.desk.request('serviceRequests.list', {}))[0]
    expect(await mine()).toMatchObject({ delivery: 'sent', unitName: 'Alumbrado Público' })
    const [created] = desk.backend.applied
    if (created?.type !== 'serviceRequest.create') throw new Error('no case was created')
    desk.backend.changesSince.push({
      entity: 'service-request',
      id: serviceRequestId ?? '',
      doc: { ...created.payload.request, referenceNumber: 'SR-2026-000001', receivedAt: now() },
    })
    desk.backend.poke()
    await settled()
    expect(await mine()).toMatchObject({
      delivery: 'received',
      request: { referenceNumber: 'SR-2026-000001' },
    })
  })

  test('without the network the case is kept here, and goes up once when it is back', async () => {
    await talkAndHangUp('c1')
    desk.backend.failing = 'unavailable'
    await closeWith({ serviceCode: 'alumbrado', disposition: 'CAS' })
    await settled()
    expect((await desk.desk.request('serviceRequests.list', {}))[0]?.delivery).toBe('saved-here')
    expect(await desk.desk.request('sync.get', {})).toMatchObject({ pending: 2, reachable: false })

    desk.backend.failing = undefined
    desk.clock.pass(60_000)
    await settled()
    expect(desk.backend.applied).toHaveLength(2)
    expect(await desk.desk.request('sync.get', {})).toMatchObject({ pending: 0, reachable: true })
  })

  test('a lost answer does not make a second case', async () => {
    await talkAndHangUp('c1')
    desk.backend.loseReplies = true
    await closeWith({ serviceCode: 'alumbrado', disposition: 'CAS' })
    await settled()
    desk.backend.loseReplies = false
    desk.clock.pass(60_000)
    await settled()
    expect(desk.backend.applied.filter((command) => command.type === 'serviceRequest.create')).toHaveLength(1)
    expect(await desk.desk.request('sync.get', {})).toMatchObject({ pending: 0 })
  })

  test('a refused case is kept and shown with its reason, and only it is held back', async () => {
    await talkAndHangUp('c1')
    desk.backend.rejectNext = 'No such service.'
    await closeWith({ serviceCode: 'alumbrado', disposition: 'CAS' })
    await settled()
    const { rejected, pending } = await desk.desk.request('sync.get', {})
    expect(rejected).toMatchObject([{ type: 'serviceRequest.create', reason: 'No such service.' }])
    expect(pending).toBe(0)
    await desk.desk.request('sync.retry', { commandId: rejected[0]?.commandId ?? '' })
    await settled()
    expect((await desk.desk.request('sync.get', {})).rejected).toEqual([])
    expect((await desk.desk.request('serviceRequests.list', {}))[0]?.delivery).toBe('sent')
  })

  describe('a service that asks', () => {
    const values = [
      { key: 'apagada', name: 'Apagada' },
      { key: 'parpadea', name: 'Parpadea' },
    ]
    const asked = { variable: true, required: false, datatypeDescription: '', values: [] }
    beforeEach(async () => {
      desk.backend.changesSince.push(
        {
          entity: 'service',
          id: lightService.serviceCode,
          doc: {
            ...lightService,
            open311: {
              attributes: [
                { ...asked, code: 'lugar', datatype: 'string', description: 'Referencia' },
                { ...asked, code: 'fallo', datatype: 'string', description: '¿Qué le pasa?' },
              ],
            },
          },
        },
        {
          entity: 'service-form',
          id: 'form-1',
          doc: {
            serviceCode: lightService.serviceCode,
            destination: 'ciudad',
            questions: [
              {
                ...asked,
                code: 'fallo',
                datatype: 'singlevaluelist',
                required: true,
                description: '¿Qué le pasa?',
                values,
              },
              { ...asked, code: 'desde', datatype: 'datetime', description: '¿Desde cuándo?' },
            ],
          },
        },
      )
      desk.backend.poke()
      await settled()
    })
    const answer = (fallo: string) => ({ alumbrado: { fallo, desde: '2026-11-20T21:00' } })

    test('shows our questions with those of the city that its cases go on to, from what this desk keeps', async () => {
      desk.backend.failing = 'unavailable'
      const { forms } = await desk.desk.request('catalogue.get', {})
      expect(forms.map(({ questions }) => questions.map(({ code, datatype }) => [code, datatype]))).toEqual([
        [
          ['lugar', 'string'],
          ['fallo', 'singlevaluelist'],
          ['desde', 'datetime'],
        ],
      ])
    })

    test('keeps the contact open until what must be answered is, and then the answers go with the case', async () => {
      await talkAndHangUp('c1')
      await expect(closeWith({ serviceCode: 'alumbrado', disposition: 'CAS' })).rejects.toMatchObject({
        code: 'invalid-input',
        message: 'formAnswers.fallo: required.',
      })
      await closeWith({ serviceCode: 'alumbrado', disposition: 'CAS', formAnswers: answer('parpadea') })
      await settled()
      const created = desk.backend.applied.find(({ type }) => type === 'serviceRequest.create')
      expect(created?.payload).toMatchObject({
        request: { attributes: { fallo: 'parpadea', desde: '2026-11-21T02:00:00.000Z' } },
      })
    })

    test('a specialist gets the case without its answers, and reads those that there are in words', async () => {
      await talkAndHangUp('c1')
      const left = { alumbrado: { desde: '2026-11-20T21:00' } }
      const escalation = { reason: 'Colgó.' }
      await closeWith({ serviceCode: 'alumbrado', disposition: 'ESC-2', escalation, formAnswers: left })
      await settled()
      const created = desk.backend.applied.find(({ type }) => type === 'serviceRequest.create')
      expect(created?.payload).toMatchObject({
        request: { dossier: { form: [{ question: '¿Desde cuándo?', answer: '2026-11-20 21:00' }] } },
      })
    })

    test('what the script heard stands in the form, where the form asks under the same name', async () => {
      await talkAndHangUp('c1')
      const { interactionId } = (await contact()).interaction
      await desk.desk.request('scripts.start', { interactionId, scriptId: 'alumbrado' })
      const act = async (choice: string | undefined, typed: Record<string, string>) => {
        const runId = (await contact()).walk?.runId ?? ''
        await desk.desk.request('scripts.act', {
          interactionId,
          runId,
          action: { kind: 'answer', values: typed, ...(choice === undefined ? {} : { choice }) },
        })
      }
      await act('1', {})
      await act(undefined, { lugar: 'Calle Sucre 4' })
      expect((await contact()).interaction.draft.formAnswers).toEqual({
        alumbrado: { lugar: 'Calle Sucre 4' },
      })
    })

    test('an answer with a card number never reaches the disk, and the other fields do', async () => {
      await talkAndHangUp('c1')
      const { interactionId, draft } = (await contact()).interaction
      const formAnswers = { alumbrado: { lugar: '4111 1111 1111 1111' } }
      await desk.desk.request('contacts.autosave', {
        interactionId,
        draft: { ...draft, notes: 'n', formAnswers },
      })
      const kept = (await contact()).interaction.draft
      expect(kept.notes).toBe('n')
      expect(kept.formAnswers).toBeUndefined()
    })

    test('a protected outcome asks nothing and keeps no answer', async () => {
      await talkAndHangUp('c1')
      await closeWith({ disposition: 'VIO', serviceCode: 'alumbrado', formAnswers: answer('parpadea') })
      await settled()
      expect(JSON.stringify(desk.backend.applied)).not.toContain('parpadea')
    })
  })

  test('a contact cannot be closed without saying how it ended', async () => {
    await talkAndHangUp('c1')
    await expect(closeWith({})).rejects.toMatchObject({ code: 'invalid-input' })
    expect(await state()).toBe('wrap-up')
  })

  test('a protected outcome leaves no number, name, note or case behind', async () => {
    await talkAndHangUp('c1')
    await closeWith({ disposition: 'VIO', serviceCode: 'alumbrado', notes: 'vive con su agresor' })
    await settled()
    expect(desk.backend.applied).toHaveLength(1)
    const sent = JSON.stringify(desk.backend.applied)
    for (const secret of ['agresor', 'María', '593991234567', 'Amazonas']) expect(sent).not.toContain(secret)
    expect(await desk.desk.request('contacts.recent', {})).toEqual([])
    // After a contact like that the desk gives a pause first (F-HARD).
    await desk.desk.request('agent.setPresence', { presence: { kind: 'ready' } })
    await desk.ring('c2', { number: '0991234567' })
    expect((await contact()).history).toEqual([])
  })
})

describe('what agents do in the middle', () => {
  test('a second call while busy is refused with 486 and shown as missed-while-busy', async () => {
    await desk.ring('c1')
    await connect('c1')
    await desk.ring('c2', { number: '0987654321' })
    expect(desk.executed.at(-1)).toEqual({ kind: 'reject', callId: 'c2', status: 486 })
    const recent = await desk.desk.request('contacts.recent', {})
    expect(recent.map(({ interaction }) => interaction.state)).toContain('missed-while-busy')
    expect((await contact()).call?.callId).toBe('c1')
  })

  test('in wrap-up nothing rings', async () => {
    await talkAndHangUp('c1')
    await desk.ring('c2')
    expect(desk.executed.at(-1)).toEqual({ kind: 'reject', callId: 'c2', status: 486 })
  })

  test('a reloaded desk page finds the call, the step and the notes', async () => {
    await desk.ring('c1', { queue: 'incidencias' })
    await connect('c1')
    const before = await contact()
    await desk.desk.request('contacts.autosave', {
      interactionId: before.interaction.interactionId,
      draft: { ...before.interaction.draft, notes: 'poste 412' },
    })
    const after = await contact()
    expect(after.call?.phase.name).toBe('connected')
    expect(after.interaction.draft.notes).toBe('poste 412')
    expect(after.interaction.runs).toEqual(before.interaction.runs)
  })

  test('a restart in mid-call keeps every note and asks for the wrap-up', async () => {
    await desk.ring('c1')
    await connect('c1')
    const { interaction } = await contact()
    await desk.desk.request('contacts.autosave', {
      interactionId: interaction.interactionId,
      draft: { ...interaction.draft, notes: 'no colgar' },
    })
    desk = await desk.restart()
    const found = await contact()
    expect(found.interaction).toMatchObject({ state: 'wrap-up', draft: { notes: 'no colgar' } })
    expect(await state()).toBe('wrap-up')
  })

  test('a state chosen in a call waits for its end', async () => {
    await desk.ring('c1')
    await connect('c1')
    await desk.desk.request('agent.setNext', { presence: { kind: 'not-ready', reason: 101 } })
    expect(await state()).toBe('talking')
    await hangUp('c1')
    await closeWith({ disposition: 'INF' })
    expect(await state()).toBe('not-ready')
  })

  test('a state chosen in a call is taken back as easily: the agent stays what he was', async () => {
    await desk.ring('c1')
    await connect('c1')
    await desk.desk.request('agent.setNext', { presence: { kind: 'not-ready', reason: 101 } })
    expect((await desk.desk.request('agent.setNext', { presence: null })).next).toBeNull()
    await hangUp('c1')
    await closeWith({ disposition: 'INF' })
    expect(await state()).toBe('ready')
  })

  test('the wrap-up has its time, and a minute more at a press, also when that time is over', async () => {
    await desk.ring('c1')
    await connect('c1')
    expect((await contact()).wrapUpEndsAt).toBeNull()
    await hangUp('c1')
    const leftMs = async () => Date.parse((await contact()).wrapUpEndsAt ?? '') - desk.clock.now()
    const { interactionId } = (await contact()).interaction
    const extend = () => desk.desk.request('contacts.extendWrapUp', { interactionId })
    expect(await leftMs()).toBe(120_000)
    await extend()
    expect(await leftMs()).toBe(180_000)
    desk.clock.pass(200_000)
    expect(await leftMs()).toBe(-20_000)
    expect(await state()).toBe('wrap-up')
    await extend()
    expect(await leftMs()).toBe(60_000)
  })

  test('a call sent away by hand makes the desk not ready, too', async () => {
    await desk.ring('c1')
    await desk.desk.request('calls.reject', { callId: 'c1' })
    expect(desk.executed.at(-1)).toEqual({ kind: 'reject', callId: 'c1', status: 603 })
    await hangUp('c1', 'rejected')
    expect(await desk.desk.request('agent.get', {})).toMatchObject({
      state: 'not-ready',
      presence: { reason: 301 },
    })
  })

  test('nobody is rung again and again: an unanswered ring makes the desk not ready', async () => {
    await desk.ring('c1')
    desk.clock.pass(20_000)
    await hangUp('c1', 'cancelled')
    expect(await state()).toBe('not-ready')
  })

  test('an exchange that says so gives up after any time', async () => {
    await desk.ring('c1')
    desk.clock.pass(6_000)
    await hangUp('c1', 'no-answer')
    expect(await state()).toBe('not-ready')
  })

  test('a citizen who gives up early costs the agent nothing', async () => {
    await desk.ring('c1')
    desk.clock.pass(4_000)
    await hangUp('c1', 'cancelled')
    expect(await state()).toBe('ready')
    expect(desk.backend.applied).toMatchObject([{ payload: { interaction: { state: 'missed' } } }])
  })

  test('the exchange is told to hold contacts back while one is in hand', async () => {
    await desk.ring('c1')
    await connect('c1')
    await settled()
    expect(desk.backend.presences.at(-1)).toEqual({ kind: 'not-ready', reason: 203 })
    await hangUp('c1')
    await closeWith({ disposition: 'INF' })
    await settled()
    // The gap between two contacts (F-GAP) is the agent's.
    expect(desk.backend.presences.at(-1)).toEqual({ kind: 'not-ready', reason: 203 })
    desk.clock.pass(20_000)
    await settled()
    expect(desk.backend.presences.at(-1)).toEqual({ kind: 'ready' })
  })

  test('an exchange that did not hear of the ready agent hears of it when the backend is back', async () => {
    await talkAndHangUp('c1')
    await settled()
    desk.backend.failing = 'unavailable'
    await closeWith({ disposition: 'INF' })
    await settled()
    expect(desk.backend.presences.at(-1)).toEqual({ kind: 'not-ready', reason: 203 })
    desk.backend.failing = undefined
    desk.clock.pass(60_000)
    await settled()
    expect(desk.backend.presences.at(-1)).toEqual({ kind: 'ready' })
  })

  test('a session that runs out in mid-call drops neither the call nor the contact', async () => {
    await desk.ring('c1')
    await connect('c1')
    desk.backend.failing = 'unauthorised'
    await desk.desk.request('sync.now', {})
    expect(await state()).toBe('talking')
    await hangUp('c1')
    await closeWith({ disposition: 'INF' })
    expect(await state()).toBe('signed-out')
  })
})

async function talkAndHangUp(callId: string): Promise<void> {
  await desk.ring(callId)
  await connect(callId)
  await hangUp(callId)
}

async function closeWith(changes: Partial<InteractionDraft>): Promise<void> {
  const { interaction } = await contact()
  await desk.desk.request('contacts.close', {
    interactionId: interaction.interactionId,
    draft: { ...interaction.draft, ...changes },
  })
}
