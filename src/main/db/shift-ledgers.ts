import { Ledger } from '../../shared/domain/shifts/ledger.ts'
import type { Db } from './open.ts'

/** One ledger per agent of this desk; what no longer fits the schema counts as never written. */
export interface ShiftLedgerRows {
  put(agentId: string, ledger: Ledger): void
  of(agentId: string): Ledger | undefined
}

export function createShiftLedgerRows(db: Db): ShiftLedgerRows {
  const upsert = db.prepare(
    'INSERT INTO shift_ledgers (agent_id, doc) VALUES (?, ?) ON CONFLICT (agent_id) DO UPDATE SET doc = excluded.doc',
  )
  const selectOne = db.prepare<[string], { doc: string }>('SELECT doc FROM shift_ledgers WHERE agent_id = ?')
  return {
    put: (agentId, ledger) => void upsert.run(agentId, JSON.stringify(ledger)),
    of(agentId) {
      const row = selectOne.get(agentId)
      const parsed = row && Ledger.safeParse(JSON.parse(row.doc))
      return parsed?.success === true ? parsed.data : undefined
    },
  }
}
