import { expect, test } from 'vitest'
import { areaOf, unitFor } from '../../../src/shared/domain/cases/routing.ts'

const areas = [
  { areaId: 'calderon', name: 'Calderón', words: ['Carapungo'] },
  { areaId: 'centro', name: 'Centro', words: ['Centro Histórico'] },
  { areaId: 'norte', name: 'Norte', words: ['Centro Norte'] },
]

test('an address names its area with or without accents, as a whole word', () => {
  expect(areaOf('Calle 9, CALDERON', areas)).toBe('calderon')
  expect(areaOf('Super Manzana B, Carapungo', areas)).toBe('calderon')
  expect(areaOf('Avenida Calderones 3', areas)).toBeUndefined()
  expect(areaOf('', areas)).toBeUndefined()
})

test('the longer name is meant, and of two that say it alike none', () => {
  expect(areaOf('Centro Norte, calle 3', areas)).toBe('norte')
  expect(
    areaOf('entre Norte y Centro', areas.slice(0, 2).concat({ areaId: 'x', name: 'Centro', words: [] })),
  ).toBe(undefined)
})

test('where no rule names the area the unit of the service answers', () => {
  const service = { unitId: 'obras', byArea: [{ areaId: 'calderon', unitId: 'zonales' }] }
  expect(unitFor(service, 'calderon')).toBe('zonales')
  expect(unitFor(service, 'centro')).toBe('obras')
  expect(unitFor(service, undefined)).toBe('obras')
  expect(unitFor({ unitId: 'obras' }, 'calderon')).toBe('obras')
})
