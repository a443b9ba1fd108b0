import { sql, type Kysely, type Transaction } from 'kysely'
import type { CityId } from '../../shared/domain/basics.ts'
import {
  Manifest,
  type BundleDocument,
  type ManifestRecord,
  type SignedBundle,
} from '../../shared/domain/publishing/bundle.ts'
import { canonicalJson } from '../../shared/domain/publishing/canonical-json.ts'
import { isPublished, versionOf, type KnowledgeRecord } from '../../shared/domain/publishing/record.ts'
import { DeskError } from '../../shared/errors.ts'
import { writeRecords, type RecordWrite } from '../changes/change-log.ts'
import type { Database } from '../database/schema.ts'
import { recordsWithTeams } from './drafts.ts'
import { documentHash } from './hash.ts'
import type { SigningKey } from './signing-key.ts'
import { byName, standingKnowledge } from './standing.ts'

export interface Press {
  readonly cityId: CityId
  readonly key: SigningKey
}

const everybody = 'all'
/** A bundle lasts a year on a desk that never hears of a newer one; it is signed anew long before, ms. */
const validMs = 365 * 24 * 60 * 60 * 1000
const renewAfterMs = validMs / 2
const rowsPerStatement = 500

/** Publishing takes its turns: two bundles with one number would make desks disagree about what is newer. */
export async function lockPress(trx: Transaction<Database>): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('knowledge bundle', 0))`.execute(trx)
}

/**
 * Signs what stands, writes it, and tells every desk that there is a bundle to ask for. Call last in a transaction
 * that changed knowledge, after `lockPress`. `writes` are further changes of the same transaction. Answers the
 * version that everybody gets; each team that is ahead gets one of its own right after it.
 */
export async function pressBundles(
  trx: Transaction<Database>,
  press: Press,
  at: Date,
  writes: readonly RecordWrite[] = [],
): Promise<number> {
  const standing = after(await standingKnowledge(trx), writes)
  const last = await trx
    .selectFrom('knowledge_bundles')
    .select((row) => row.fn.max('bundle_version').as('version'))
    .executeTakeFirst()
  const first = Math.max(Number(last?.version ?? 0) + 1, Math.floor(at.getTime() / 1000))
  await signOne(trx, press, { audience: everybody, bundleVersion: first, records: standing, at })
  let bundleVersion = first
  for (const [team, ahead] of await recordsWithTeams(trx)) {
    bundleVersion += 1
    const replaced = new Set(ahead.map(nameOf))
    const records = [...standing.filter((record) => !replaced.has(nameOf(record))), ...ahead].toSorted(byName)
    await signOne(trx, press, { audience: team, bundleVersion, records, at })
  }
  await writeRecords(trx, [...writes, { entity: 'bundle', id: 'current', doc: { bundleVersion } }], at)
  return first
}

/** What an agent's desk is to have: his team's bundle while it is ahead, else everybody's. */
export async function bundleFor(
  db: Kysely<Database>,
  team: string | undefined,
  press: Press,
): Promise<SignedBundle> {
  const row = await newest(db, team)
  return {
    manifest: { text: row.manifest, signature: row.signature },
    announcements: [...press.key.announcements],
  }
}

/** The version of that bundle alone, which costs the database next to nothing. */
export async function newestVersionFor(db: Kysely<Database>, team: string | undefined): Promise<number> {
  const row = await db
    .selectFrom('knowledge_bundles')
    .select((each) => each.fn.max('bundle_version').as('version'))
    .where('audience', 'in', audiencesOf(team))
    .executeTakeFirst()
  return Number(row?.version ?? 0)
}

/** At the start, after the city's files were read, and by the clock: what stands is what is signed. */
export async function pressIfOutdated(db: Kysely<Database>, press: Press, at: Date): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await lockPress(trx)
    if (await isOutdated(trx, press, at)) await pressBundles(trx, press, at)
  })
}

/** Whether what everybody has no longer says what stands, was signed by another key, or grows old. */
async function isOutdated(db: Kysely<Database>, press: Press, at: Date): Promise<boolean> {
  const row = await db
    .selectFrom('knowledge_bundles')
    .selectAll()
    .where('audience', '=', everybody)
    .orderBy('bundle_version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row || row.key_id !== press.key.keyId) return true
  if (at.getTime() - row.created_at.getTime() > renewAfterMs) return true
  const said = Manifest.parse(JSON.parse(row.manifest)).records
  return canonicalJson(said) !== canonicalJson((await standingKnowledge(db)).map(entryOf))
}

/** Only what some bundle names: a hash is no key to anything else. */
export async function readDocuments(
  db: Kysely<Database>,
  hashes: readonly string[],
): Promise<BundleDocument[]> {
  const rows = await db
    .selectFrom('knowledge_documents')
    .selectAll()
    .where('sha256', 'in', [...hashes])
    .execute()
  return rows.map(({ sha256, doc }) => ({ sha256, doc: doc as Record<string, unknown> }))
}

/** The newest manifest of an audience, as the team lead's screen shows it. */
export async function currentManifest(db: Kysely<Database>, team: string | undefined): Promise<Manifest> {
  return Manifest.parse(JSON.parse((await newest(db, team)).manifest))
}

const audiencesOf = (team: string | undefined): string[] =>
  team === undefined ? [everybody] : [everybody, team]

async function newest(db: Kysely<Database>, team: string | undefined) {
  const row = await db
    .selectFrom('knowledge_bundles')
    .selectAll()
    .where('audience', 'in', audiencesOf(team))
    .orderBy('bundle_version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) throw new DeskError('not-found', 'Nothing was published yet.')
  return row
}

async function signOne(
  trx: Transaction<Database>,
  { cityId, key }: Press,
  issue: { audience: string; bundleVersion: number; records: readonly KnowledgeRecord[]; at: Date },
): Promise<void> {
  const { audience, bundleVersion, records, at } = issue
  const from = at.toISOString()
  const manifest: Manifest = {
    format: 1,
    cityId,
    bundleVersion,
    createdAt: from,
    validity: { from, until: new Date(at.getTime() + validMs).toISOString() },
    keyId: key.keyId,
    records: records.map(entryOf),
  }
  const { text, signature } = key.sign('manifest', canonicalJson(manifest))
  await keepDocuments(trx, records)
  await trx
    .insertInto('knowledge_bundles')
    .values({
      bundle_version: bundleVersion,
      audience,
      manifest: text,
      signature,
      key_id: key.keyId,
      created_at: at,
    })
    .execute()
}

/** What the last bundle named is there already: of ten thousand records one is new. */
async function keepDocuments(trx: Transaction<Database>, records: readonly KnowledgeRecord[]): Promise<void> {
  const before = await newest(trx, undefined).then(
    ({ manifest }) => Manifest.parse(JSON.parse(manifest)).records,
    () => [],
  )
  const kept = new Set(before.map(({ sha256 }) => sha256))
  const fresh = records
    .map(({ doc }) => ({ sha256: documentHash(doc), doc: JSON.stringify(doc) }))
    .filter(({ sha256 }) => !kept.has(sha256))
  for (let start = 0; start < fresh.length; start += rowsPerStatement)
    await trx
      .insertInto('knowledge_documents')
      .values(fresh.slice(start, start + rowsPerStatement))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}

function after(standing: readonly KnowledgeRecord[], writes: readonly RecordWrite[]): KnowledgeRecord[] {
  const changed = new Map(writes.map((write) => [nameOf(write), write]))
  const written = writes.flatMap(({ entity, id, doc }) =>
    isPublished(entity) && doc !== null ? [{ entity, id, doc: { ...doc } }] : [],
  )
  return [...standing.filter((record) => !changed.has(nameOf(record))), ...written].toSorted(byName)
}

function entryOf(record: KnowledgeRecord): ManifestRecord {
  const { entity, id, doc } = record
  return { entity, id, version: versionOf(record), sha256: documentHash(doc) }
}

function nameOf({ entity, id }: { entity: string; id: string }): string {
  return `${entity} ${id}`
}
