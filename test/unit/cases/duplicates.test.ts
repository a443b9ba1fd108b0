import { expect, test } from 'vitest'
import { perhapsTheSame } from '../../../src/shared/domain/cases/duplicates.ts'
import { serviceRequest, start } from '../../support/backend/backend-world.ts'

const day = 86_400_000
const at = { now: Date.parse(start), days: 30 }
const ago = (days: number) => new Date(at.now - days * day).toISOString()
const written = { serviceCode: 'farola', citizenId: undefined, phone: '+593990000001', address: '' }
const found = (change: Partial<typeof written>, ...cases: Parameters<typeof serviceRequest>[0][]) =>
  perhapsTheSame({ ...written, ...change }, cases.map(serviceRequest), at).length

test('the same service at the same place is perhaps the same, however the place is written', () => {
  expect(found({ address: 'av 10 de agosto' }, {})).toBe(1)
  expect(found({ address: 'Av. 10 de Agosto 12' }, {})).toBe(0)
  expect(found({ address: 'Av. 10 de Agosto', serviceCode: '001' }, {})).toBe(0)
})

test('so is one from the same number, until the days of the city are over', () => {
  expect(found({ phone: '+593991234567' }, { requestedAt: ago(30) }, { requestedAt: ago(31) })).toBe(1)
})

test('two cases about which nothing is known are not the same', () => {
  expect(found({ phone: '' }, { phone: '', address: '' })).toBe(0)
})
