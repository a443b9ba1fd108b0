import { z } from 'zod'
import { entities, type Entity } from '../../shared/backend-api.ts'
import {
  judgeManifest,
  type BundleDocument,
  type BundleRefusal,
  type Manifest,
  type ManifestRecord,
  type SignedBundle,
} from '../../shared/domain/publishing/bundle.ts'
import { versionOf } from '../../shared/domain/publishing/record.ts'
import type { KnowledgeEntity } from '../db/knowledge.ts'
import { sliceMs, type CacheRows } from '../db/rows.ts'
import { keepRecord } from './keep-record.ts'
import { documentHash, sha256Of, verifyBundle, type Trust } from './verify-bundle.ts'

/** The bundle that this desk works with. */
export const InstalledBundle = z.object({
  bundleVersion: z.number().int(),
  sha256: z.string(),
  createdAt: z.string(),
  installedAt: z.string(),
  keyId: z.string(),
})
export type InstalledBundle = z.infer<typeof InstalledBundle>

export type InstallOutcome = { kind: 'installed' | 'same' } | { kind: 'refused'; refusal: BundleRefusal }

/** Where documents come from: the backend, or the file that the manifest came in. */
export type DocumentSource = (hashes: readonly string[]) => Promise<readonly BundleDocument[]>

const installedName = 'knowledge.bundle'
/** Asked for and checked at once. */
const documentsAtOnce = 100

export function installedBundle(rows: CacheRows): InstalledBundle | undefined {
  return rows.remembered.read(installedName, InstalledBundle)
}

/**
 * The only way by which knowledge gets onto a desk. Nothing is written before the signature holds and every new
 * document is there and is what the manifest says; then the records change slice by slice and the bundle counts as
 * installed with the last one. A crash between slices does it again. Rejects where the source cannot be reached.
 */
export async function installBundle(
  signed: SignedBundle,
  source: DocumentSource,
  desk: { rows: CacheRows; trust: Trust; now: number; elapsedMs?: () => number },
): Promise<InstallOutcome> {
  const { rows, trust, now, elapsedMs = () => performance.now() } = desk
  const manifest = verifyBundle(signed, trust)
  if (typeof manifest === 'string') return { kind: 'refused', refusal: manifest }
  const installed = installedBundle(rows)
  const sha256 = sha256Of(signed.manifest.text)
  const judged = judgeManifest(manifest, { cityId: trust.cityId, now, installed }, sha256)
  if (judged === 'same') return { kind: 'same' }
  if (judged !== 'new') return { kind: 'refused', refusal: judged }

  const before = new Map(rows.bundleRecords.all().map((record) => [nameOf(record), record.sha256]))
  const changed = manifest.records.filter((record) => before.get(nameOf(record)) !== record.sha256)
  const documents = await fetchDocuments(changed, source)
  if (typeof documents === 'string') return { kind: 'refused', refusal: documents }

  await write(
    manifest,
    sha256,
    { changed, documents, first: installed === undefined },
    { rows, now, elapsedMs },
  )
  return { kind: 'installed' }
}

async function fetchDocuments(
  records: readonly ManifestRecord[],
  source: DocumentSource,
): Promise<Map<string, unknown> | BundleRefusal> {
  const documents = new Map<string, unknown>()
  const hashes = [...new Set(records.map(({ sha256 }) => sha256))]
  for (let start = 0; start < hashes.length; start += documentsAtOnce) {
    const wanted = new Set(hashes.slice(start, start + documentsAtOnce))
    for (const { sha256, doc } of await source([...wanted])) {
      if (!wanted.has(sha256)) continue
      if (documentHash(doc) !== sha256) return 'altered-record'
      documents.set(sha256, doc)
      wanted.delete(sha256)
    }
    if (wanted.size > 0) return 'incomplete'
    await turn()
  }
  return documents
}

async function write(
  manifest: Manifest,
  sha256: string,
  found: { changed: readonly ManifestRecord[]; documents: ReadonlyMap<string, unknown>; first: boolean },
  { rows, now, elapsedMs }: { rows: CacheRows; now: number; elapsedMs: () => number },
): Promise<void> {
  const installedAt = new Date(now).toISOString()
  const since = found.first ? null : installedAt
  for (let taken = 0; taken < found.changed.length;) {
    taken = rows.together(() => {
      const until = elapsedMs() + sliceMs
      let at = taken
      do {
        const record = found.changed[at++]
        if (record && keep(record, found.documents.get(record.sha256), { since, rows }))
          rows.bundleRecords.keep(record, since)
      } while (at < found.changed.length && elapsedMs() < until)
      return at
    })
    await turn()
    if (rows.search.tidy()) await turn()
    await rows.room()
  }
  const named = new Set(manifest.records.map(nameOf))
  // The disk may have it later: all of it is one log, and a desk that lost the end of it asks again.
  rows.together(() => {
    for (const { entity, id } of rows.bundleRecords.all().filter((record) => !named.has(nameOf(record)))) {
      rows.bundleRecords.drop(entity, id)
      if (isKnown(entity)) rows.knowledge.remove(entity, id)
    }
    const { bundleVersion, createdAt, keyId } = manifest
    rows.remembered.write(installedName, { bundleVersion, sha256, createdAt, installedAt, keyId })
  })
}

/** A kind that only a newer desk knows counts as kept: this one has no place for it. */
function keep(
  { entity, id, version }: ManifestRecord,
  doc: unknown,
  { since, rows }: { since: string | null; rows: CacheRows },
): boolean {
  if (!isKnown(entity)) return true
  const before = since === null ? undefined : rows.knowledge.one(entity, id)
  if (!keepRecord(entity, id, doc, rows.knowledge)) return false
  const replaced = before === undefined ? 0 : versionOf({ doc: { ...before } })
  if (before !== undefined && replaced > 0 && replaced !== version)
    rows.bundleRecords.keepEarlier({ entity, id, version: replaced }, before)
  return true
}

function isKnown(entity: string): entity is Entity & KnowledgeEntity {
  return Object.hasOwn(entities, entity)
}

function nameOf({ entity, id }: { entity: string; id: string }): string {
  return `${entity} ${id}`
}

const turn = (): Promise<void> => new Promise((resume) => setImmediate(resume))
