import type { GeoReport } from './georeport.ts'
import { wordOf, type Row } from './tolerant.ts'

/** What a search for a case without an answer found. */
export type Search =
  | { kind: 'found'; reference: string }
  /** The list would show it, and does not. */
  | { kind: 'absent' }
  /** The list proves nothing: a person must look. */
  | { kind: 'inconclusive'; reason: string }
  | { kind: 'later'; reason: string }

export interface Lost {
  /** Our own reference, which is in the description or in an attribute. */
  readonly clientReference: string
  readonly serviceCode: string
  readonly sentAt: Date
  /** A case that the same list must show, if it shows new cases at all. */
  readonly control: { readonly reference: string; readonly at: Date } | undefined
}

const hourMs = 60 * 60_000
/** No server that pages was seen with smaller pages: a shorter list is the whole. */
const smallestPage = 50

/**
 * Looks twice, with and without dates, because some servers turn the date filter round (domain §1.5). Absence
 * counts only where the list surely reaches the moment of sending and shows what it must show.
 */
export async function searchLost(georeport: GeoReport, lost: Lost): Promise<Search> {
  const mine = { service_code: lost.serviceCode, extensions: 'true' }
  const since = new Date(lost.sentAt.getTime() - hourMs).toISOString()
  let rows: Row[] = []
  for (const query of [{ ...mine, start_date: since }, mine]) {
    const heard = await georeport.list(query)
    switch (heard.kind) {
      case 'later':
      case 'unknown':
        return { kind: 'later', reason: heard.reason }
      case 'refused':
        return { kind: 'inconclusive', reason: `No se puede buscar allí: ${heard.reason}` }
      case 'rows':
        rows = heard.rows
    }
    const found = rows.find((row) => JSON.stringify(row).includes(lost.clientReference))
    const reference = found && wordOf(found, 'service_request_id')
    if (reference !== undefined) return { kind: 'found', reference }
  }
  return judgeAbsence(rows, lost)
}

function judgeAbsence(rows: readonly Row[], { sentAt, control }: Lost): Search {
  const times = rows.map((row) => Date.parse(wordOf(row, 'requested_datetime') ?? ''))
  const oldest = Math.min(...times)
  const newestFirst = (times[0] ?? 0) >= (times.at(-1) ?? 0)
  const whole = rows.length < smallestPage
  if (!whole && !(newestFirst && oldest < sentAt.getTime()))
    return { kind: 'inconclusive', reason: 'La lista de allí no alcanza hasta el envío.' }
  const reachesControl = control && (whole || oldest < control.at.getTime())
  if (reachesControl && !rows.some((row) => wordOf(row, 'service_request_id') === control.reference))
    return { kind: 'inconclusive', reason: 'La lista de allí no muestra los casos nuevos.' }
  return { kind: 'absent' }
}
