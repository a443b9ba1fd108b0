import { sql, type Kysely } from 'kysely'
import { systemClock } from '../../src/backend/clock.ts'
import { openDatabase, type DatabaseChoice } from '../../src/backend/database/open.ts'
import type { Database } from '../../src/backend/database/schema.ts'
import { quietLog } from '../support/quiet-host.ts'

const rowsPerStatement = 100

/** What each command leaves behind: its outcome, its record, its change, and for a case its way to the unit. */
const tables = [
  { name: 'commands', where: '' },
  { name: 'records', where: `WHERE entity IN ('service-request', 'interaction')` },
  {
    name: 'changes',
    where: `WHERE number IN (SELECT min(number) FROM changes
      WHERE entity IN ('service-request', 'interaction') GROUP BY entity, id)`,
  },
  { name: 'service_requests', where: '' },
] as const

/**
 * The rows that the drained commands left, inserted again into empty tables of the same shape, indexes included,
 * by one plain multi-row INSERT per 100 rows and nothing else. The rows are the first outcome of each command.
 */
export async function insertLimit(
  choice: DatabaseChoice,
): Promise<{ commandsPerSecond: number; rows: Record<string, number> }> {
  const { db, close } = await openDatabase(choice, systemClock, quietLog)
  try {
    const rows: Record<string, number> = {}
    let insertMs = 0
    for (const { name, where } of tables) {
      await sql.raw(`CREATE TABLE limit_${name} (LIKE ${name} INCLUDING ALL)`).execute(db)
      const kept = await sql<Record<string, unknown>>`SELECT * FROM ${sql.raw(`${name} ${where}`)}`.execute(
        db,
      )
      rows[name] = kept.rows.length
      insertMs += await insertAll(db, `limit_${name}`, kept.rows)
    }
    return { commandsPerSecond: (rows['commands'] ?? 0) / (insertMs / 1000), rows }
  } finally {
    await close()
  }
}

async function insertAll(
  db: Kysely<Database>,
  table: string,
  rows: Record<string, unknown>[],
): Promise<number> {
  const columns = Object.keys(rows[0] ?? {})
  const batches: ReturnType<typeof sql>[] = []
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    const values = rows
      .slice(start, start + rowsPerStatement)
      .map((row) => sql`(${sql.join(columns.map((column) => plain(row[column])))})`)
    batches.push(sql`INSERT INTO ${sql.table(table)} (${sql.join(columns.map((each) => sql.ref(each)))})
      VALUES ${sql.join(values)}`)
  }
  const startedAt = performance.now()
  for (const batch of batches) await batch.execute(db)
  return performance.now() - startedAt
}

/** A document comes back parsed; it goes in as the text it is stored as. */
function plain(value: unknown): unknown {
  return typeof value === 'object' && value !== null && !(value instanceof Date)
    ? JSON.stringify(value)
    : value
}
