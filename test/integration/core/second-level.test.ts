import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Script } from '../../../src/shared/domain/script.ts'
import { enterSecondLevel } from '../../../src/shared/domain/cases/case-life.ts'
import { usualWorkingDays } from '../../../src/shared/domain/cases/working-time.ts'
import type { ServiceRequest } from '../../../src/shared/domain/service-request.ts'
import { serviceRequest } from '../../support/backend/backend-world.ts'
import { lightService, lightUnit } from '../../support/knowledge.ts'
import { settled, testDesk, type TestDesk } from '../../support/test-desk.ts'
import { aScript, anEnd } from '../../unit/scripts/a-script.ts'

const script = Script.parse(
  aScript(
    [
      {
        stepId: 'hogar',
        title: '¿Cuántos viven en casa?',
        say: ['¿Cuántos viven en su casa?'],
        fields: [{ field: 'sector', label: 'Sector', kind: 'text' }],
        choices: [
          { key: '1', label: 'Una o dos', next: 'orden' },
          { key: '2', label: 'Tres o más', next: 'orden' },
        ],
      },
      {
        stepId: 'orden',
        title: 'Orden previa',
        say: ['¿Tiene una orden?'],
        fields: [{ field: 'numero', label: 'Número de la orden', kind: 'text' }],
        actions: [{ kind: 'escalate', reason: 'Hay una orden previa.', unitId: 'especialistas' }],
        next: 'fin',
      },
      anEnd(),
    ],
    { scriptId: 'social', title: 'Social', version: 3, queues: ['social'], start: 'hogar' },
  ),
)

let desk: TestDesk
beforeEach(async () => {
  desk = await testDesk()
  desk.backend.signedIn = { units: ['especialistas'] }
  desk.backend.changesSince = [
    { entity: 'script', id: script.scriptId, doc: script },
    {
      entity: 'unit',
      id: 'especialistas',
      doc: { ...lightUnit, unitId: 'especialistas', answerWithinHours: 4 },
    },
    { entity: 'unit', id: lightUnit.unitId, doc: lightUnit },
    {
      entity: 'service',
      id: 'consulta',
      doc: { ...lightService, serviceCode: 'consulta', takes: 'second-level' },
    },
  ]
  await desk.becomeReady()
  await settled()
})
afterEach(() => desk.dispose())

const now = () => new Date(desk.clock.now()).toISOString()
/** The desk locked itself meanwhile; its agent is back. */
async function passed(ms: number): Promise<void> {
  desk.clock.pass(ms)
  await settled()
  await desk.desk.request('lock.open', {})
}
async function contact() {
  const current = await desk.desk.request('contacts.current', {})
  if (!current) throw new Error('nobody is on the desk')
  return current
}

/** A citizen on the line, as far through the script as the exit to level 2. */
async function answered(): Promise<string> {
  await desk.ring('c1', { queue: 'social' })
  await desk.report({ kind: 'call', callId: 'c1', event: { kind: 'connected', at: now() } })
  const { interaction, walk } = await contact()
  const { interactionId } = interaction
  const runId = walk?.runId ?? ''
  await desk.desk.request('scripts.act', {
    interactionId,
    runId,
    action: { kind: 'answer', choice: '2', values: { sector: 'La Ferroviaria' } },
  })
  await desk.desk.request('scripts.act', {
    interactionId,
    runId,
    action: { kind: 'take', action: script.steps[1]?.actions?.[0] ?? { kind: 'emergency' } },
  })
  return interactionId
}
const sent = (type: string) => desk.backend.applied.filter((command) => command.type === type)
const created = () =>
  desk.backend.applied.flatMap((command) =>
    command.type === 'serviceRequest.create' ? [command.payload.request] : [],
  )

