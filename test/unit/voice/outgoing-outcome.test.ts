import { expect, test } from 'vitest'
import { outgoingOutcome } from '../../../src/renderer/voice/outgoing-outcome.ts'

test.each([
  [486, 'busy'],
  [600, 'busy'],
  [603, 'declined'],
  [404, 'unknown-number'],
  [484, 'unknown-number'],
  [480, 'unavailable'],
  [408, 'no-answer'],
  [403, 'not-allowed'],
  [488, 'media-failed'],
  [503, 'failed'],
  [0, 'line-lost'],
] as const)('%i is told as %s', (status, told) => {
  expect(outgoingOutcome(status)).toBe(told)
})

test('the reason of the telephone network tells more than the status it was squeezed into', () => {
  expect(outgoingOutcome(480, 'Q.850;cause=19;text="No answer"')).toBe('no-answer')
  expect(outgoingOutcome(403, 'Q.850 ; cause=21')).toBe('declined')
  expect(outgoingOutcome(603, 'Q.850;cause=16')).toBe('declined')
})
