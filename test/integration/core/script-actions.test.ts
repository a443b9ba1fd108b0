import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { InteractionDraft } from '../../../src/shared/domain/interaction.ts'
import type { ScriptAction } from '../../../src/shared/domain/script-action.ts'
import { Script } from '../../../src/shared/domain/script.ts'
import type { ServiceRequest } from '../../../src/shared/domain/service-request.ts'
import { lightService, lightUnit } from '../../support/knowledge.ts'
import { settled, testDesk, type TestDesk } from '../../support/test-desk.ts'
import { aScript, anEnd } from '../../unit/scripts/a-script.ts'

const escalate: ScriptAction = { kind: 'escalate', reason: 'Hay una orden previa.', unitId: 'especialistas' }
const visit: ScriptAction = { kind: 'appointment', unitId: 'oficina' }
const summary: ScriptAction = { kind: 'summary', by: 'sms', text: 'Lleve su cédula.' }
const light: ScriptAction = { kind: 'request', serviceCode: 'alumbrado' }

const script = Script.parse(
  aScript(
    [
      {
        stepId: 'uno',
        title: 'Datos',
        say: ['¿En qué le ayudo?'],
        actions: [escalate, visit, summary, light],
        next: 'fin',
      },
      anEnd(),
    ],
    { scriptId: 'social', title: 'Social', version: 1, queues: ['social'] },
  ),
)
const service = (serviceCode: string, takes?: 'second-level' | 'appointments') => ({
  ...lightService,
  serviceCode,
  ...(takes ? { takes } : {}),
})

let desk: TestDesk
beforeEach(async () => {
  desk = await testDesk()
  desk.backend.changesSince = [
    { entity: 'script', id: script.scriptId, doc: script },
    ...['oficina', 'especialistas', lightUnit.unitId].map((unitId) => ({
      entity: 'unit' as const,
      id: unitId,
      doc: { ...lightUnit, unitId },
    })),
    ...[service('alumbrado'), service('consulta', 'second-level'), service('cita', 'appointments')].map(
      (doc) => ({
        entity: 'service' as const,
        id: doc.serviceCode,
        doc,
      }),
    ),
  ]
  await desk.becomeReady()
  await settled()
  await desk.ring('c1', { queue: 'social' })
  await desk.report({ kind: 'call', callId: 'c1', event: { kind: 'connected', at: now() } })
})
afterEach(() => desk.dispose())

const now = () => new Date(desk.clock.now()).toISOString()
const contact = async () => {
  const current = await desk.desk.request('contacts.current', {})
  if (!current) throw new Error('nobody is on the desk')
  return current
}
async function take(...actions: ScriptAction[]): Promise<InteractionDraft> {
  for (const action of actions) {
    const { interaction, walk } = await contact()
    const { interactionId } = interaction
    await desk.desk.request('scripts.act', {
      interactionId,
      runId: walk?.runId ?? '',
      action: { kind: 'take', action },
    })
  }
  return (await contact()).interaction.draft
}
/** What the city receives of the contact, closed with these words changed. */
async function close(change: Partial<InteractionDraft> = {}): Promise<ServiceRequest[]> {
  const cause = 'citizen-hung-up' as const
  await desk.report({ kind: 'call', callId: 'c1', event: { kind: 'ended', at: now(), cause } })
  const { interaction } = await contact()
  const draft = { ...interaction.draft, ...change }
  await desk.desk.request('contacts.close', { interactionId: interaction.interactionId, draft })
  await settled()
  return desk.backend.applied.flatMap((command) =>
    command.type === 'serviceRequest.create' ? [command.payload.request] : [],
  )
}

