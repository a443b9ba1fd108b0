import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  formatPhone,
  maskPhone,
  normalisePhone,
  numberToDial,
} from '../../../src/shared/domain/phone-number.ts'

describe('one number, however it was written', () => {
  test.each([
    '0991234412',
    '099 123 4412',
    '09 9123 4412',
    '099-123-4412',
    '099.123.4412',
    '099/1234412',
    ' (099) 123 4412 ',
    '593991234412',
    '+593991234412',
    '+593 99 123 4412',
    '+593 (0) 99 123 4412',
    '+593 0991234412',
    '00593991234412',
    '00 593 99 123 4412',
    'sip:+593991234412@exchange.test',
    'sip:0991234412@10.0.0.1:5060;user=phone',
    'sips:0991234412@exchange.test',
    'sip:%2B593991234412@exchange.test',
    '"María Quishpe" <sip:0991234412@exchange.test>;tag=77',
    'tel:+593-99-123-4412;ext=5',
    '٠٩٩١٢٣٤٤١٢',
    '099 123 4412',
  ])('Quito finds the same citizen behind %j', (written) => {
    expect(normalisePhone(written, 'EC')).toBe('+593991234412')
  })

  test.each([
    ['957 76 96 26', '+34957769626'],
    ['957/76.96.26', '+34957769626'],
    ['957-769-626', '+34957769626'],
    ['0034 957 76 96 26', '+34957769626'],
    ['+34 957769626', '+34957769626'],
    ['34957769626', '+34957769626'],
    ['sip:34612345678@trunk.test;transport=udp', '+34612345678'],
    ['+593 99 123 4412', '+593991234412'],
    ['+1 (212) 555-2368', '+12125552368'],
  ])('Córdoba reads %j as %s', (written, expected) => {
    expect(normalisePhone(written, 'ES')).toBe(expected)
  })

  test.each([
    ['02 234 5678', '+59322345678'],
    ['1800 510 510', '+5931800510510'],
    ['0034 957 76 96 26', '+34957769626'],
  ])('Quito reads %j as %s', (written, expected) => {
    expect(normalisePhone(written, 'EC')).toBe(expected)
  })

  test('a number survives being normalised twice', () => {
    const once = normalisePhone('099 123 4412', 'EC')
    expect(normalisePhone(once, 'EC')).toBe(once)
    expect(normalisePhone(once, 'ES')).toBe(once)
  })
})

describe('what is no subscriber number stays readable', () => {
  test.each([
    ['101', '101'],
    ['016', '016'],
    ['*100#', '100'],
    ['1001', '1001'],
    ['234-5678', '2345678'],
    ['957 76 96 26 / 957 76 96 27', '957769626957769627'],
    ['anonymous', 'anonymous'],
    ['  Anonymous ', 'Anonymous'],
    ['sip:anonymous@anonymous.invalid', 'anonymous'],
    ['sip:agente-7@exchange.test', 'agente-7'],
    ['', ''],
    ['+', '+'],
    ['<b>1</b>', '<b>1</b>'],
  ])('%j becomes %j', (written, expected) => {
    expect(normalisePhone(written, 'EC')).toBe(expected)
  })

  test('a header of 64 KB is cut, not read to its end', () => {
    expect(normalisePhone('9'.repeat(65_536), 'ES')).toHaveLength(64)
    expect(normalisePhone('<'.repeat(65_536), 'ES')).toHaveLength(64)
    expect(normalisePhone('sip:' + '%'.repeat(65_536), 'ES')).toHaveLength(64)
  })

  test('no text whatever makes it throw, and it always fits its field', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.constantFrom('EC', 'ES'),
        (raw, country) => {
          expect(normalisePhone(raw, country).length).toBeLessThanOrEqual(64)
          maskPhone(raw, country)
        },
      ),
    )
  })

  test('every valid number is found again with any separators between its digits', () => {
    const separators = fc.array(fc.constantFrom('', ' ', '.', '-', '/'), { minLength: 10, maxLength: 10 })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999 }), separators, (tail, between) => {
        const national = `099${String(tail).padStart(7, '0')}`
        const digits = Array.from(national, (digit, index) => digit + (index < 9 ? between[index] : ''))
        const written = digits.join('')
        expect(normalisePhone(written, 'EC')).toBe(`+593${national.slice(1)}`)
      }),
    )
  })
})

describe('on the screen', () => {
  test('a number of the country is written as at home, one from abroad with its prefix', () => {
    expect(formatPhone('+593991234412', 'EC')).toBe('099 123 4412')
    expect(formatPhone('+593991234412', 'ES')).toBe('+593 99 123 4412')
    expect(formatPhone('+34957769626', 'ES')).toBe('957 76 96 26')
    expect(formatPhone('101', 'EC')).toBe('101')
  })

  test('a masked number shows its first two and last three digits', () => {
    expect(maskPhone('+593991234412', 'EC')).toBe('09• ••• •412')
    expect(maskPhone('+34957769626', 'ES')).toBe('95• •• •6 26')
    expect(maskPhone('2345', 'EC')).toBe('•••5')
    expect(maskPhone('anonymous', 'EC')).toBe('anonymous')
  })

  test('no middle digit of a citizen’s number passes the mask', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999 }), (tail) => {
        const masked = maskPhone(`+59399${String(tail).padStart(7, '0')}`, 'EC')
        expect(masked.replace(/[^\d•]/g, '')).toMatch(/^\d{2}•{5}\d{3}$/)
      }),
    )
  })
})

test('a number of the own country is dialled as people there dial it, any other as it is written', () => {
  expect(numberToDial('+593991234567', 'EC')).toBe('0991234567')
  expect(numberToDial('0991234567', 'EC')).toBe('0991234567')
  expect(numberToDial('+34957123456', 'EC')).toBe('+34957123456')
  expect(numberToDial('+34957123456', 'ES')).toBe('957123456')
  expect(numberToDial('911', 'EC')).toBe('911')
  expect(numberToDial('ayuda-alimentaria', 'EC')).toBe('ayuda-alimentaria')
})
