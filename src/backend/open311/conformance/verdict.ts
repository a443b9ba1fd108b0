import { itemOf, type Content, type XmlElement } from '../markup.ts'
import type { Format, Reply } from './probe.ts'

/** A check that found something else than it expected; `came` is what it found. */
export class Miss extends Error {
  readonly came: string

  constructor(came: string) {
    super(came)
    this.name = 'Miss'
    this.came = came
  }
}

/** A check that this server gives no occasion for, or that needs what was not given, such as a key. */
export class Skip extends Error {}

export type Fields = { readonly [name: string]: Content }

export function isFields(content: Content | undefined): content is Fields {
  return typeof content === 'object' && content !== null && !Array.isArray(content)
}

/** A field's words, whatever type it travelled as; nothing and null are the empty text. */
export function wordsOf(fields: Fields, name: string): string {
  const value = Object.hasOwn(fields, name) ? fields[name] : null
  return value === null || typeof value === 'object' ? '' : String(value)
}

/** For comparing what XML and JSON say: all text, null as the empty text. */
export function normalised(content: Content): Content {
  if (content === null) return ''
  if (typeof content !== 'object') return String(content).replaceAll('\r\n', '\n')
  if (isFields(content))
    return Object.fromEntries(
      Object.entries(content)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, value]) => [name, normalised(value)]),
    )
  return content.map(normalised)
}

/** The start of an answer, for a person to recognise it by. */
export function seen({ asked, status, type, text, problem }: Reply): string {
  const start = text.replaceAll(/\s+/g, ' ').slice(0, 160)
  return `${asked.split('?', 1)[0]}: ${[String(status), type, problem ?? '', start].filter(Boolean).join(' | ')}`
}

export function expectStatus(reply: Reply, ...statuses: readonly number[]): void {
  if (!statuses.includes(reply.status)) throw new Miss(seen(reply))
}

/** Content type with charset, and in XML the declaration with its encoding (GeoReport v2). */
export function expectFormat(reply: Reply): void {
  const expected: Record<Format, RegExp> = {
    xml: /^text\/xml;\s*charset="?utf-8"?$/i,
    json: /^application\/json;\s*charset="?utf-8"?$/i,
  }
  if (reply.problem !== undefined || !expected[reply.format].test(reply.type)) throw new Miss(seen(reply))
  if (reply.format === 'xml' && !/^\ufeff?<\?xml[^>]*encoding=["']utf-8["']/i.test(reply.text))
    throw new Miss(seen(reply))
}

/** The rows of a list that has exactly the form of GeoReport: a bare array; a plural around its singulars. */
export function strictRows(reply: Reply, root: string): Fields[] {
  const rows = reply.content
  if (reply.problem !== undefined || !Array.isArray(rows)) throw new Miss(seen(reply))
  if (reply.xml) expectNames(reply, reply.xml, root)
  const list = rows as readonly Content[]
  if (!list.every(isFields)) throw new Miss(seen(reply))
  return [...list]
}

/** Every plural of the document holds its singulars and nothing else. */
export function expectNames(reply: Reply, element: XmlElement, name = element.name): void {
  if (element.name !== name) throw new Miss(`<${element.name}> where <${name}> belongs; ${seen(reply)}`)
  for (const child of element.children) {
    const item = itemOf[element.name]
    if (item !== undefined && child.name !== item)
      throw new Miss(`<${child.name}> inside <${element.name}> where <${item}> belongs; ${seen(reply)}`)
    expectNames(reply, child)
  }
}

/** A refusal: its status, and a list of code and description in the format that was asked for. */
export function expectErrors(reply: Reply, status: number): void {
  expectStatus(reply, status)
  expectFormat(reply)
  const rows = strictRows(reply, 'errors')
  if (rows.length === 0 || !rows.every((row) => wordsOf(row, 'code') && wordsOf(row, 'description')))
    throw new Miss(seen(reply))
}
