import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { KnowledgeRecord } from '../../../src/shared/domain/publishing/record.ts'
import { lightScript } from '../../support/knowledge.ts'
import { aProcedure } from '../../support/a-procedure.ts'
import { settled, testDesk, type TestDesk } from '../../support/test-desk.ts'

const script = (version: number, say: string): KnowledgeRecord => ({
  entity: 'script',
  id: 'alumbrado',
  doc: {
    ...lightScript,
    version,
    steps: lightScript.steps.map((step) => (step.stepId === 'donde' ? { ...step, say: [say] } : step)),
  },
})
const procedure = (version: number, summary: string): KnowledgeRecord => ({
  entity: 'procedure',
  id: 'irm',
  doc: aProcedure({ version, summary, changeNote: 'Nueva ordenanza.' }),
})

let desk: TestDesk
beforeEach(async () => {
  desk = await testDesk()
  await arrive(script(3, '¿Dónde está?'), procedure(1, 'Qué se puede construir.'))
  await desk.becomeReady()
  await settled()
})
afterEach(() => desk.dispose())

const receive = async (...changes: { entity: string; id: string; doc: unknown }[]) => {
  desk.backend.changesSince = [...desk.backend.changesSince, ...changes]
  await desk.desk.request('sync.now', {})
  await settled()
}
const arrive = (...records: KnowledgeRecord[]) => receive(...records)
const news = () => desk.desk.request('news.list', {})
const receipts = () =>
  desk.backend.applied.filter(({ type }) => type === 'knowledge.read').map(({ payload }) => payload)

describe('news', () => {
  test('a whole city is none; what changes afterwards is, the newest first, with what changed in words', async () => {
    expect(await news()).toEqual({ count: 0, items: [] })
    await arrive(script(4, '¿En qué calle está?'))
    expect(await news()).toMatchObject({
      count: 1,
      items: [{ entity: 'script', id: 'alumbrado', version: 4, title: 'Luminaria dañada', isNew: false }],
    })
    expect(await desk.desk.request('news.changes', { entity: 'script', id: 'alumbrado' })).toEqual({
      note: null,
      differences: [
        {
          kind: 'removed',
          before: '¿Dónde está?',
          place: [
            { field: 'steps', named: 'Lugar' },
            { field: 'say', named: '' },
          ],
        },
        {
          kind: 'added',
          after: '¿En qué calle está?',
          place: [
            { field: 'steps', named: 'Lugar' },
            { field: 'say', named: '' },
          ],
        },
      ],
    })
  })

  test('two versions missed are told against the one that was read', async () => {
    await arrive(procedure(2, 'Dos.'))
    await desk.desk.request('news.read', { entity: 'procedure', id: 'irm', version: 2 })
    await arrive(procedure(3, 'Tres.'))
    await arrive(procedure(4, 'Cuatro.'))
    const changes = await desk.desk.request('news.changes', { entity: 'procedure', id: 'irm' })
    expect(changes).toMatchObject({
      note: 'Nueva ordenanza.',
      differences: [{ kind: 'changed', before: 'Dos.', after: 'Cuatro.' }],
    })
  })

  test('what the desk never had is new as a whole', async () => {
    await arrive({ ...script(1, '¿Dónde?'), id: 'poste' })
    expect((await news()).items).toMatchObject([{ id: 'poste', isNew: true }])
    expect(await desk.desk.request('news.changes', { entity: 'script', id: 'poste' })).toMatchObject({
      differences: [],
    })
  })

  test('read with the cable out, the city learns it once the cable is in again, and only once', async () => {
    await arrive(script(4, '¿En qué calle está?'))
    desk.backend.failing = 'unavailable'
    const receipt = { entity: 'script', id: 'alumbrado', version: 4 } as const
    await desk.desk.request('news.read', receipt)
    await desk.desk.request('news.read', receipt)
    expect(await news()).toMatchObject({ count: 0 })
    expect(receipts()).toEqual([])
    desk.backend.failing = undefined
    await desk.desk.request('sync.now', {})
    await settled()
    expect(receipts()).toEqual([receipt])
  })

  test('opening a record is reading it; a version that is not here can not be read', async () => {
    await arrive(procedure(2, 'Dos.'))
    await desk.desk.request('records.open', { kind: 'procedure', id: 'irm' })
    await settled()
    expect(await news()).toMatchObject({ count: 0 })
    expect(receipts()).toEqual([{ entity: 'procedure', id: 'irm', version: 2 }])
    await expect(
      desk.desk.request('news.read', { entity: 'procedure', id: 'irm', version: 9 }),
    ).rejects.toMatchObject({ code: 'not-found' })
  })

  test('what was read here no longer counts as changed on the shelf', async () => {
    await desk.desk.request('records.open', { kind: 'procedure', id: 'irm' })
    await arrive(procedure(2, 'Dos.'))
    const changed = async () =>
      (await desk.desk.request('records.shelf', {})).recent.map((one) => one.changed)
    expect(await changed()).toEqual([true])
    await desk.desk.request('news.read', { entity: 'procedure', id: 'irm', version: 2 })
    expect(await changed()).toEqual([false])
  })

  test('what was read on another desk of the same agent is no news here, nor changed on the shelf', async () => {
    await desk.desk.request('records.open', { kind: 'procedure', id: 'irm' })
    await arrive(procedure(2, 'Dos.'), script(4, '¿En qué calle está?'))
    expect(await news()).toMatchObject({ count: 2 })
    const reading = (agentId: string, version: number) => ({
      entity: 'reading',
      id: `${agentId}-irm`,
      doc: { agentId, entity: 'procedure', id: 'irm', version, readAt: '2026-11-22T12:00:00Z' },
    })
    await receive(reading('luis', 2))
    expect(await news()).toMatchObject({ count: 2 })
    await receive(reading('ana', 2))
    expect((await news()).items.map(({ id }) => id)).toEqual(['alumbrado'])
    expect((await desk.desk.request('records.shelf', {})).recent).toMatchObject([{ changed: false }])
    expect(receipts()).toEqual([{ entity: 'procedure', id: 'irm', version: 1 }])
    // An older reading that comes late takes nothing back.
    await receive(reading('ana', 1))
    expect((await news()).items.map(({ id }) => id)).toEqual(['alumbrado'])
  })
})
