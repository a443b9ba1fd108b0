import { describe, expect, test } from 'vitest'
import type { Unit } from '../../../src/shared/domain/catalogue.ts'
import { lineOfUnit } from '../../../src/shared/domain/line-of-unit.ts'

const unit = (unitId: string, part: Partial<Unit> = {}): Unit => ({
  unitId,
  name: unitId,
  source: 'prueba',
  reviewedOn: '2026-11-21',
  ...part,
})
const general = unit('atencion-101', { phone: '1800 510 510', general: true })

describe('where a transfer to a unit rings', () => {
  test('at its own telephone, whatever the general line is', () => {
    const agua = unit('agua', { phone: '1800 24 24 24' })
    expect(lineOfUnit([general, agua], 'agua')).toEqual({ unit: agua, to: '1800 24 24 24', own: true })
  })

  test('at the general line where the unit has no telephone, or none that can be dialled', () => {
    for (const phone of [{}, { phone: 'por confirmar' }])
      expect(lineOfUnit([unit('zonales', phone), general], 'zonales')).toEqual({
        unit: general,
        to: '1800 510 510',
        own: false,
      })
  })

  test('nowhere where the city names no general line: a number is never made up', () => {
    expect(lineOfUnit([unit('zonales'), unit('agua', { phone: '1800' })], 'zonales')).toBeUndefined()
  })
})