describe('a case that leaves for level 2', () => {
  test('goes out while the citizen is on the line, and what was asked after it follows', async () => {
    const interactionId = await answered()
    const { interaction } = await desk.desk.request('contacts.fileEscalation', { interactionId })
    await settled()
    const [request] = created()
    expect(request).toMatchObject({
      escalation: { reason: 'Hay una orden previa.' },
      dossier: {
        scripts: [
          {
            title: 'Social',
            version: 3,
            answers: [
              { question: '¿Cuántos viven en casa?', answer: 'Tres o más' },
              { question: 'Sector', answer: 'La Ferroviaria' },
            ],
          },
        ],
      },
    })
    expect(interaction.draft.filedCase).toBe(request?.serviceRequestId)
    await expect(desk.desk.request('contacts.fileEscalation', { interactionId })).rejects.toMatchObject({
      code: 'conflict',
    })

    const { walk } = await contact()
    await desk.desk.request('scripts.act', {
      interactionId,
      runId: walk?.runId ?? '',
      action: { kind: 'answer', values: { numero: 'A-17' } },
    })
    const cause = 'citizen-hung-up' as const
    await desk.report({ kind: 'call', callId: 'c1', event: { kind: 'ended', at: now(), cause } })
    const { draft } = (await contact()).interaction
    await desk.desk.request('contacts.close', { interactionId, draft: { ...draft, notes: 'Vive sola.' } })
    await settled()
    expect(created()).toHaveLength(1)
    expect(sent('serviceRequest.step')).toMatchObject([
      {
        subject: request?.serviceRequestId,
        payload: {
          step: {
            kind: 'supplement',
            dossier: {
              notes: 'Vive sola.',
              scripts: [{ answers: [{}, {}, { question: 'Número de la orden', answer: 'A-17' }] }],
            },
          },
        },
      },
    ])
    const [recent] = await desk.desk.request('contacts.recent', {})
    expect(recent?.interaction).toMatchObject({
      serviceRequestIds: [request?.serviceRequestId],
      draft: { disposition: 'ESC-2' },
    })
  })

  test('is kept here with the cable out, and its life goes on here until the network is back', async () => {
    const interactionId = await answered()
    desk.backend.failing = 'unavailable'
    await desk.desk.request('contacts.fileEscalation', { interactionId })
    const [queued] = await desk.desk.request('secondLevel.queue', {})
    const serviceRequestId = queued?.request.serviceRequestId ?? ''
    expect(queued).toMatchObject({ delivery: 'saved-here', steps: ['take'] })
    await desk.desk.request('secondLevel.step', { serviceRequestId, step: { kind: 'take' } })
    await desk.desk.request('secondLevel.step', {
      serviceRequestId,
      step: { kind: 'reply', words: 'Procede.' },
    })
    desk.backend.failing = undefined
    await desk.desk.request('sync.now', {})
    await settled()
    expect(desk.backend.applied.map(({ type, subject }) => [type, subject])).toEqual([
      ['serviceRequest.create', serviceRequestId],
      ['serviceRequest.step', serviceRequestId],
      ['serviceRequest.step', serviceRequestId],
    ])
  })
})

