import type { Entity, entities } from '../../shared/backend-api.ts'
import type { Script } from '../../shared/domain/script.ts'
import { entriesOf, searched } from '../../shared/domain/search/entries.ts'
import type { z } from 'zod'
import type { Db } from './open.ts'
import type { SearchRows } from './search/search-rows.ts'

/** Kinds of knowledge, as against people and their cases. */
export type KnowledgeEntity = Exclude<
  Entity,
  'appointment' | 'bundle' | 'citizen' | 'interaction' | 'reading' | 'service-request'
>
type DocOf<E extends KnowledgeEntity> = z.infer<(typeof entities)[E]>

export interface KnowledgeProblem {
  entity: string
  id: string
  field: string
  rule: string
}

/** The city's content. Every record was checked when it came in, so that reading it is only parsing. */
export interface KnowledgeRows {
  put<E extends KnowledgeEntity>(entity: E, id: string, doc: DocOf<E>): void
  remove(entity: KnowledgeEntity, id: string): void
  one<E extends KnowledgeEntity>(entity: E, id: string): DocOf<E> | undefined
  /** Shared with every caller: read it, never change it. */
  all<E extends KnowledgeEntity>(entity: E): readonly DocOf<E>[]
  scriptVersion(scriptId: string, version: number): Script | undefined
  noteProblem(problem: KnowledgeProblem): void
  clearProblem(entity: string, id: string): void
  problems(): KnowledgeProblem[]
}

/** What is found by its words (`search`) follows in the same transaction. */
export function createKnowledgeRows(db: Db, search: Pick<SearchRows, 'put' | 'remove'>): KnowledgeRows {
  const upsert = db.prepare(
    'INSERT INTO knowledge (entity, id, doc) VALUES (?, ?, ?) ON CONFLICT (entity, id) DO UPDATE SET doc = excluded.doc',
  )
  const removeOne = db.prepare('DELETE FROM knowledge WHERE entity = ? AND id = ?')
  const selectOne = db.prepare<[string, string], Row>('SELECT doc FROM knowledge WHERE entity = ? AND id = ?')
  const selectAll = db.prepare<[string], Row>('SELECT doc FROM knowledge WHERE entity = ? ORDER BY id')
  const keepVersion = db.prepare(
    'INSERT INTO script_versions (script_id, version, doc) VALUES (?, ?, ?) ON CONFLICT (script_id, version) DO UPDATE SET doc = excluded.doc',
  )
  const selectVersion = db.prepare<[string, number], Row>(
    'SELECT doc FROM script_versions WHERE script_id = ? AND version = ?',
  )
  const upsertProblem = db.prepare(
    'INSERT INTO knowledge_problems (entity, id, field, rule) VALUES (@entity, @id, @field, @rule) ON CONFLICT (entity, id) DO UPDATE SET field = excluded.field, rule = excluded.rule',
  )
  const removeProblem = db.prepare('DELETE FROM knowledge_problems WHERE entity = ? AND id = ?')
  const selectProblems = db.prepare<[], KnowledgeProblem>(
    'SELECT entity, id, field, rule FROM knowledge_problems ORDER BY entity, id',
  )

  // Parsing all scripts costs milliseconds and the screen pops with one of them; they change once a day.
  const parsed = new Map<KnowledgeEntity, unknown[]>()

  return {
    put(entity, id, doc) {
      parsed.delete(entity)
      upsert.run(entity, id, JSON.stringify(doc))
      if (entity === 'script') keepVersion.run(id, (doc as Script).version, JSON.stringify(doc))
      const kind = searched[entity]
      if (kind) search.put(kind, id, entriesOf(kind, doc))
    },
    remove(entity, id) {
      parsed.delete(entity)
      removeOne.run(entity, id)
      const kind = searched[entity]
      if (kind) search.remove(kind, id)
    },
    one(entity, id) {
      const row = selectOne.get(entity, id)
      return row && (JSON.parse(row.doc) as never)
    },
    all<E extends KnowledgeEntity>(entity: E) {
      const kept = parsed.get(entity) ?? selectAll.all(entity).map((row): unknown => JSON.parse(row.doc))
      parsed.set(entity, kept)
      return kept as DocOf<E>[]
    },
    scriptVersion(scriptId, version) {
      const row = selectVersion.get(scriptId, version)
      return row && (JSON.parse(row.doc) as Script)
    },
    noteProblem: (problem) => void upsertProblem.run(problem),
    clearProblem: (entity, id) => void removeProblem.run(entity, id),
    problems: () => selectProblems.all(),
  }
}

type Row = { doc: string }
