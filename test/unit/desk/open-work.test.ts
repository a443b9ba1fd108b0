import { expect, test } from 'vitest'
import { openWork } from '../../../src/renderer/desk/features/team/knowledge/open-work.ts'
import type { DeskLink } from '../../../src/renderer/desk/app/link.ts'
import type { ContractRequests, KnowledgeWork } from '../../../src/shared/contract.ts'
import { DeskError } from '../../../src/shared/errors.ts'
import { fakeClock } from '../../support/fake-clock.ts'
import { settled } from '../../support/test-desk.ts'

type Kept = ContractRequests['publishing.keep']['input']

const which = { entity: 'article', id: 'kit' } as const
const inUse: KnowledgeWork = {
  ...which,
  doc: { title: 'Kit', summary: 'Antes' },
  base: { draftId: '01KAA0000000000000000DRAF1', baseVersion: 1, seen: null },
  inUse: 1,
  draft: null,
  findings: [],
  differences: [],
  versions: [],
  audit: [],
  kept: 'in-use',
  conflict: null,
  online: true,
}

function page() {
  const clock = fakeClock()
  const kept: Kept[] = []
  let listener: (which: { entity: string; id: string }) => void = () => undefined
  const core = { there: true, work: inUse }
  const link = {
    request(method: string, input: unknown) {
      if (!core.there) return Promise.reject(new DeskError('unavailable', 'The core is gone.'))
      if (method === 'publishing.keep') kept.push(input as Kept)
      return Promise.resolve(method === 'publishing.keep' ? null : core.work)
    },
    on(_name: string, heard: typeof listener) {
      listener = heard
      return () => undefined
    },
  } as unknown as DeskLink
  const opened = openWork(link, which, (delayMs, run) => void clock.after(delayMs, run))
  return { clock, kept, core, opened, tell: () => listener(which) }
}

test('what is typed reaches the core a moment later, once, as it stands then', async () => {
  const { clock, kept, opened } = page()
  opened.start()
  await settled()
  for (const summary of ['A', 'Ah', 'Aho', 'Ahora']) opened.change({ ...inUse.doc, summary })
  expect(kept).toEqual([])
  clock.pass(100)
  await settled()
  expect(kept).toMatchObject([{ doc: { summary: 'Ahora' }, base: { baseVersion: 1 } }])
})

test('while the core is gone what was typed stays on the page, and it is brought when the core is back', async () => {
  const { clock, kept, core, opened } = page()
  opened.start()
  await settled()
  core.there = false
  opened.change({ ...inUse.doc, summary: 'Sin núcleo' })
  clock.pass(100)
  await settled()
  expect(opened.state.getState().doc).toMatchObject({ summary: 'Sin núcleo' })
  core.there = true
  clock.pass(1000)
  await settled()
  expect(kept).toMatchObject([{ doc: { summary: 'Sin núcleo' } }])
})

test('news of the draft never replaces words that are being typed', async () => {
  const { core, opened, tell } = page()
  opened.start()
  await settled()
  opened.change({ ...inUse.doc, summary: 'A medio escribir' })
  core.work = { ...inUse, kept: 'draft', doc: { title: 'Kit', summary: 'Lo que llegó antes' } }
  tell()
  await settled()
  expect(opened.state.getState()).toMatchObject({
    doc: { summary: 'A medio escribir' },
    work: { kept: 'here' },
  })
})

test('leaving the record keeps what was typed first', async () => {
  const { kept, opened } = page()
  const leave = opened.start()
  await settled()
  opened.change({ ...inUse.doc, summary: 'Última palabra' })
  leave()
  await settled()
  expect(kept).toMatchObject([{ doc: { summary: 'Última palabra' } }])
})

test('an action is about the words that are seen, and puts what it answers before the lead', async () => {
  const { kept, opened } = page()
  opened.start()
  await settled()
  const before = opened.state.getState().generation
  opened.change({ ...inUse.doc, summary: 'Lista' })
  await opened.act(() => Promise.resolve({ ...inUse, doc: { title: 'Kit', summary: 'La otra' } }))
  expect(kept).toHaveLength(1)
  expect(opened.state.getState()).toMatchObject({ doc: { summary: 'La otra' }, generation: before + 1 })
  await opened.act(() => Promise.reject(new DeskError('forbidden', 'Own work.')))
  expect(opened.state.getState()).toMatchObject({ failed: 'forbidden', doc: { summary: 'La otra' } })
})
