import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dialTarget, extensionOf, numberIn } from '../../../src/shared/domain/dial-target.ts'
import { DialTarget } from '../../../src/shared/domain/telephony.ts'

test.each([
  ['02 395-2300', '023952300'],
  ['(099) 123.4567', '0991234567'],
  ['+593 (0) 99 123 4567', '+593991234567'],
  ['02 395-2300 ext. 12', '023952300'],
  ['1800 24 24 24, opción 2', '1800242424'],
  ['tel:+593-99-123-4567', '+593991234567'],
  ['sip:1001@centralita.example', '1001'],
  ['*97', '*97'],
  ['ayuda-alimentaria', 'ayuda-alimentaria'],
])('%s is dialled as %s', (written, dialled) => {
  expect(dialTarget(written)).toBe(dialled)
})

test.each(['', '5', 'calle Bolívar 12', '<b>911</b>', 'conf 1;drop', '٠٩٩'])(
  '%s is not dialled',
  (written) => {
    expect(dialTarget(written)).toBeUndefined()
  },
)

test('only short numbers and names are lines of the city’s own exchange', () => {
  expect(extensionOf('ext 1')).toBeUndefined()
  expect(['1001', '2 00', 'catastro'].map(extensionOf)).toEqual(['1001', '200', 'catastro'])
  expect(['02 395-2300', '1800 24 24 24', ''].map(extensionOf)).toEqual([undefined, undefined, undefined])
})

test('a number inside a selected sentence is found as it stands there', () => {
  expect(numberIn('Llame al 02 395-2300, de 8 a 16 h.')).toBe('02 395-2300')
  expect(numberIn('Sin número')).toBeUndefined()
})

test('whatever anybody selects, what is dialled fits the voice page’s contract', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (written) => {
      const target = dialTarget(written)
      expect(target === undefined || DialTarget.safeParse(target).success).toBe(true)
    }),
  )
})
