import type { z } from 'zod'

const kinds: Readonly<Record<string, string>> = {
  string: 'text in double quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list in [ ]',
  object: 'a record in { }',
  record: 'a record in { }',
}

const formats: Readonly<Record<string, string>> = {
  date: 'must be a day written as 2026-11-21',
  datetime: 'must be an instant written as 2026-11-21T09:00:00Z',
  url: 'must be a web address',
}

/**
 * The rule that a value broke, in words for whoever wrote the file; never with the value itself.
 * Parse with `reportInput` so that a missing field can be told from a wrong one.
 */
export function plainRule(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return Object.hasOwn(issue, 'input') && issue.input === undefined
        ? 'is missing'
        : `must be ${kinds[issue.expected] ?? issue.expected}`
    case 'too_big':
      return `must be ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${unit(issue.origin)}`
    case 'too_small':
      return issue.origin === 'string' && Number(issue.minimum) === 1
        ? 'must not be empty'
        : `must be ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${unit(issue.origin)}`
    case 'invalid_format':
      return formats[issue.format] ?? issue.message
    case 'invalid_value':
      return `must be one of: ${issue.values.map(String).join(', ')}`
    case 'unrecognized_keys':
      return `has fields nobody knows: ${issue.keys.join(', ')}`
    case 'invalid_union':
      return 'matches none of the allowed forms'
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`
    default:
      return issue.message
  }
}

function unit(origin: string): string {
  if (origin === 'string') return ' characters long'
  return origin === 'array' ? ' entries long' : ''
}
