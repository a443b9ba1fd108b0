import { assert, jsonValue, property } from 'fast-check'
import { expect, test } from 'vitest'
import { fingerprint } from '../../../src/backend/commands/fingerprint.ts'

const reordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reordered)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, reordered(inner)]),
  )
}

test('the order of keys does not count, at any depth', () => {
  assert(
    property(jsonValue(), (body) => {
      expect(fingerprint(reordered(body))).toBe(fingerprint(body))
    }),
  )
})

test('what differs in any value, order of a list or shape has another fingerprint', () => {
  const bodies = [{ a: 1 }, { a: '1' }, { a: [1, 2] }, { a: [2, 1] }, { a: null }, {}, [['a', 1]], { b: 1 }]
  expect(new Set(bodies.map(fingerprint)).size).toBe(bodies.length)
})
