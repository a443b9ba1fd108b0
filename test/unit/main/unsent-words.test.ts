import { expect, test } from 'vitest'
import type { z } from 'zod'
import type { Remembered } from '../../../src/main/db/remembered.ts'
import { createUnsentWords } from '../../../src/main/features/publishing/unsent-words.ts'

const base = { draftId: '01KAA0000000000000000DRAF1', baseVersion: 1, seen: null }
const at = '2026-11-22T10:00:00Z'
const which = { entity: 'article', id: 'kit' } as const

function desk() {
  const kept = new Map<string, unknown>()
  const remembered: Remembered = {
    read<S extends z.ZodType>(name: string, schema: S): z.infer<S> | undefined {
      const parsed = schema.safeParse(kept.get(name))
      return parsed.success ? parsed.data : undefined
    },
    write: (name, value) => void kept.set(name, structuredClone(value)),
    forget: (name) => void kept.delete(name),
  }
  const who = { agentId: 'patricia' }
  const unsent = createUnsentWords(remembered, () => who.agentId)
  const type = (title: string, change: object = {}) =>
    unsent.keep({ ...which, agentId: who.agentId, doc: { title }, base: { ...base, ...change }, at })
  return { unsent, who, type }
}

test('on a shared desk nobody’s words are shown or sent in another’s name', () => {
  const { unsent, who, type } = desk()
  type('De Patricia')
  who.agentId = 'gabriela'
  expect(unsent.all()).toEqual([])
  type('De Gabriela')
  unsent.drop('article', 'kit')
  who.agentId = 'patricia'
  expect(unsent.all()).toMatchObject([{ doc: { title: 'De Patricia' } }])
})

test('what was received is let go; what was typed meanwhile stays, on top of what was received', () => {
  const { unsent, type } = desk()
  type('Uno')
  const sent = unsent.one('article', 'kit')
  if (!sent) throw new Error('Nothing was kept.')
  type('Dos')
  unsent.received(sent, at)
  expect(unsent.one('article', 'kit')).toMatchObject({ doc: { title: 'Dos' }, base: { seen: at } })
  type('Tres')
  expect(unsent.one('article', 'kit')?.base.seen).toBe(at)
  const last = unsent.one('article', 'kit')
  if (last) unsent.received(last, at)
  expect(unsent.all()).toEqual([])
})
