/**
 * SIP messages as text (RFC 3261 §7, framed by WebSocket per RFC 7118: one message per frame). Only what an
 * exchange on a reliable transport needs: no retransmission, no multi-line rebuild of foreign headers.
 */
export interface SipHeader {
  readonly name: string
  readonly value: string
}
export interface SipRequest {
  readonly kind: 'request'
  readonly method: string
  readonly uri: string
  readonly headers: readonly SipHeader[]
  readonly body: string
}
export interface SipResponse {
  readonly kind: 'response'
  readonly status: number
  readonly reason: string
  readonly headers: readonly SipHeader[]
  readonly body: string
}
export type SipMessage = SipRequest | SipResponse

/** Longer frames are noise or an attack: a call's largest message, an INVITE with SDP, is under 8 KB. */
export const largestMessage = 65_536

/** RFC 3261 §7.3.3, RFC 3515, RFC 6665. */
const compactNames: Readonly<Record<string, string>> = {
  v: 'Via',
  f: 'From',
  t: 'To',
  i: 'Call-ID',
  m: 'Contact',
  l: 'Content-Length',
  c: 'Content-Type',
  e: 'Content-Encoding',
  s: 'Subject',
  k: 'Supported',
  o: 'Event',
  r: 'Refer-To',
  u: 'Allow-Events',
}
const token = /^[A-Za-z0-9.!%*_+`'~-]+$/
const requestLine = /^([A-Za-z0-9.!%*_+`'~-]{1,32}) (\S{1,2048}) SIP\/2\.0$/
const statusLine = /^SIP\/2\.0 ([1-6]\d\d)(?: (.*))?$/

/** Undefined for anything that is not SIP: garbage on the line is dropped, never thrown upwards. */
export function parseSipMessage(text: string): SipMessage | undefined {
  if (text.length > largestMessage) return undefined
  const headEnd = text.indexOf('\r\n\r\n')
  if (headEnd < 0) return undefined
  const [first, ...lines] = unfold(text.slice(0, headEnd)).split('\r\n')
  const headers = parseHeaders(lines)
  if (first === undefined || !headers) return undefined
  const body = cutBody(text.slice(headEnd + 4), headerOf(headers, 'Content-Length'))
  if (body === undefined) return undefined

  const status = statusLine.exec(first)
  if (status) return { kind: 'response', status: Number(status[1]), reason: status[2] ?? '', headers, body }
  const request = requestLine.exec(first)
  if (!request) return undefined
  return { kind: 'request', method: request[1] ?? '', uri: request[2] ?? '', headers, body }
}

/** Line breaks inside a value become spaces, so that no citizen's name can add a header. */
export function buildSipMessage(message: SipMessage): string {
  const first =
    message.kind === 'request'
      ? `${message.method} ${message.uri} SIP/2.0`
      : `SIP/2.0 ${message.status} ${oneLine(message.reason)}`
  const lines = message.headers
    .filter(({ name }) => name.toLowerCase() !== 'content-length')
    .map(({ name, value }) => `${name}: ${oneLine(value)}`)
  const length = new TextEncoder().encode(message.body).length
  return [first, ...lines, `Content-Length: ${length}`, '', message.body].join('\r\n')
}

/** The first header of that name, in any case; undefined where it is absent. */
export function header(message: SipMessage, name: string): string | undefined {
  return headerOf(message.headers, name)
}

/** For headers that may come several times: Via, Record-Route, Contact. */
export function allHeaders(message: SipMessage, name: string): string[] {
  const wanted = name.toLowerCase()
  return message.headers.filter((each) => each.name.toLowerCase() === wanted).map(({ value }) => value)
}

/** Number and method of CSeq, undefined where it is missing or not a number. */
export function sequenceOf(message: SipMessage): { number: number; method: string } | undefined {
  const found = /^(\d{1,10})\s+(\S+)$/.exec(header(message, 'CSeq') ?? '')
  return found ? { number: Number(found[1]), method: found[2] ?? '' } : undefined
}

function headerOf(headers: readonly SipHeader[], name: string): string | undefined {
  const wanted = name.toLowerCase()
  return headers.find((each) => each.name.toLowerCase() === wanted)?.value
}

function parseHeaders(lines: readonly string[]): SipHeader[] | undefined {
  const headers: SipHeader[] = []
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(colon, 0)).trim()
    if (!token.test(name)) return undefined
    headers.push({ name: compactNames[name.toLowerCase()] ?? name, value: line.slice(colon + 1).trim() })
  }
  return headers
}

/** Content-Length counts bytes; what follows the body in the frame is discarded (RFC 3261 §18.3). */
function cutBody(rest: string, declared: string | undefined): string | undefined {
  if (declared === undefined) return rest
  if (!/^\d{1,6}$/.test(declared)) return undefined
  const bytes = new TextEncoder().encode(rest)
  const length = Number(declared)
  if (length > bytes.length) return undefined
  return length === bytes.length ? rest : new TextDecoder().decode(bytes.subarray(0, length))
}

/** A line that starts with white space continues the one before (RFC 3261 §7.3.1). */
function unfold(head: string): string {
  return head.replace(/\r\n[ \t]+/g, ' ')
}

function oneLine(value: string): string {
  return value.replace(/[\r\n]+/g, ' ')
}
