import { expect, test } from 'vitest'
import { judgeManifest, type Manifest } from '../../../src/shared/domain/publishing/bundle.ts'

const key = 'k'.repeat(43)
const manifest: Manifest = {
  format: 1,
  cityId: 'quito',
  bundleVersion: 7,
  createdAt: '2026-11-21T10:00:00.000Z',
  validity: { from: '2026-11-21T10:00:00.000Z', until: '2027-11-21T10:00:00.000Z' },
  keyId: key,
  records: [],
}
const desk = (change: Partial<Parameters<typeof judgeManifest>[1]> = {}) =>
  judgeManifest(
    manifest,
    { cityId: 'quito', now: Date.parse('2026-11-21T10:00:05Z'), installed: undefined, ...change },
    'hash-of-this',
  )

test('the first bundle of the own city is taken, another city’s never', () => {
  expect(desk()).toBe('new')
  expect(desk({ cityId: 'cordoba' })).toBe('wrong-city')
})

test('only what is newer replaces what is in use; the same again is neither news nor a fault', () => {
  expect(desk({ installed: { bundleVersion: 6, sha256: 'other' } })).toBe('new')
  expect(desk({ installed: { bundleVersion: 8, sha256: 'other' } })).toBe('older')
  expect(desk({ installed: { bundleVersion: 7, sha256: 'other' } })).toBe('older')
  expect(desk({ installed: { bundleVersion: 7, sha256: 'hash-of-this' } })).toBe('same')
})

test('outside of its time it is refused, but a clock that is some hours slow is forgiven', () => {
  expect(desk({ now: Date.parse('2026-11-21T01:00:00Z') })).toBe('new')
  expect(desk({ now: Date.parse('2026-11-19T10:00:00Z') })).toBe('not-valid-yet')
  expect(desk({ now: Date.parse('2027-11-22T10:00:00Z') })).toBe('expired')
})
