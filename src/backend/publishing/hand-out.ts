import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import { bundleFor, newestVersionFor, readDocuments, type Press } from './bundles.ts'

/** Texts of documents kept for the desks that have not asked yet, in UTF-16 units. */
const mostKept = 16 * 1024 * 1024
const mostTeams = 100

/** What desks ask for after a publication, as the bytes that go out: made once and not once a desk. */
export interface HandOut {
  bundle(team: string | undefined): Promise<Buffer>
  documents(hashes: readonly string[]): Promise<Buffer>
}

/**
 * Two hundred desks ask for the same within a second. Which bundle is the newest is asked of the database every
 * time, because another process may have published; what it says is made into bytes once. A document is named by
 * its hash, so a kept one is never out of date.
 */
export function createHandOut(db: Kysely<Database>, press: Press): HandOut {
  const bundles = new Map<string | undefined, { version: number; bytes: Promise<Buffer> }>()
  const documents = new Map<string, string>()
  let kept = 0

  function keep(sha256: string, text: string): void {
    documents.set(sha256, text)
    kept += text.length
    for (const [oldest, held] of documents) {
      if (kept <= mostKept) break
      documents.delete(oldest)
      kept -= held.length
    }
  }

  return {
    async bundle(team) {
      const version = await newestVersionFor(db, team)
      const held = bundles.get(team)
      if (held?.version === version) return await held.bytes
      const bytes = bundleFor(db, team, press).then((bundle) => Buffer.from(JSON.stringify(bundle)))
      if (bundles.size >= mostTeams) bundles.clear()
      bundles.set(team, { version, bytes })
      bytes.catch(() => bundles.delete(team))
      return await bytes
    },
    async documents(hashes) {
      const texts = new Map<string, string>()
      const missing: string[] = []
      for (const sha256 of new Set(hashes)) {
        const text = documents.get(sha256)
        if (text === undefined) missing.push(sha256)
        else texts.set(sha256, text)
      }
      if (missing.length > 0)
        for (const document of await readDocuments(db, missing)) {
          const text = JSON.stringify(document)
          texts.set(document.sha256, text)
          if (!documents.has(document.sha256)) keep(document.sha256, text)
        }
      return Buffer.from(`{"documents":[${[...texts.values()].join(',')}]}`)
    },
  }
}
