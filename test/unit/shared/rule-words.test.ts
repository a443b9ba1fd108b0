import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { plainRule } from '../../../src/shared/plain-rule.ts'
import { ruleWords } from '../../../src/shared/rule-words.ts'

const Everything = z.strictObject({
  missing: z.string(),
  text: z.string(),
  number: z.number(),
  whole: z.int(),
  flag: z.boolean(),
  list: z.array(z.string()),
  record: z.object({}),
  empty: z.string().min(1),
  short: z.string().min(3),
  long: z.string().max(2),
  few: z.array(z.string()).min(2),
  many: z.array(z.string()).max(1),
  above: z.number().max(1),
  below: z.number().min(1),
  least: z.number().positive(),
  day: z.iso.date(),
  url: z.url({ protocol: /^https?$/, error: 'must be a web address' }),
  kind: z.enum(['a', 'b']),
})

const broken = {
  text: 1,
  number: '1',
  whole: '1',
  flag: 1,
  list: 1,
  record: 1,
  empty: '',
  short: 'a',
  long: 'aaa',
  few: [],
  many: ['a', 'b'],
  above: 2,
  below: 0,
  least: 0,
  day: 'ayer',
  url: 'x',
  kind: 'c',
  more: 1,
}

describe('a rule in the language of who reads it', () => {
  const issues = Everything.safeParse(broken, { reportInput: true }).error?.issues ?? []

  test.each(issues.map((issue) => [issue.path.join('.') || 'more', plainRule(issue)] as const))(
    '%s has Spanish of its own',
    (_field, rule) => {
      expect(ruleWords(rule, 'es')).not.toBe(rule)
      expect(ruleWords(rule, 'es')).not.toContain('undefined')
      expect(ruleWords(rule, 'en')).toBe(rule)
    },
  )

  test('every field was broken', () => expect(issues).toHaveLength(Object.keys(Everything.shape).length + 1))

  test('one that has no Spanish yet is said as it is', () => {
    expect(ruleWords('must rhyme', 'es')).toBe('must rhyme')
  })
})
