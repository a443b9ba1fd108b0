import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { holdsCardNumber } from '../../../src/shared/domain/card-number.ts'

/** The digit that makes the sum end in zero, reckoned from the left, as ISO/IEC 7812-1 annex B tells it. */
function withCheckDigit(digits: string): string {
  const sum = `${digits}0`.split('').reduce((total, sign, index, all) => {
    const weight = (all.length - index) % 2 === 0 ? 2 : 1
    const product = Number(sign) * weight
    return total + Math.floor(product / 10) + (product % 10)
  }, 0)
  return digits + String((10 - (sum % 10)) % 10)
}

describe('a card number in free text', () => {
  test.each([
    ['4111 1111 1111 1111', 'in groups of four'],
    ['Paga con 5500-0000-0000-0004, vence 12/28', 'with hyphens in a sentence'],
    ['378282246310005', 'of fifteen digits'],
    ['tarjeta:4222222222222.', 'of thirteen digits'],
  ])('%s is found, %s', (text) => expect(holdsCardNumber(text)).toBe(true))

  test.each([
    ['4111 1111 1111 1112', 'a wrong check digit'],
    ['099 123 4567', 'a telephone number'],
    ['1712345678 y 0501234567', 'two cédulas'],
    ['0000000000000000', 'only zeroes'],
    ['4111 1111\n1111 1111', 'digits in two lines'],
    ['', 'nothing'],
  ])('%s is none: %s', (text) => expect(holdsCardNumber(text)).toBe(false))

  test('whatever the digits and the text around them, the right check digit decides', () => {
    const digits = fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 18 })
      .map((each) => each.join(''))
      .filter((each) => /[1-9]/.test(each))
    const words = fc.stringMatching(/^[a-zñ ]{0,20}$/)
    fc.assert(
      fc.property(digits, words, words, (start, before, after) => {
        const card = withCheckDigit(start)
        const wrong = card.slice(0, -1) + String((Number(card.at(-1)) + 1) % 10)
        expect(holdsCardNumber(`${before}x ${card} x${after}`)).toBe(true)
        expect(holdsCardNumber(`${before}x ${wrong} x${after}`)).toBe(false)
      }),
    )
  })
})
