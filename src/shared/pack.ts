import { findNodeAtLocation, parseTree, printParseErrorCode } from 'jsonc-parser'
import type { JSONPath, Node, ParseError } from 'jsonc-parser'
import type { z } from 'zod'
import type { Agent } from './domain/agent.ts'
import type { SlotRule } from './domain/appointments/slot-rule.ts'
import type { Article } from './domain/article.ts'
import type { Queue, Service, Unit } from './domain/catalogue.ts'
import type { City } from './domain/city.ts'
import type { Procedure } from './domain/procedure.ts'
import type { Script } from './domain/script.ts'
import type { Shift } from './domain/shift.ts'
import { plainRule } from './plain-rule.ts'

/** Everything a city hands over as files. `city` is missing only when `city.json` could not be used. */
export interface Pack {
  city: City | undefined
  units: Unit[]
  services: Service[]
  queues: Queue[]
  agents: Agent[]
  shifts: Shift[]
  procedures: Procedure[]
  articles: Article[]
  scripts: Script[]
  /** The hours that units publish from the start. */
  slotRules: SlotRule[]
}

/** One thing wrong in a pack, said so that the person who wrote the file finds it. Line and column from 1. */
export interface PackProblem {
  file: string
  line: number
  column: number
  /** Path inside the file, such as `3.unitId`; empty for the file itself. */
  field: string
  rule: string
}

/** A file that is JSON, with the means to say where in it something is wrong. */
export interface PackText {
  readonly value: unknown
  problemAt(path: readonly PropertyKey[], rule: string): PackProblem
}

export type ParsedText = { ok: true; text: PackText } | { ok: false; problems: PackProblem[] }
export type ParsedFile<T> = { ok: true; value: T } | { ok: false; problems: PackProblem[] }

/**
 * Strict JSON (RFC 8259): a comment or a trailing comma that only some reader accepts is refused here,
 * before it reaches one that does not.
 */
export function parsePackText(source: string, fileName: string): ParsedText {
  const text = source.replace(/^\uFEFF/, '')
  const errors: ParseError[] = []
  const root = treeOf(text, errors)
  if (root === 'too-deep')
    return { ok: false, problems: [problem(fileName, text, 0, [], 'is nested too deep')] }
  if (root === undefined || text.trim() === '')
    return { ok: false, problems: [problem(fileName, text, 0, [], 'the file is empty')] }
  const first = errors[0]
  if (first !== undefined)
    return { ok: false, problems: [problem(fileName, text, first.offset, [], jsonRule(first))] }
  const twice = duplicateKey(root)
  if (twice !== undefined)
    return { ok: false, problems: [problem(fileName, text, twice.offset, twice.path, 'is written twice')] }
  return {
    ok: true,
    text: {
      value: JSON.parse(text) as unknown,
      problemAt: (path, rule) => problem(fileName, text, nearestNode(root, path).offset, path, rule),
    },
  }
}

/** Checks one parsed value, or the part of it at `path`, against a schema; names every rule that it breaks. */
export function checkPackValue<T extends z.ZodType>(
  text: PackText,
  value: unknown,
  path: readonly PropertyKey[],
  schema: T,
): ParsedFile<z.output<T>> {
  const result = schema.safeParse(value, { reportInput: true })
  if (!result.success) {
    const problems = result.error.issues.map((issue) =>
      text.problemAt([...path, ...issue.path], plainRule(issue)),
    )
    return { ok: false, problems }
  }
  const strangers = unknownKeys(value, result.data).map((key) =>
    text.problemAt([...path, ...key], 'is not a field of this file; check its spelling'),
  )
  return strangers.length > 0 ? { ok: false, problems: strangers } : { ok: true, value: result.data }
}

function treeOf(text: string, errors: ParseError[]): Node | undefined | 'too-deep' {
  try {
    return parseTree(text, errors, { disallowComments: true, allowTrailingComma: false })
  } catch (thrown) {
    if (thrown instanceof RangeError) return 'too-deep'
    throw thrown
  }
}

const jsonRules: Readonly<Record<string, string>> = {
  InvalidCommentToken: 'comments are not allowed in JSON',
  CommaExpected: 'a comma is missing here',
  ColonExpected: 'a colon is missing here',
  PropertyNameExpected: 'a field name in double quotes is missing here (is there a comma too many?)',
  ValueExpected: 'a value is missing here (is there a comma too many?)',
  CloseBraceExpected: 'a closing } is missing',
  CloseBracketExpected: 'a closing ] is missing',
  EndOfFileExpected: 'there is something after the end',
  UnexpectedEndOfString: 'a text is not closed with "',
  InvalidCharacter: 'a character is not allowed here (line break or tab inside a text?)',
}

function jsonRule(error: ParseError): string {
  return jsonRules[printParseErrorCode(error.error)] ?? 'this is not valid JSON'
}

function problem(
  file: string,
  text: string,
  offset: number,
  path: readonly PropertyKey[],
  rule: string,
): PackProblem {
  const before = text.slice(0, offset).split('\n')
  const column = (before.at(-1)?.length ?? 0) + 1
  return { file, line: before.length, column, field: path.map(String).join('.'), rule }
}

/** The place itself, or, where a field is missing, the nearest thing around it that is there. */
function nearestNode(root: Node, path: readonly PropertyKey[]): Node {
  const steps: JSONPath = path.map((step) => (typeof step === 'number' ? step : String(step)))
  while (steps.length > 0) {
    const node = findNodeAtLocation(root, steps)
    if (node !== undefined) return node
    steps.pop()
  }
  return root
}

function duplicateKey(root: Node): { offset: number; path: JSONPath } | undefined {
  const waiting: { node: Node; path: JSONPath }[] = [{ node: root, path: [] }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const seen = new Set<string>()
    for (const [index, child] of (next.node.children ?? []).entries()) {
      if (next.node.type === 'array') waiting.push({ node: child, path: [...next.path, index] })
      const [key, value] = child.type === 'property' ? (child.children ?? []) : []
      if (key === undefined) continue
      const name = String(key.value)
      if (seen.has(name)) return { offset: key.offset, path: [...next.path, name] }
      seen.add(name)
      if (value !== undefined) waiting.push({ node: value, path: [...next.path, name] })
    }
  }
  return undefined
}

/** Keys that the schema let fall: on the wire they are tomorrow's fields, in a written file a typing error. */
function unknownKeys(raw: unknown, checked: unknown): PropertyKey[][] {
  if (Array.isArray(raw) && Array.isArray(checked))
    return raw.flatMap((item, index) => unknownKeys(item, checked[index]).map((path) => [index, ...path]))
  if (!isObject(raw) || !isObject(checked)) return []
  return Object.keys(raw).flatMap((key) =>
    Object.hasOwn(checked, key) ? unknownKeys(raw[key], checked[key]).map((path) => [key, ...path]) : [[key]],
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
