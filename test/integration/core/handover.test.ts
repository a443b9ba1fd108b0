import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Handover } from '../../../src/shared/domain/handover.ts'
import { deskInShift, settled, type TestDesk } from '../../support/test-desk.ts'

const minute = 60_000
let desk: TestDesk
beforeEach(async () => {
  desk = await deskInShift()
})
afterEach(() => desk.dispose())

const pass = async (minutes: number) => {
  for (let passed = 0; passed < minutes; passed += 10) {
    desk.clock.pass(10 * minute)
    await settled()
    await desk.desk.request('lock.open', {})
    if ((await desk.desk.request('agent.get', {})).state === 'not-ready')
      await desk.desk.request('agent.setPresence', { presence: { kind: 'ready' } })
  }
}
const own = () => desk.desk.request('handover.own', {})
const written = { words: 'Sigue el corte de agua en La Tola.', serviceRequestIds: [] }
const notesSent = () =>
  desk.backend.applied.flatMap((one) => (one.type === 'handover.leave' ? one.payload.handover : []))

test('half an hour before its end the shift asks for a note, which is kept here and sent', async () => {
  expect((await own()).due).toBe(false)
  await pass(330)
  expect((await own()).due).toBe(true)
  await desk.desk.request('handover.leave', written)
  expect((await own()).left).toMatchObject({ handover: { words: written.words, queues: ['general'] } })
  await settled()
  expect((await own()).left).toMatchObject({ delivery: 'sent' })
  expect((await own()).draft.words).toBe('')
})

test('what was written and not left goes by itself when the shift signs out, also through a restart', async () => {
  await desk.desk.request('handover.keep', written)
  desk = await desk.restart()
  expect((await own()).draft).toEqual(written)
  await pass(350)
  desk.clock.pass(20 * minute)
  await settled()
  expect((await desk.desk.request('session.get', {})).signedIn).toBe(false)
  expect(notesSent()).toMatchObject([{ words: written.words }])
})

test('with the cable out the note waits here and goes up later', async () => {
  desk.backend.failing = 'unavailable'
  await desk.desk.request('handover.leave', written)
  expect((await own()).left).toMatchObject({ delivery: 'kept' })
  desk.backend.failing = undefined
  await pass(10)
  expect(notesSent()).toHaveLength(1)
})

test('an empty note and one with a card number are refused, and what was written stays', async () => {
  const card = { words: 'Tarjeta 4111 1111 1111 1111', serviceRequestIds: [] }
  await desk.desk.request('handover.keep', card)
  await expect(desk.desk.request('handover.leave', card)).rejects.toMatchObject({ code: 'invalid-input' })
  await expect(
    desk.desk.request('handover.leave', { words: ' ', serviceRequestIds: [] }),
  ).rejects.toMatchObject({ code: 'invalid-input' })
  expect((await own()).draft).toEqual(card)
})

test('a colleague’s note for one’s own queues is read and taken; old ones and those of other queues are not shown', async () => {
  const note = (
    handoverId: string,
    changed: Partial<Handover>,
  ): { entity: string; id: string; doc: Handover } => ({
    entity: 'handover',
    id: handoverId,
    doc: {
      handoverId,
      agentId: 'luz',
      agentName: 'Luz',
      day: '2026-11-23',
      leftAt: new Date(desk.clock.now()).toISOString(),
      words: 'Llamar a la unidad a las cuatro.',
      cases: [],
      queues: ['general'],
      taken: null,
      ...changed,
    },
  })
  const [mine, other, old] = ['A', 'B', 'C'].map((letter) => letter.repeat(26)) as [string, string, string]
  desk.backend.changesSince.push(
    note(mine, {}),
    note(other, { queues: ['agua'] }),
    note(old, { leftAt: new Date(desk.clock.now() - 40 * 60 * minute).toISOString() }),
  )
  await pass(10)
  const list = () => desk.desk.request('handover.list', {})
  expect((await list()).map(({ handover }) => handover.handoverId)).toEqual([mine])
  await desk.desk.request('handover.take', { handoverId: mine })
  expect(await list()).toMatchObject([{ mine: true, handover: { taken: { agentId: 'ana' } } }])
  await settled()
  expect(desk.backend.applied.at(-1)).toMatchObject({ type: 'handover.take', payload: { handoverId: mine } })
})
