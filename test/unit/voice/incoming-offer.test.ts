import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseIvr, readOffer } from '../../../src/renderer/voice/incoming-offer.ts'
import { CallOffer } from '../../../src/shared/domain/call.ts'

const invite = (headers: Record<string, string>, user?: string, displayName?: string) => ({
  header: (name: string) => headers[name],
  user,
  displayName,
})

test('what the menu collected reaches the desk under its own names', () => {
  const offer = readOffer(
    invite(
      {
        'X-Queue': 'tramites',
        'X-Call-Id': '01K',
        'X-IVR-Data': 'topic=predial; summary=Duda%3B%20con%20%3D%20y%20%C3%B1',
        'User-to-User': '56a3;encoding=hex',
      },
      '+593990000101',
      'Rosa <b>Vega</b>',
    ),
  )
  expect(offer).toEqual({
    number: '+593990000101',
    displayName: 'Rosa <b>Vega</b>',
    queue: 'tramites',
    externalCallId: '01K',
    ivr: { topic: 'predial', summary: 'Duda; con = y ñ' },
    userToUser: '56a3;encoding=hex',
  })
})

test('an INVITE with nothing in it is still an offer', () => {
  expect(CallOffer.parse(readOffer(invite({})))).toMatchObject({ number: '', queue: '', ivr: {} })
})

test('a bad encoding stays readable instead of costing the value', () => {
  expect(parseIvr('topic=100%;zone=%E0%A4%A;x=%C3%B1')).toEqual({ topic: '100%', zone: '%E0%A4%A', x: 'ñ' })
})

test('at most twenty keys are taken, and the first of two equal ones', () => {
  const many = Array.from({ length: 40 }, (_, n) => `k${n}=${n}`).join(';')
  expect(Object.keys(parseIvr(many))).toHaveLength(20)
  expect(parseIvr('a=1;a=2')).toEqual({ a: '1' })
})

test('a forged key cannot reach into objects', () => {
  const ivr = parseIvr('__proto__=x;constructor=y;a=1')
  expect(Object.getPrototypeOf(ivr)).toBe(Object.prototype)
  expect(Object.keys(ivr)).toEqual(['constructor', 'a'])
})

test('64 KB in every header are cut, not refused', () => {
  const long = 'ñ'.repeat(65_536)
  const headers = { 'X-Queue': long, 'X-Call-Id': long, 'X-IVR-Data': `a=${long}`, 'User-to-User': long }
  const offer = CallOffer.parse(readOffer(invite(headers, long, long)))
  expect(offer.displayName).toHaveLength(256)
  expect(offer.ivr['a']).toHaveLength(512)
})

test('whatever a stranger sends fits the schema, with no control character and no broken half of a character', () => {
  const anything = fc.string({ unit: 'binary', maxLength: 700 })
  const ivr = fc
    .array(fc.tuple(anything, anything), { maxLength: 30 })
    .map((pairs) => pairs.map(([key, value]) => `${key}=${value}`).join(';'))
  fc.assert(
    fc.property(anything, anything, anything, ivr, (user, name, queue, collected) => {
      const headers = { 'X-Queue': queue, 'X-IVR-Data': collected, 'User-to-User': queue }
      const offer = CallOffer.parse(readOffer(invite(headers, user, name)))
      const texts = [
        offer.number,
        offer.displayName,
        offer.queue,
        offer.userToUser,
        ...Object.entries(offer.ivr).flat(),
      ]
      expect(Object.keys(offer.ivr).length).toBeLessThanOrEqual(20)
      expect(texts.filter((text) => /\p{Cc}/u.test(text) || !text.isWellFormed())).toEqual([])
    }),
    { numRuns: 100 },
  )
})
