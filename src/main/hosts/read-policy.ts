import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser'
import { Policy } from '../policy.ts'

export type PolicyReading =
  | { kind: 'none' }
  | { kind: 'policy'; policy: Policy }
  | { kind: 'malformed'; file: string; problems: { field: string; rule: string }[] }

/**
 * Reads what IT decided before anything else starts. A named file that is not there is as wrong as a malformed
 * one: falling back to the demo city would look like work and be none.
 */
export function readPolicy(named: string | undefined, dataFolder: string): PolicyReading {
  const file = named ? named : join(dataFolder, 'policy.json')
  if (!named && !existsSync(file)) return { kind: 'none' }
  const malformed = (field: string, rule: string): PolicyReading => ({
    kind: 'malformed',
    file,
    problems: [{ field, rule }],
  })
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
  } catch (cause) {
    return malformed(
      '',
      cause instanceof TypeError ? 'must be UTF-8 text' : 'must be a file that can be read',
    )
  }
  const errors: ParseError[] = []
  const value: unknown = parse(text, errors, { disallowComments: true })
  const [error] = errors
  if (error)
    return malformed(
      `line ${lineAt(text, error.offset)}`,
      `must be JSON: ${printParseErrorCode(error.error)}`,
    )
  const parsed = Policy.safeParse(value)
  if (parsed.success) return { kind: 'policy', policy: parsed.data }
  const problems = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), rule: message }))
  return { kind: 'malformed', file, problems }
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
