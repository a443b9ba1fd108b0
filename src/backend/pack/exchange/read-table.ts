import { CsvError, parse } from 'csv-parse/sync'
import type { PackProblem } from '../../../shared/pack.ts'

/** One row of a table as it was written, with the line where it begins. */
export interface TableRow {
  readonly line: number
  readonly cells: readonly string[]
}

export type ReadTable =
  { ok: true; header: readonly string[]; rows: TableRow[] } | { ok: false; problems: PackProblem[] }

/** RFC 4180, with comma or semicolon as the spreadsheets of both countries write it; UTF-8 with or without mark. */
export function readTable(text: string, file: string): ReadTable {
  const refuse = (line: number, rule: string): ReadTable => ({
    ok: false,
    problems: [{ file, line, column: 1, field: '', rule }],
  })
  try {
    const records = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    const [header, ...rest] = records
    if (header === undefined) return refuse(1, 'the file is empty')
    let line = header.info.lines + 1
    const rows = rest.map(({ record, info }): TableRow => {
      const row = { line, cells: record }
      line = info.lines + 1
      return row
    })
    return { ok: true, header: header.record, rows }
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown
    return refuse(
      typeof thrown['lines'] === 'number' ? thrown['lines'] : 1,
      rules[thrown.code] ?? 'is not a table',
    )
  }
}

/** A semicolon where commas are the decimal sign: the header, which holds no sentence, tells. */
function delimiterOf(text: string): ',' | ';' {
  const header = /^[^\n]*/.exec(text)?.[0] ?? ''
  return header.split(';').length > header.split(',').length ? ';' : ','
}

const rules: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a text is not closed with "',
  INVALID_OPENING_QUOTE: 'a " stands inside a text; write it twice and put the text in quotes',
  CSV_INVALID_CLOSING_QUOTE: 'something follows a closing "; a comma is missing here',
}
