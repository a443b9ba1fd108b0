import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readRefusal, refusal, refusalLine } from '../../../src/shared/domain/schedules/refusal.ts'

test('a refusal is read again as it was said, figures and all', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('F-REST', 'overlap', 'F-MAX'),
      fc.double({ min: 0, max: 100, noNaN: true }),
      fc.integer({ min: 0, max: 100 }),
      (rule, found, allowed) => {
        const said = refusal('rule', { rule, agentId: 'ana', found: Math.round(found * 100) / 100, allowed })
        expect(readRefusal(refusalLine(said))).toEqual(said)
      },
    ),
  )
  expect(readRefusal(refusalLine(refusal('shift-gone')))).toEqual(refusal('shift-gone'))
})

test('the words of an older backend are not taken for a code', () => {
  for (const line of ['This week is not published for you.', '', 'rule F-REST ana many 12'])
    expect(readRefusal(line)).toEqual(refusal('other'))
})
