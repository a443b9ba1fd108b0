import type { RecordKind } from '../../shared/contract.ts'
import type { Db } from './open.ts'

export interface RecordName {
  kind: RecordKind
  id: string
}

/** The record as an agent last knew it, as it was stored then: the caller checks whether it can still be read. */
export interface KnownRecord {
  since: string
  doc: unknown
}

/** Each agent's own marks on the city's records. */
export interface ShelfRows {
  favour(agentId: string, name: RecordName, since: string): void
  forgetFavourite(agentId: string, name: RecordName): void
  isFavourite(agentId: string, name: RecordName): boolean
  favourites(agentId: string): RecordName[]
  /** Moves it to the front; what was known before stays known. */
  open(agentId: string, name: RecordName, at: string, doc: object): void
  know(agentId: string, name: RecordName, at: string, doc: object): void
  known(agentId: string, name: RecordName): KnownRecord | undefined
  /** Newest first. */
  recent(agentId: string, limit: number): RecordName[]
}

export function createShelfRows(db: Db): ShelfRows {
  const addFavourite = db.prepare(
    'INSERT INTO favourites (agent_id, kind, id, since) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const dropFavourite = db.prepare('DELETE FROM favourites WHERE agent_id = ? AND kind = ? AND id = ?')
  const countFavourite = db
    .prepare<[string, string, string], number>(
      'SELECT count(*) FROM favourites WHERE agent_id = ? AND kind = ? AND id = ?',
    )
    .pluck()
  const selectFavourites = db.prepare<[string], RecordName>(
    'SELECT kind, id FROM favourites WHERE agent_id = ? ORDER BY since',
  )
  const visit = db.prepare(
    `INSERT INTO record_visits (agent_id, kind, id, opened_at, known_since, known_doc)
     VALUES (@agentId, @kind, @id, @at, @at, @doc)
     ON CONFLICT (agent_id, kind, id) DO UPDATE SET opened_at = excluded.opened_at`,
  )
  const learn = db.prepare(
    `INSERT INTO record_visits (agent_id, kind, id, opened_at, known_since, known_doc)
     VALUES (@agentId, @kind, @id, @at, @at, @doc)
     ON CONFLICT (agent_id, kind, id)
     DO UPDATE SET known_since = excluded.known_since, known_doc = excluded.known_doc`,
  )
  const selectKnown = db.prepare<[string, string, string], { since: string; doc: string }>(
    'SELECT known_since AS since, known_doc AS doc FROM record_visits WHERE agent_id = ? AND kind = ? AND id = ?',
  )
  const selectRecent = db.prepare<[string, number], RecordName>(
    'SELECT kind, id FROM record_visits WHERE agent_id = ? ORDER BY opened_at DESC LIMIT ?',
  )
  const row = (agentId: string, { kind, id }: RecordName, at: string, doc: object) => ({
    agentId,
    kind,
    id,
    at,
    doc: JSON.stringify(doc),
  })

  return {
    favour: (agentId, { kind, id }, since) => void addFavourite.run(agentId, kind, id, since),
    forgetFavourite: (agentId, { kind, id }) => void dropFavourite.run(agentId, kind, id),
    isFavourite: (agentId, { kind, id }) => countFavourite.get(agentId, kind, id) === 1,
    favourites: (agentId) => selectFavourites.all(agentId),
    open: (agentId, name, at, doc) => void visit.run(row(agentId, name, at, doc)),
    know: (agentId, name, at, doc) => void learn.run(row(agentId, name, at, doc)),
    known(agentId, { kind, id }) {
      const found = selectKnown.get(agentId, kind, id)
      return found && { since: found.since, doc: JSON.parse(found.doc) as unknown }
    },
    recent: (agentId, limit) => selectRecent.all(agentId, limit),
  }
}
