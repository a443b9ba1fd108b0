import { DOMParser, onErrorStopParsing, type Element } from '@xmldom/xmldom'
import { DeskError } from '../../shared/errors.ts'

/** What an Open311 document says, whichever of its two formats it travels in: the JSON form of GeoReport v2. */
export type Content =
  string | number | boolean | null | readonly Content[] | { readonly [name: string]: Content }

/** An element as it stood, for those who must read by position because servers disagree about names. */
export interface XmlElement {
  readonly name: string
  readonly text: string
  readonly children: readonly XmlElement[]
}

/** In XML a list is an element around elements of the singular; in JSON it is an array. */
export const itemOf: Readonly<Record<string, string>> = {
  services: 'service',
  attributes: 'attribute',
  values: 'value',
  service_requests: 'request',
  service_request_updates: 'request_update',
  endpoints: 'endpoint',
  formats: 'format',
  errors: 'error',
}

/** With the declaration and its encoding, which GeoReport v2 asks for; without a namespace. */
export function toXml(root: string, content: Content): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${element(root, content)}\n`
}

function element(name: string, content: Content): string {
  if (content === null) return `<${name}></${name}>`
  if (typeof content !== 'object') return `<${name}>${escaped(String(content))}</${name}>`
  const inside = isList(content)
    ? content.map((item) => element(itemOf[name] ?? 'item', item))
    : Object.entries(content).map(([inner, value]) => element(inner, value))
  return `<${name}>${inside.join('')}</${name}>`
}

function isList(content: object): content is readonly Content[] {
  return Array.isArray(content)
}

const forbiddenInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** XML 1.0 §2.2 cannot say control characters at all, and §2.11 turns a bare CR into LF: so it goes as a reference. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(forbiddenInXml, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;')
}

/** Deeper than any GeoReport document; a hostile one is refused before it costs the stack. */
const deepest = 20

/** Throws `damaged` for what is not well-formed XML: an error page in HTML, half an answer. */
export function parseXml(text: string): XmlElement {
  if (/<!DOCTYPE/i.test(text)) throw new DeskError('damaged', 'The document has a DOCTYPE, like a web page.')
  try {
    const parser = new DOMParser({ onError: onErrorStopParsing, normalizeLineEndings })
    const root = parser.parseFromString(text, 'text/xml').documentElement
    if (root) return read(root, 0)
  } catch (cause) {
    if (cause instanceof DeskError) throw cause
    throw new DeskError('damaged', 'The document is not well-formed XML.', { cause })
  }
  throw new DeskError('damaged', 'The document is empty.')
}

/** XML 1.0 §2.11 knows CR and CRLF; the parser's own rule is that of 1.1, which takes U+0085 and U+2028 from a text. */
function normalizeLineEndings(text: string): string {
  return text.replace(/\r\n?/g, '\n')
}

function read(node: Element, depth: number): XmlElement {
  if (depth > deepest) throw new DeskError('damaged', 'The document is nested too deeply.')
  const children = [...node.childNodes].filter((child): child is Element => child.nodeType === 1)
  return {
    name: node.localName ?? node.nodeName,
    text: children.length > 0 ? '' : (node.textContent ?? ''),
    children: children.map((child) => read(child, depth + 1)),
  }
}

/** The JSON form of an XML document; lists are known by their element's name or by holding one name repeatedly. */
export function contentOf({ name, text, children }: XmlElement): Content {
  if (Object.hasOwn(itemOf, name)) return children.map(contentOf)
  if (children.length === 0) return text
  return Object.fromEntries(children.map((child) => [child.name, contentOf(child)]))
}

/** Throws `damaged` for what is not JSON. */
export function parseJson(text: string): Content {
  try {
    return JSON.parse(text) as Content
  } catch (cause) {
    throw new DeskError('damaged', 'The document is not JSON.', { cause })
  }
}
