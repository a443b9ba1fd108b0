import { Interaction } from '../../shared/domain/interaction.ts'
import type { Db } from './open.ts'

/** Contacts of this desk and the last ones of its citizens. */
export interface InteractionRows {
  put(interaction: Interaction): void
  remove(interactionId: string): void
  byId(interactionId: string): Interaction | undefined
  /** Those that are not over: at most one while the desk runs, whatever a crash left after it. */
  unfinished(): Interaction[]
  /** Newest first; by citizen where known, else by number. */
  historyOf(who: { citizenId: string | undefined; number: string }, limit: number): Interaction[]
  /** Over, and older than that. */
  endedBefore(instant: string, limit: number): Interaction[]
  /** The same that still say whose they were. */
  namedBefore(instant: string, limit: number): Interaction[]
  recentOf(agentId: string, limit: number): Interaction[]
}

export function createInteractionRows(db: Db): InteractionRows {
  const upsert = db.prepare(
    'INSERT INTO interactions (interaction_id, doc) VALUES (?, ?) ON CONFLICT (interaction_id) DO UPDATE SET doc = excluded.doc',
  )
  const removeOne = db.prepare('DELETE FROM interactions WHERE interaction_id = ?')
  const selectOne = db.prepare<[string], Row>('SELECT doc FROM interactions WHERE interaction_id = ?')
  const selectOpen = db.prepare<[], Row>(
    `SELECT doc FROM interactions WHERE state IN ('offered', 'active', 'wrap-up') ORDER BY offered_at`,
  )
  const newestWhere = (column: 'citizen_id' | 'number' | 'agent_id') =>
    db.prepare<[string, number], Row>(
      `SELECT doc FROM interactions WHERE ${column} = ? ORDER BY offered_at DESC LIMIT ?`,
    )
  const byCitizen = newestWhere('citizen_id')
  const byNumber = newestWhere('number')
  const byAgent = newestWhere('agent_id')
  const over = `state NOT IN ('offered', 'active', 'wrap-up') AND offered_at < ?`
  const selectEnded = db.prepare<[string, number], Row>(
    `SELECT doc FROM interactions WHERE ${over} ORDER BY offered_at LIMIT ?`,
  )
  const selectNamed = db.prepare<[string, number], Row>(
    `SELECT doc FROM interactions WHERE ${over} AND doc ->> '$.number' <> '' ORDER BY offered_at LIMIT ?`,
  )
  return {
    endedBefore: (instant, limit) => selectEnded.all(instant, limit).map(read),
    namedBefore: (instant, limit) => selectNamed.all(instant, limit).map(read),
    put: (interaction) => void upsert.run(interaction.interactionId, JSON.stringify(interaction)),
    remove: (interactionId) => void removeOne.run(interactionId),
    byId: (interactionId) => {
      const row = selectOne.get(interactionId)
      return row && read(row)
    },
    unfinished: () => selectOpen.all().map(read),
    historyOf: ({ citizenId, number }, limit) =>
      (citizenId === undefined ? byNumber.all(number, limit) : byCitizen.all(citizenId, limit)).map(read),
    recentOf: (agentId, limit) => byAgent.all(agentId, limit).map(read),
  }
}

type Row = { doc: string }
const read = (row: Row) => Interaction.parse(JSON.parse(row.doc))
