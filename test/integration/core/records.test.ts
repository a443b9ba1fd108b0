import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Article } from '../../../src/shared/domain/article.ts'
import { lightService } from '../../support/knowledge.ts'
import { aProcedure } from '../../support/a-procedure.ts'
import { settled, testDesk, type TestDesk } from '../../support/test-desk.ts'

/** The fake clock starts on 23 November 2026. */
const article = Article.parse({
  articleId: 'kit',
  title: 'Kit',
  summary: 'Qué trae.',
  topic: 'food-aid',
  body: 'Arroz.',
  status: 'in-force',
  version: 1,
  validFrom: '2026-01-01',
  reviewedOn: '2026-01-01',
  reviewDue: '2027-01-01',
  source: 'prueba',
})

let desk: TestDesk
beforeEach(async () => {
  desk = await testDesk()
  desk.backend.changesSince = [
    { entity: 'procedure', id: 'irm', doc: aProcedure() },
    { entity: 'article', id: 'kit', doc: article },
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

const irm = { kind: 'procedure', id: 'irm' } as const
const read = () => desk.desk.request('records.read', irm)
const arrive = async (doc: unknown) => {
  desk.backend.changesSince = [...desk.backend.changesSince, { entity: 'procedure', id: 'irm', doc }]
  await desk.desk.request('sync.now', {})
  await settled()
}
const talk = async () => {
  await desk.ring('c1')
  await desk.desk.request('calls.answer', { callId: 'c1', pressedAtMs: desk.clock.now() })
  const at = new Date(desk.clock.now()).toISOString()
  await desk.report({ kind: 'call', callId: 'c1', event: { kind: 'connected', at } })
  return (await desk.desk.request('contacts.current', {}))?.interaction.interactionId ?? ''
}

describe('a record', () => {
  test('is read with the cable out', async () => {
    desk.backend.failing = 'unavailable'
    expect(await read()).toMatchObject({ standing: 'current', mustEscalate: false, knownSince: null })
    expect(await desk.desk.request('records.read', { kind: 'article', id: 'kit' })).toMatchObject({
      record: { body: 'Arroz.' },
    })
  })

  test('past its review may be read under a banner, past its last day only after escalating', async () => {
    await arrive(aProcedure({ reviewDue: '2026-11-22' }))
    expect(await read()).toMatchObject({ standing: 'review-due', mustEscalate: false })
    await arrive(aProcedure({ validTo: '2026-11-22' }))
    expect(await read()).toMatchObject({ standing: 'expired', mustEscalate: true, escalated: false })
  })

  test('escalated once, stays readable in that contact and in no other, and the contact says so', async () => {
    await arrive(aProcedure({ validTo: '2026-11-22' }))
    const interactionId = await talk()
    const note = 'Escalado: IRM (versión 1) no está en vigor.'
    for (let press = 0; press < 2; press++)
      await desk.desk.request('records.escalate', { ...irm, interactionId, note })
    const contact = await desk.desk.request('contacts.current', {})
    expect(contact?.interaction.draft).toMatchObject({ disposition: 'ESC-2', notes: note })
    expect(contact?.interaction.escalations).toHaveLength(1)
    expect(await read()).toMatchObject({ escalated: true })
    await desk.report({
      kind: 'call',
      callId: 'c1',
      event: { kind: 'ended', at: new Date(desk.clock.now()).toISOString(), cause: 'citizen-hung-up' },
    })
    const draft = contact?.interaction.draft
    if (!draft) throw new Error('no draft')
    await desk.desk.request('contacts.close', { interactionId, draft })
    expect(await read()).toMatchObject({ escalated: false })
    await settled()
    expect(desk.backend.applied.map(({ payload }) => payload)).toMatchObject([
      { request: { serviceCode: 'consulta', unitId: 'zonales', escalation: { reason: note } } },
      { interaction: { escalations: [{ id: 'irm', version: 1 }] } },
    ])
  })

  test('tells what changed since this agent knew it, until he says he has read it', async () => {
    await desk.desk.request('records.open', irm)
    expect(await read()).toMatchObject({ earlier: null })
    await arrive(aProcedure({ version: 2, cost: [{ kind: 'amount', amount: 4, currency: 'USD' }] }))
    expect(await read()).toMatchObject({ earlier: { version: 1, cost: [{ kind: 'free' }] } })
    await desk.desk.request('records.open', irm)
    expect(await read()).toMatchObject({ earlier: { version: 1 } })
    expect((await desk.desk.request('records.shelf', {})).recent).toMatchObject([{ changed: true }])
    await desk.desk.request('records.known', irm)
    expect(await read()).toMatchObject({ earlier: null })
  })

  test('kept as favourite is still there after a restart', async () => {
    await desk.desk.request('records.favour', { ...irm, favourite: true })
    desk = await desk.restart()
    expect((await desk.desk.request('records.shelf', {})).favourites).toMatchObject([{ id: 'irm' }])
    await desk.desk.request('records.favour', { ...irm, favourite: false })
    expect((await desk.desk.request('records.shelf', {})).favourites).toEqual([])
  })
})

describe('feedback', () => {
  test('given offline in a contact waits, goes up once with that contact, and shows its answer', async () => {
    const interactionId = await talk()
    desk.backend.failing = 'unavailable'
    const words = 'No acepta la 4111 1111 1111 1111.'
    await expect(desk.desk.request('feedback.give', { ...irm, fact: 'time', words })).rejects.toMatchObject({
      code: 'invalid-input',
    })
    await desk.desk.request('feedback.give', { ...irm, fact: 'time', words: 'Son 30 días.' })
    await settled()
    expect(await desk.desk.request('feedback.mine', {})).toMatchObject([
      { delivery: 'kept', feedback: { status: 'open', interactionId } },
    ])
    desk.backend.failing = undefined
    desk.clock.pass(10_000)
    await desk.desk.request('sync.now', {})
    await settled()
    const given = desk.backend.applied.filter(({ type }) => type === 'feedback.give')
    expect(given).toHaveLength(1)
    const [mine] = await desk.desk.request('feedback.mine', {})
    expect(mine?.delivery).toBe('sent')

    const answered = {
      ...mine?.feedback,
      status: 'answered',
      answer: { by: 'jefa', at: '2026-11-23T15:00:00Z', words: 'Corregido.' },
    }
    desk.backend.changesSince = [
      ...desk.backend.changesSince,
      { entity: 'feedback', id: mine?.feedback.feedbackId ?? '', doc: answered },
    ]
    await desk.desk.request('sync.now', {})
    await settled()
    expect(await desk.desk.request('feedback.mine', {})).toMatchObject([
      { feedback: { answer: { words: 'Corregido.' } } },
    ])
  })

  test('the team lead’s list is asked of the backend and never kept', async () => {
    await expect(desk.desk.request('feedback.list', {})).rejects.toMatchObject({ code: 'not-found' })
    desk.backend.answers.set('GET /v1/feedback', () => [])
    expect(await desk.desk.request('feedback.list', {})).toEqual([])
  })
})
