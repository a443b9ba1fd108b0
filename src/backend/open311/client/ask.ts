import { DeskError } from '../../../shared/errors.ts'
import { reasonIn, readRows, type Row } from './tolerant.ts'

/**
 * How a question to a foreign server ended, by class and not by exact code, because servers use the codes
 * each in its own way (domain §1.4, trap 6). `later`: surely not taken, try again. `unknown`: perhaps taken.
 */
export type Heard =
  | { kind: 'rows'; rows: Row[] }
  | { kind: 'refused'; reason: string; status: number }
  | { kind: 'later'; reason: string; afterMs?: number }
  | { kind: 'unknown'; reason: string }

const mostBytes = 16 * 1024 * 1024
/** The request never left: no name, no route, no listener, no trusted certificate. */
const neverSent =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO_|ERR_TLS_)/

export async function askServer(
  address: string,
  options: RequestInit,
  answerWithinMs: number,
): Promise<Heard> {
  let status = 0
  try {
    const signal = AbortSignal.timeout(answerWithinMs)
    const response = await fetch(address, { ...options, signal, redirect: 'manual' })
    status = response.status
    return hear(status, response.headers.get('retry-after'), await bodyOf(response))
  } catch (fault) {
    const cause = fault instanceof Error ? fault.cause : undefined
    const code = (cause as { code?: unknown } | undefined)?.code
    if (status === 0 && typeof code === 'string' && neverSent.test(code))
      return { kind: 'later', reason: 'No hay conexión con el otro sistema.' }
    return { kind: 'unknown', reason: 'El otro sistema no respondió a tiempo o cortó la respuesta.' }
  }
}

/** Too early, too slow, too often: not taken, and not wrong either. */
const waits = new Set([408, 425, 429])

function hear(status: number, retryAfter: string | null, body: string): Heard {
  if (waits.has(status)) {
    const seconds = Number(retryAfter ?? '')
    const reason = 'El otro sistema pide esperar.'
    return seconds > 0 ? { kind: 'later', reason, afterMs: seconds * 1000 } : { kind: 'later', reason }
  }
  if (status >= 500) return { kind: 'unknown', reason: `El otro sistema falló (${status}).` }
  if (status >= 300) {
    const reason = reasonIn(body) ?? `El otro sistema no lo aceptó (${status}).`
    return { kind: 'refused', reason, status }
  }
  try {
    return { kind: 'rows', rows: readRows(body) }
  } catch (fault) {
    if (!(fault instanceof DeskError)) throw fault
    return { kind: 'unknown', reason: 'El otro sistema respondió algo que no se entiende.' }
  }
}

async function bodyOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += part.length
    if (length > mostBytes) throw new DeskError('damaged', 'The answer is too large.')
    parts.push(part)
  }
  return new TextDecoder().decode(Buffer.concat(parts))
}
