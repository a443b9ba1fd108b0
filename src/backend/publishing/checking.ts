import type { Kysely } from 'kysely'
import { checkKnowledge } from '../../shared/domain/publishing/check-knowledge.ts'
import { differences, type Difference } from '../../shared/domain/publishing/differences.ts'
import type { Draft } from '../../shared/domain/publishing/draft.ts'
import type { Finding } from '../../shared/domain/publishing/findings.ts'
import { versionOf, type KnowledgeRecord } from '../../shared/domain/publishing/record.ts'
import { readCity } from '../city.ts'
import type { Database } from '../database/schema.ts'
import { standingKnowledge } from './standing.ts'

export interface Examined {
  readonly findings: Finding[]
  readonly differences: Difference[]
}

/** A draft among everything that stands today: what must be put right, and what it would change. */
export async function examine(
  db: Kysely<Database>,
  draft: Draft,
  at: Date,
  language: 'es' | 'en' = 'es',
): Promise<Examined> {
  const standing = await standingKnowledge(db)
  const { entity, id, baseVersion } = draft
  const inUse = standing.find((record) => record.entity === entity && record.id === id)
  const today = cityDay(at, (await readCity(db)).timeZone)
  const record: KnowledgeRecord = { entity, id, doc: asPublished(draft, baseVersion + 1, today) }
  const findings = checkKnowledge([record], { standing, today, language })
  const outdated = draft.phase.name !== 'with-team' && (inUse ? versionOf(inUse) : 0) !== baseVersion
  const base: Finding[] = outdated
    ? [
        {
          entity,
          id,
          field: 'version',
          rule: 'outdated-base',
          level: 'error',
          detail: String(inUse ? versionOf(inUse) : 0),
        },
      ]
    : []
  return { findings: [...base, ...findings], differences: differences(inUse?.doc ?? {}, record.doc) }
}

/** The number and the day are the publishing's to say, never the author's. */
export function asPublished(draft: Draft, version: number, today: string): Draft['doc'] {
  return { ...draft.doc, version, ...(draft.entity === 'script' ? { publishedOn: today } : {}) }
}

/** The calendar day in the city, as `2026-11-21`. */
export function cityDay(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone }).format(at)
}
