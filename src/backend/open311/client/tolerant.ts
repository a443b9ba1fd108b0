import { DeskError } from '../../../shared/errors.ts'
import { contentOf, parseXml, type Content, type XmlElement } from '../markup.ts'

/** A record as some server wrote it. */
export type Row = { readonly [name: string]: Content }

/**
 * The records in an answer, whatever shape they came in (domain §1.4): bare, wrapped, alone, nested; XML read by
 * position because element names differ; by content and not by the declared type. Throws `damaged` for what is
 * neither JSON nor XML, such as an error page.
 */
export function readRows(body: string): Row[] {
  const text = body.replace(/^\ufeff/, '').trim()
  if (text.startsWith('<')) return rowsOfXml(parseXml(text), true)
  return rowsOf(parseLooseJson(text))
}

/**
 * A value as text: ids and codes arrive as numbers or text, booleans as either, nothing as null, as the empty
 * text or as the word `null`.
 */
export function wordOf(row: Row, name: string): string | undefined {
  const value = Object.hasOwn(row, name) ? row[name] : undefined
  if (value === undefined || value === null || typeof value === 'object') return undefined
  const word = String(value).trim()
  return word === '' || word === 'null' ? undefined : word
}

/** What a refusal says to a person; never markup, never long. */
export function reasonIn(body: string): string | undefined {
  try {
    const words = readRows(body).flatMap(
      (row) => wordOf(row, 'description') ?? wordOf(row, 'message') ?? wordOf(row, 'error') ?? [],
    )
    return words.length === 0
      ? undefined
      : words
          .join(' ')
          .replaceAll(/[<>\s]+/g, ' ')
          .slice(0, 300)
  } catch {
    return undefined
  }
}

/** Numbers become text before they are parsed: `001` is no JSON number, and long ids lose their last digits. */
function parseLooseJson(text: string): Content {
  const quoted = text.replaceAll(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  )
  try {
    return JSON.parse(quoted) as Content
  } catch (cause) {
    throw new DeskError('damaged', 'The answer is neither JSON nor XML.', { cause })
  }
}

/** The records inside a part of an answer, bare or wrapped. */
export function rowsIn(content: Content | undefined): Row[] {
  return content === undefined ? [] : rowsOf(content)
}

function rowsOf(content: Content): Row[] {
  if (content === null || typeof content !== 'object') return []
  if (Array.isArray(content)) return content.flatMap(rowsOf)
  const values = Object.values(content)
  const isRecord = values.some((value) => value === null || typeof value !== 'object')
  return isRecord ? [content as Row] : values.flatMap(rowsOf)
}

function rowsOfXml(element: XmlElement, outermost = false): Row[] {
  if (element.children.length === 0) return []
  const isRecord = element.children.some(
    ({ children, text }) => children.length === 0 && (!outermost || text),
  )
  if (!isRecord) return element.children.flatMap((child) => rowsOfXml(child))
  return [Object.fromEntries(element.children.map((child) => [child.name, contentOf(child)]))]
}
