import { z } from 'zod'
import { canonicalJson } from './canonical-json.ts'

/** One thing that differs between two versions: where, and what stood and stands there. */
export const Difference = z.object({
  /** From the outside in: names of fields, and names of the things in a list (a step's title, an answer's label). */
  place: z.array(z.object({ field: z.string(), named: z.string().optional() })),
  kind: z.enum(['added', 'removed', 'changed', 'moved']),
  before: z.string().optional(),
  after: z.string().optional(),
})
export type Difference = z.infer<typeof Difference>

/** Fields that name a thing in a list for good, most telling first: by them it is found again in the other version. */
const names = ['stepId', 'key', 'code', 'field', 'id', 'kind', 'text', 'where', 'condition'] as const
/** Fields by which a person knows it. */
const titles = ['title', 'label', 'name', 'text', 'where'] as const
/** Codes by which a file holds together and nobody speaks. */
const codes = /^(?:code|field|id|kind|next|[a-z]+Id)$/
/** Said by the publishing itself. */
const notSaid = new Set(['version', 'publishedOn'])

/** What a reviewer and an agent must know: which words changed and where, never how the file was written. */
export function differences(before: unknown, after: unknown): Difference[] {
  return compare(before, after, [])
}

type Place = Difference['place']

function compare(before: unknown, after: unknown, place: Place): Difference[] {
  if (canonicalJson(before) === canonicalJson(after)) return []
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(before, after, place)
  if (isObject(before) && isObject(after)) return compareObjects(before, after, place)
  if (isAbsent(before)) return isAbsent(after) ? [] : [{ place, kind: 'added', after: inWords(after) }]
  if (isAbsent(after)) return [{ place, kind: 'removed', before: inWords(before) }]
  return [{ place, kind: 'changed', before: inWords(before), after: inWords(after) }]
}

function compareObjects(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  place: Place,
): Difference[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return fields
    .filter((field) => place.length > 0 || !notSaid.has(field))
    .flatMap((field) => compare(before[field], after[field], [...place, { field }]))
}

/** Things are matched by their lasting name, so that a step moved up is not one removed and one added. */
function compareLists(before: readonly unknown[], after: readonly unknown[], place: Place): Difference[] {
  const was = keyed(before)
  const is = keyed(after)
  const at = (item: unknown): Place => {
    const last = place.at(-1)
    return last ? [...place.slice(0, -1), { ...last, named: titleIn(item) }] : place
  }
  const gone = [...was].filter(([key]) => !is.has(key))
  const found = [...is].flatMap(([key, item]): Difference[] => {
    const old = was.get(key)
    if (old === undefined) return [{ place: at(item), kind: 'added', after: inWords(item) }]
    return isObject(old) && isObject(item) ? compareObjects(old, item, at(item)) : []
  })
  const kept = (keys: Iterable<string>, other: ReadonlyMap<string, unknown>) =>
    [...keys].filter((key) => other.has(key)).join('\n')
  const moved = kept(was.keys(), is) !== kept(is.keys(), was)
  return [
    ...gone.map(([, item]): Difference => ({ place: at(item), kind: 'removed', before: inWords(item) })),
    ...found,
    ...(moved ? [{ place, kind: 'moved' as const }] : []),
  ]
}

function keyed(items: readonly unknown[]): Map<string, unknown> {
  const map = new Map<string, unknown>()
  for (const item of items) {
    const name = isObject(item) ? names.map((field) => item[field]).find(isText) : undefined
    const key = name ?? canonicalJson(item)
    let free = key
    for (let twin = 2; map.has(free); twin++) free = `${key} ${twin}`
    map.set(free, item)
  }
  return map
}

function titleIn(item: unknown): string {
  if (!isObject(item)) return ''
  return titles.map((field) => item[field]).find(isText) ?? ''
}

/** A whole thing that came or went, as its texts in their order: no codes, no yes or no without its question. */
function inWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(inWords).filter(isText).join(' · ')
  if (isObject(value))
    return Object.entries(value)
      .filter(([field, part]) => !codes.test(field) && typeof part !== 'boolean')
      .map(([, part]) => inWords(part))
      .filter(isText)
      .join(' · ')
  return isAbsent(value) ? '' : String(value)
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
