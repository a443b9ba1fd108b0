import { Procedure } from '../../../shared/domain/procedure.ts'
import type { PackProblem } from '../../../shared/pack.ts'
import { plainRule } from '../../../shared/plain-rule.ts'
import {
  channelOf,
  costOf,
  listOf,
  requirementOf,
  spanOf,
  statusOf,
  wholeNumberOf,
  type Cell,
} from './cells.ts'
import { readTable, type TableRow } from './read-table.ts'

type Read = (cell: string) => Cell<unknown>
interface Column {
  /** Where in the record it goes. */
  readonly path: readonly [string, string?]
  readonly read: Read
}

const words: Read = (cell) => ({ value: cell })
const list: Read = (cell) => ({ value: listOf(cell) })
const listWith =
  (read: (part: string, index: number) => Cell<unknown>): Read =>
  (cell) => {
    const read_ = listOf(cell).map(read)
    const broken = read_.find((each) => 'rule' in each)
    return broken ?? { value: read_.flatMap((each) => ('value' in each ? [each.value] : [])) }
  }

/** The columns by the names that their header must have; the ones with a star in the handbook must be there. */
export const procedureColumns: Readonly<Record<string, Column>> = {
  id: { path: ['procedureId'], read: words },
  codigo: { path: ['code'], read: words },
  titulo: { path: ['title'], read: words },
  resumen: { path: ['summary'], read: words },
  sinonimos: { path: ['synonyms'], read: list },
  estado: { path: ['status'], read: statusOf },
  unidad: { path: ['unitId'], read: words },
  dirigido_a: { path: ['audience', 'note'], read: words },
  resultado: { path: ['result', 'text'], read: words },
  requisitos: { path: ['requirements'], read: listWith(requirementOf) },
  costo: { path: ['cost'], read: listWith(costOf) },
  plazo_maximo: { path: ['time', 'maximum'], read: spanOf },
  plazo_habitual: { path: ['time', 'typical'], read: spanOf },
  donde: { path: ['channels'], read: listWith(channelOf) },
  norma: { path: ['law'], read: listWith((title) => ({ value: { title } })) },
  version: { path: ['version'], read: wholeNumberOf },
  vale_desde: { path: ['validFrom'], read: words },
  vale_hasta: { path: ['validTo'], read: words },
  revisado: { path: ['reviewedOn'], read: words },
  revisar_antes: { path: ['reviewDue'], read: words },
  autor: { path: ['author'], read: words },
  fuente: { path: ['source'], read: words },
  direccion_fuente: { path: ['sourceUrl'], read: words },
}

/** One procedure a row. Whatever is wrong costs only its row and is named by file, line, column and rule. */
export function readProceduresCsv(
  text: string,
  file: string,
): { procedures: Procedure[]; problems: PackProblem[] } {
  const table = readTable(text, file)
  if (!table.ok) return { procedures: [], problems: table.problems }
  const header = table.header.map((name) => name.toLowerCase())
  const unknown = header.flatMap((name, at): PackProblem[] =>
    Object.hasOwn(procedureColumns, name)
      ? []
      : [
          {
            file,
            line: 1,
            column: at + 1,
            field: name,
            rule: `is no column; the columns are: ${Object.keys(procedureColumns).join(', ')}`,
          },
        ],
  )
  if (unknown.length > 0) return { procedures: [], problems: unknown }
  const problems: PackProblem[] = []
  const procedures: Procedure[] = []
  const seen = new Set<string>()
  for (const row of table.rows) {
    const read = readRow(header, row, file)
    problems.push(...read.problems)
    if (!read.procedure) continue
    const { procedureId } = read.procedure
    if (seen.has(procedureId))
      problems.push({
        file,
        line: row.line,
        column: header.indexOf('id') + 1,
        field: 'id',
        rule: 'is used twice',
      })
    else procedures.push(read.procedure)
    seen.add(procedureId)
  }
  return { procedures, problems }
}

function readRow(
  header: readonly string[],
  { line, cells }: TableRow,
  file: string,
): { procedure?: Procedure; problems: PackProblem[] } {
  const problem = (at: number, field: string, rule: string): PackProblem => ({
    file,
    line,
    column: at + 1,
    field,
    rule,
  })
  if (cells.length !== header.length)
    return {
      problems: [problem(0, '', `has ${cells.length} cells where the header has ${header.length} columns`)],
    }
  const record: Record<string, unknown> = {}
  const problems: PackProblem[] = []
  header.forEach((name, at) => {
    const cell = cells[at] ?? ''
    const column = procedureColumns[name]
    if (cell === '' || !column) return
    const read = column.read(cell)
    if ('rule' in read) problems.push(problem(at, name, read.rule))
    else put(record, column.path, read.value)
  })
  if (problems.length > 0) return { problems }
  const parsed = Procedure.safeParse(record, { reportInput: true })
  if (parsed.success) return { procedure: parsed.data, problems }
  return {
    problems: parsed.error.issues.map((issue) => {
      const name = columnOf(issue.path)
      return problem(Math.max(0, header.indexOf(name)), name, plainRule(issue))
    }),
  }
}

function put(record: Record<string, unknown>, [first, second]: Column['path'], value: unknown): void {
  if (second === undefined) record[first] = value
  else record[first] = { ...(record[first] as object | undefined), [second]: value }
}

/** What the person who wrote the table calls the field. */
function columnOf(path: readonly PropertyKey[]): string {
  const found = Object.entries(procedureColumns).find(
    ([, column]) =>
      column.path[0] === path[0] && (column.path[1] === undefined || column.path[1] === path[1]),
  )
  return found?.[0] ?? path.map(String).join('.')
}
