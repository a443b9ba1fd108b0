import { expect, test } from 'vitest'
import { blankRecord, freeName } from '../../../src/shared/domain/publishing/blank-record.ts'
import { checkKnowledge } from '../../../src/shared/domain/publishing/check-knowledge.ts'

const today = '2026-11-22'
const facts = { today, unitId: 'ferias', author: 'patricia' }
const standing = [{ entity: 'unit', id: 'ferias', doc: { unitId: 'ferias' } }] as const

test.each([
  ['article', { summary: 'Hay feria.', body: 'Cada sábado.', source: 'Oficina de ferias' }],
  ['procedure', { summary: 'Pide un puesto.', source: 'Oficina de ferias' }],
  ['script', { source: 'Oficina de ferias', steps: undefined }],
] as const)('a new %s lacks only what its author must say', (entity, said) => {
  const blank = blankRecord({ entity, id: 'feria', title: 'Feria' }, facts)
  const missing = (doc: Record<string, unknown>) =>
    checkKnowledge([{ entity, id: 'feria', doc }], { standing, today })
      .filter(({ level }) => level === 'error')
      .map(({ field }) => field)
  const toSay = Object.entries(said).filter(([, words]) => words !== undefined)
  expect(missing(blank).toSorted()).toEqual(toSay.map(([field]) => field).toSorted())
  expect(missing({ ...blank, ...Object.fromEntries(toSay) })).toEqual([])
})

test('a name is read as the title is, is free, and is a code whatever the title', () => {
  const taken = new Set(['feria-del-nino', 'feria-del-nino-2'])
  expect(freeName('¡Feria del Niño!', (name) => taken.has(name))).toBe('feria-del-nino-3')
  expect(freeName('¿…?', () => false)).toBe('ficha')
  expect(freeName('a'.repeat(200), () => false)).toMatch(/^[a-z0-9-]{1,60}$/)
})