describe('an action of a script', () => {
  test('that escalates sends a case to the specialists with its reason, also where no service was named', async () => {
    expect(await take(escalate)).toMatchObject({
      disposition: 'ESC-2',
      escalation: { reason: 'Hay una orden previa.', unitId: 'especialistas' },
    })
    expect(await close()).toMatchObject([
      {
        serviceCode: 'consulta',
        unitId: 'especialistas',
        description: 'Segundo nivel: Hay una orden previa.',
        escalation: { reason: 'Hay una orden previa.', unitId: 'especialistas' },
      },
    ])
  })

  test('that asks for an appointment sends the wish to the unit, with day and place as the agent wrote them', async () => {
    const draft = await take(visit)
    expect(draft).toMatchObject({ disposition: 'CIT', appointmentWish: { unitId: 'oficina', day: '' } })
    const wish = { unitId: 'oficina', day: '2026-12-01', partOfDay: 'morning', place: 'Quitumbe' } as const
    expect(await close({ appointmentWish: wish })).toMatchObject([
      {
        serviceCode: 'cita',
        unitId: 'oficina',
        description: 'Pide cita · 2026-12-01 · por la mañana · Quitumbe',
        appointmentWish: wish,
      },
    ])
  })

  test('beside the case of the contact a wish is a case of its own', async () => {
    await take(light, visit)
    const cases = await close({ disposition: 'CAS' })
    expect(cases.map(({ serviceCode }) => serviceCode)).toEqual(['alumbrado', 'cita'])
    expect(cases[0]?.appointmentWish).toBeUndefined()
    expect((await desk.desk.request('contacts.recent', {}))[0]?.interaction.serviceRequestIds).toEqual(
      cases.map(({ serviceRequestId }) => serviceRequestId),
    )
  })

  test('that gives a summary in writing keeps its words with the case, or with the contact without one', async () => {
    await take(summary, light)
    const [made] = await close({ disposition: 'CAS', description: 'Poste.' })
    expect(made?.description).toBe('Poste.\nResumen por escrito (SMS): Lleve su cédula.')
  })

  test('without a case the summary stays in the notes', async () => {
    await take(summary)
    expect(await close({ disposition: 'INF', notes: 'Llama mañana.' })).toEqual([])
    expect((await desk.desk.request('contacts.recent', {}))[0]?.interaction.draft.notes).toBe(
      'Llama mañana.\nResumen por escrito (SMS): Lleve su cédula.',
    )
  })

  test('leaves nothing of itself where the contact ends protected', async () => {
    await take(escalate, visit)
    expect(await close({ disposition: 'VIO' })).toEqual([])
    const [recorded] = desk.backend.applied.flatMap((command) =>
      command.type === 'interaction.record' ? [command.payload.interaction] : [],
    )
    expect(recorded?.draft).not.toHaveProperty('escalation')
    expect(recorded?.draft).not.toHaveProperty('appointmentWish')
  })

  test('level 2 without a word why is not closed; with a first line of the description it is', async () => {
    await expect(close({ disposition: 'ESC-2', description: '' })).rejects.toMatchObject({
      code: 'invalid-input',
    })
    const { interaction } = await contact()
    const draft = { ...interaction.draft, disposition: 'ESC-2' as const, description: 'Dos lotes.\nNorte.' }
    await desk.desk.request('contacts.close', { interactionId: interaction.interactionId, draft })
    await settled()
    expect(desk.backend.applied).toMatchObject([
      { payload: { request: { serviceCode: 'consulta', escalation: { reason: 'Dos lotes.' } } } },
      { type: 'interaction.record' },
    ])
  })

  test('a card number in the reason or the place never reaches the disk', async () => {
    const card = '4111 1111 1111 1111'
    const save = async (change: Partial<InteractionDraft>) => {
      const { draft, interactionId } = (await contact()).interaction
      await desk.desk.request('contacts.autosave', { interactionId, draft: { ...draft, ...change } })
      return (await contact()).interaction.draft
    }
    await take(visit)
    expect(await save({ appointmentWish: { day: '', partOfDay: 'any', place: card } })).toMatchObject({
      appointmentWish: { place: '' },
    })
    await take(escalate)
    expect(await save({ escalation: { reason: card } })).toMatchObject({
      escalation: { reason: 'Hay una orden previa.' },
    })
    await expect(close({ escalation: { reason: card } })).rejects.toMatchObject({ code: 'invalid-input' })
  })
})
