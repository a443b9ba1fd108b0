import { CsvError, parse } from 'csv-parse/sync'
import type { HalfHourCalls } from '../../shared/domain/schedules/forecast.ts'
import type { CallsProblem } from '../../shared/schedules-api.ts'

/** A year of half hours, and no more: what came before says nothing. */
const mostRows = 48 * 366
const problemsShown = 20

/** Column names in the language of whoever made the file. */
const names = {
  day: ['day', 'dia', 'día', 'fecha', 'date'],
  time: ['time', 'hora', 'from', 'desde'],
  calls: ['calls', 'llamadas'],
  handleTime: ['handle_time_s', 'tmo_s', 'tmo'],
  queue: ['queue', 'cola'],
} as const

export type ReadCalls = { ok: true; calls: HalfHourCalls[] } | { ok: false; problems: CallsProblem[] }

/**
 * Calls by half hour from CSV (RFC 4180; `,` or `;`): day, time, calls and, where known, the handle time in seconds
 * and the queue, by its code or its name.
 * All or nothing: a file that is wrong somewhere imports nothing and says where, by line, field and rule.
 */
export function readCallsFile(
  csv: string,
  queues: readonly { queueId: string; name: string }[] = [],
): ReadCalls {
  const rows = readRows(csv)
  if (!Array.isArray(rows)) return { ok: false, problems: [rows] }
  const [head, ...body] = rows
  if (!head) return { ok: false, problems: [{ line: 1, field: 'file', rule: 'empty', detail: '' }] }
  const columns = head.cells.map((name) => name.trim().toLowerCase())
  const place = (field: keyof typeof names) =>
    columns.findIndex((name) => (names[field] as readonly string[]).includes(name))
  const problems = (['day', 'time', 'calls'] as const)
    .filter((field) => place(field) < 0)
    .map((field): CallsProblem => ({
      line: head.line,
      field,
      rule: 'no-column',
      detail: names[field].join(', '),
    }))
  if (problems.length > 0) return { ok: false, problems }
  if (body.length > mostRows)
    return {
      ok: false,
      problems: [{ line: mostRows + 2, field: 'file', rule: 'too-many-lines', detail: `${mostRows}` }],
    }
  const seen = new Map<string, number>()
  const calls = body.map(({ line, cells }): HalfHourCalls => {
    const cell = (field: keyof typeof names) => (place(field) < 0 ? '' : (cells[place(field)] ?? '').trim())
    const wrong = (field: CallsProblem['field'], rule: CallsProblem['rule'], detail = '') =>
      void problems.push({ line, field, rule, detail })
    const day = readDay(cell('day'))
    if (day === undefined) wrong('day', 'not-a-day', cell('day'))
    const half = readHalf(cell('time'))
    if (half === undefined) wrong('time', 'not-a-half-hour', cell('time'))
    const count = readCount(cell('calls'))
    if (count === undefined) wrong('calls', 'not-a-count', cell('calls'))
    const handleTime = cell('handleTime')
    const handleTimeS = handleTime === '' ? null : (readCount(handleTime) ?? 0)
    if (handleTimeS !== null && (handleTimeS < 1 || handleTimeS > 7200))
      wrong('handle_time_s', 'not-a-handle-time', handleTime)
    const queue = queueOf(cell('queue'), queues)
    if (cell('queue') !== '' && !queue) wrong('queue', 'unknown-queue', cell('queue'))
    const key = `${day} ${half} ${queue?.queueId ?? ''}`
    const first = seen.get(key)
    if (first === undefined) seen.set(key, line)
    else wrong('time', 'twice', `${first}`)
    const read = { day: day ?? '', half: half ?? 0, calls: count ?? 0, handleTimeS }
    return queue ? { ...read, queueId: queue.queueId } : read
  })
  return problems.length > 0 ? { ok: false, problems: problems.slice(0, problemsShown) } : { ok: true, calls }
}

function queueOf(text: string, queues: readonly { queueId: string; name: string }[]) {
  const named = text.toLowerCase()
  return queues.find(({ queueId, name }) => queueId.toLowerCase() === named || name.toLowerCase() === named)
}

interface Row {
  line: number
  cells: string[]
}

function readRows(csv: string): Row[] | CallsProblem {
  const firstLine = csv.slice(0, csv.indexOf('\n') + 1 || undefined)
  const delimiter = firstLine.split(';').length > firstLine.split(',').length ? ';' : ','
  try {
    const rows = parse(csv, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as { info: { lines: number }; record: string[] }[]
    return rows.map(({ info, record }) => ({ line: info.lines, cells: record }))
  } catch (fault) {
    if (!(fault instanceof CsvError)) throw fault
    const line = (fault as CsvError & { lines?: unknown }).lines
    return {
      line: typeof line === 'number' ? line : 1,
      field: 'file',
      rule: 'quotes',
      detail: '',
    }
  }
}

function readDay(text: string): string | undefined {
  const spanish = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text)
  const iso = spanish ? `${spanish[3]}-${spanish[2]?.padStart(2, '0')}-${spanish[1]?.padStart(2, '0')}` : text
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return undefined
  const at = Date.parse(`${iso}T00:00:00Z`)
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(iso) ? iso : undefined
}

function readHalf(text: string): number | undefined {
  const found = /^(\d{1,2}):(00|30)(?::00)?$/.exec(text)
  const hours = Number(found?.[1])
  return found && hours < 24 ? hours * 2 + (found[2] === '30' ? 1 : 0) : undefined
}

function readCount(text: string): number | undefined {
  return /^\d{1,6}$/.test(text) ? Number(text) : undefined
}