describe('what comes back from level 2', () => {
  const terms = {
    withinHours: 4,
    hours: { timeZone: 'America/Guayaquil', days: usualWorkingDays, holidays: [] },
  }
  const by = (agentId: string) => ({ agentId, name: agentId })
  function standing(
    filedBy: string,
    change: Partial<ServiceRequest['secondLevel'] & object>,
  ): ServiceRequest {
    const level = enterSecondLevel('Dos lotes.', by(filedBy), now(), terms)
    return serviceRequest({
      serviceCode: 'consulta',
      unitId: 'especialistas',
      referenceNumber: 'SR-2026-000412',
      escalation: { reason: 'Dos lotes.' },
      filedBy,
      referenceToldAt: now(),
      secondLevel: { ...level, ...change },
    })
  }
  async function receive(...requests: ServiceRequest[]): Promise<void> {
    desk.backend.changesSince = [
      ...desk.backend.changesSince,
      ...requests.map((doc) => ({
        entity: 'service-request' as const,
        id: doc.serviceRequestId,
        doc,
      })),
    ]
    await desk.desk.request('sync.now', {})
    await settled()
  }
  const entry = (kind: 'reply' | 'return', words: string) => ({
    at: now(),
    agentId: 'marco',
    name: 'Marco',
    kind,
    words,
  })

  test('is a task for whoever filed the case, done when the case has moved on', async () => {
    const answer = standing('ana', { state: 'answered', log: [entry('reply', 'Son dos predios.')] })
    const missing = standing('ana', {
      state: 'returned',
      leftMs: 0,
      log: [entry('return', 'Falta la clave.')],
    })
    await receive(answer, missing)
    expect(await desk.desk.request('tasks.list', {})).toMatchObject([
      { kind: 'tell-answer', of: '', words: 'Son dos predios.' },
      { kind: 'bring-missing', of: '', words: 'Falta la clave.' },
    ])
    await desk.desk.request('secondLevel.step', {
      serviceRequestId: answer.serviceRequestId,
      step: { kind: 'told' },
    })
    await desk.desk.request('secondLevel.step', {
      serviceRequestId: missing.serviceRequestId,
      step: { kind: 'complete', words: 'Clave 17.' },
    })
    expect(await desk.desk.request('tasks.list', {})).toEqual([])
  })

  test('a case on the same is offered while another is written, and the contact’s own is not', async () => {
    const address = 'Av. 10 de Agosto'
    await receive(serviceRequest({ serviceCode: 'consulta', address, phone: '' }))
    const interactionId = await answered()
    const ask = (serviceCode: string) =>
      desk.desk.request('contacts.perhapsTheSame', { interactionId, serviceCode, address: 'av 10 de agosto' })
    expect(await ask('consulta')).toHaveLength(1)
    expect(await ask('alumbrado')).toEqual([])
    await desk.desk.request('contacts.fileEscalation', { interactionId })
    expect(await ask('consulta')).toHaveLength(1)
  })

  test('is nobody else’s until it has waited for hours, and then anybody’s', async () => {
    const { secondLevel } = standing('luis', {})
    const told = { ...entry('reply', 'Procede.') }
    await receive(standing('luis', { state: 'answered', log: [...(secondLevel?.log ?? []), told] }))
    expect(await desk.desk.request('tasks.list', {})).toEqual([])
    await passed(4 * 3_600_000)
    expect(await desk.desk.request('tasks.list', {})).toMatchObject([{ kind: 'tell-answer', of: 'luis' }])
  })

  test('a colleague’s that anybody may see to is read from the city when it is opened, logged, and not kept', async () => {
    const words = 'Son dos predios de Rosa.'
    const request = standing('luis', { state: 'answered', log: [entry('reply', words)] })
    const { serviceRequestId } = request
    desk.backend.signedIn = {}
    await desk.desk.request('session.signOut', {})
    await desk.becomeReady()
    await receive(request)
    await passed(5 * 3_600_000)
    const [task] = await desk.desk.request('tasks.list', {})
    expect(task).toMatchObject({
      of: 'luis',
      words: '',
      about: { request: { requesterName: '', phone: '' } },
    })
    await expect(desk.desk.request('secondLevel.open', { serviceRequestId })).rejects.toMatchObject({
      code: 'not-found',
    })
    desk.backend.answers.set(`GET /v1/service-requests/${serviceRequestId}`, () => request)
    const looks = async () =>
      (await desk.desk.request('privacy.accessLog', {})).entries.filter(
        ({ reason }) => reason === 'second-level',
      )
    const before = (await looks()).length
    expect(await desk.desk.request('secondLevel.open', { serviceRequestId })).toMatchObject({
      request: { requesterName: 'Rosa Quilumba', secondLevel: { log: [{ words }] } },
    })
    expect(await looks()).toHaveLength(before + 1)
    const [kept] = await desk.desk.request('serviceRequests.list', {})
    expect(kept?.request).toMatchObject({ serviceRequestId, requesterName: '', phone: '' })
  })

  test('the number is owed to the citizen until the agent says that he has it', async () => {
    const { referenceToldAt: _told, ...untold } = standing('ana', {})
    await receive(untold)
    const [task] = await desk.desk.request('tasks.list', {})
    expect(task).toMatchObject({ kind: 'give-reference' })
    await desk.desk.request('secondLevel.step', {
      serviceRequestId: untold.serviceRequestId,
      step: { kind: 'reference-told' },
    })
    expect(await desk.desk.request('tasks.list', {})).toEqual([])
  })

  test('who looks at a case of the queue is written into the access log', async () => {
    const request = standing('luis', {})
    await receive(request)
    await desk.desk.request('secondLevel.open', { serviceRequestId: request.serviceRequestId })
    const entries = await desk.desk.request('privacy.accessLog', {})
    expect(JSON.stringify(entries)).toContain('second-level')
  })

  test('a case of the unit whose citizen gave no name opens as it lies here, also with the network out', async () => {
    const { citizenId: _citizen, ...unnamed } = { ...standing('luis', {}), requesterName: '', phone: '' }
    await receive(unnamed)
    const { serviceRequestId, secondLevel } = unnamed
    const { request } = await desk.desk.request('secondLevel.open', { serviceRequestId })
    expect(request).toMatchObject({ serviceRequestId, requesterName: '', secondLevel })
  })

  test('a case in work keeps its person past the window, and loses it when it is done', async () => {
    const request = standing('luis', {})
    await receive(request)
    await passed(60 * 60_000)
    const found = async () =>
      (await desk.desk.request('secondLevel.open', { serviceRequestId: request.serviceRequestId })).request
    expect(await found()).toMatchObject({ requesterName: 'Rosa Quilumba' })
    await receive({ ...request, status: 'closed' })
    await passed(10 * 60_000)
    expect(await found()).toMatchObject({ requesterName: '', referenceNumber: 'SR-2026-000412' })
  })
})
