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
/** So many lists back in time; a case that far down was sent by somebody who has long looked himself. */
const mostPages = 20
/** Some servers leave out what is of the very moment they are asked up to. */
const beyondMs = 1_000

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
    const reference = found && idOf(found)
    if (reference !== undefined) return { kind: 'found', reference }
  }
  return await lookBack(georeport, mine, rows, lost)
}

/** Asks for ever older cases until the list reaches the moment of sending, or is known to have no older ones. */
async function lookBack(
  georeport: GeoReport,
  mine: Record<string, string>,
  newest: readonly Row[],
  lost: Lost,
): Promise<Search> {
  let rows = newest
  let whole = rows.length < smallestPage
  for (let page = 1; page < mostPages && !whole && !reaches(rows, lost.sentAt); page++) {
    const last = oldestOf(rows)
    if (!last) break
    const before = new Date(timeOf(last) + beyondMs).toISOString()
    const heard = await georeport.list({ ...mine, end_date: before })
    if (heard.kind === 'later' || heard.kind === 'unknown') return { kind: 'later', reason: heard.reason }
    if (heard.kind === 'refused') break
    const known = new Set(rows.map(idOf))
    const older = heard.rows.filter((row) => !known.has(idOf(row)))
    const found = older.find((row) => JSON.stringify(row).includes(lost.clientReference))
    const reference = found && idOf(found)
    if (reference !== undefined) return { kind: 'found', reference }
    // A server that does not understand the date says nothing by a short list, nor by the same one again.
    if (!heard.rows.some((row) => idOf(row) === idOf(last))) break
    whole = heard.rows.length < smallestPage
    if (older.length === 0 && !whole) break
    rows = [...rows, ...older]
  }
  return judgeAbsence(rows, whole, lost)
}

const idOf = (row: Row): string | undefined => wordOf(row, 'service_request_id')
const timeOf = (row: Row): number => Date.parse(wordOf(row, 'requested_datetime') ?? '')

function oldestOf(rows: readonly Row[]): Row | undefined {
  const dated = rows.filter((row) => !Number.isNaN(timeOf(row)))
  return dated.toSorted((one, other) => timeOf(one) - timeOf(other))[0]
}

/** Newest first, and the last one is from before the moment. */
function reaches(rows: readonly Row[], moment: Date): boolean {
  const times = rows.map(timeOf)
  return (times[0] ?? 0) >= (times.at(-1) ?? 0) && Math.min(...times) < moment.getTime()
}

function judgeAbsence(rows: readonly Row[], whole: boolean, { sentAt, control }: Lost): Search {
  if (!whole && !reaches(rows, sentAt))
    return { kind: 'inconclusive', reason: 'La lista de allí no alcanza hasta el envío.' }
  const reachesControl = control && (whole || reaches(rows, control.at))
  if (reachesControl && !rows.some((row) => idOf(row) === control.reference))
    return { kind: 'inconclusive', reason: 'La lista de allí no muestra los casos nuevos.' }
  return { kind: 'absent' }
}
