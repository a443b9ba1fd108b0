import type { Kysely, Transaction } from 'kysely'
import { entities, type Change, type Entity } from '../shared/backend-api.ts'
import { ServiceRequest } from '../shared/domain/service-request.ts'
import type { ProfileId, RuleProfile } from '../shared/domain/shifts/rules.ts'
import type { Pack, PackProblem } from '../shared/pack.ts'
import { writeRecords, type RecordWrite } from './changes/change-log.ts'
import { readCity, storeCity } from './city.ts'
import { fingerprint } from './commands/fingerprint.ts'
import type { Database } from './database/schema.ts'
import type { Log } from './log.ts'
import { isPublished, versionOf } from '../shared/domain/publishing/record.ts'
import { lockPress } from './publishing/bundles.ts'
import { documentHash } from './publishing/hash.ts'
import { keepVersion, newestVersionByPeople, packAuthor } from './publishing/versions.ts'
import { shippedRules } from './schedules/rules-of-site.ts'
import { keepReferenceNumber } from './units/reference-number.ts'

const rowsPerStatement = 500

const packEntities = [
  'agent',
  'article',
  'procedure',
  'queue',
  'script',
  'service',
  'shift',
  'slot-rule',
  'unit',
] as const

/**
 * Brings the city's files into the database as changes, only where they differ. While any file has a problem
 * nothing is taken away: a record that seems gone may be the one that could not be read, and its last good
 * version stays in use.
 */
export async function importPack(
  db: Kysely<Database>,
  read: { pack: Pack; problems: PackProblem[] },
  at: Date,
  log: Log,
  ruleProfile?: ProfileId,
): Promise<void> {
  for (const { file, line, field, rule } of read.problems)
    log.error('pack file damaged; its last good version stays in use', { file, line, field, rule })
  await db.transaction().execute(async (trx) => {
    await lockPress(trx)
    if (read.pack.city) await storeCity(trx, read.pack.city)
    const stored = await importedPrints(trx)
    const wanted = [...packRecords(read.pack), rulesRecord(shippedRules(await readCity(trx), ruleProfile))]
    const differ = wanted.filter((write) => stored.get(keyOf(write)) !== fingerprint(write.doc))
    const changed = await withoutOutdated(trx, differ, log)
    const named = new Set(wanted.map(keyOf))
    const gone = read.problems.length > 0 ? [] : [...stored.keys()].filter((key) => !named.has(key))
    await writeRecords(trx, [...changed, ...gone.map(forget)], at)
    await keepPackVersions(trx, changed, at)
    await keepPrints(trx, wanted, gone)
    log.info('pack imported', {
      records: wanted.length,
      changed: changed.length,
      gone: gone.length,
      problems: read.problems.length,
    })
  })
}

/** Sample records, only where nothing stands under their id: what happened to them since is kept. */
export async function importSeed(
  db: Kysely<Database>,
  seed: readonly Change[],
  at: Date,
  log: Log,
): Promise<void> {
  const sound = seed.flatMap((change): RecordWrite[] => {
    const entity = Object.hasOwn(entities, change.entity) ? (change.entity as Entity) : undefined
    const parsed = entity && entities[entity].safeParse(change.doc)
    if (entity && parsed?.success) return [{ entity, id: change.id, doc: parsed.data }]
    log.error('sample record damaged; left out', { entity: change.entity, id: change.id })
    return []
  })
  await db.transaction().execute(async (trx) => {
    const standing = new Set((await trx.selectFrom('records').select(['entity', 'id']).execute()).map(keyOf))
    const fresh = sound.filter((write) => !standing.has(keyOf(write)))
    for (const { entity, doc } of fresh)
      if (entity === 'service-request') await fileSampleCase(trx, ServiceRequest.parse(doc))
    await writeRecords(trx, fresh, at)
  })
}

async function fileSampleCase(trx: Transaction<Database>, request: ServiceRequest): Promise<void> {
  if (request.referenceNumber === undefined || request.unitId === undefined) return
  await keepReferenceNumber(trx, request.referenceNumber)
  await trx
    .insertInto('service_requests')
    .values({
      service_request_id: request.serviceRequestId,
      reference_number: request.referenceNumber,
      unit_id: request.unitId,
      accepted_at: new Date(request.requestedAt),
      received_at: request.receivedAt === undefined ? null : new Date(request.receivedAt),
    })
    .execute()
}

function packRecords(pack: Pack): RecordWrite[] {
  return [
    ...pack.units.map((doc) => ({ entity: 'unit' as const, id: doc.unitId, doc })),
    ...pack.services.map((doc) => ({ entity: 'service' as const, id: doc.serviceCode, doc })),
    ...pack.queues.map((doc) => ({ entity: 'queue' as const, id: doc.queueId, doc })),
    ...pack.agents.map((doc) => ({ entity: 'agent' as const, id: doc.agentId, doc })),
    ...pack.shifts.map((doc) => ({ entity: 'shift' as const, id: doc.shiftId, doc })),
    ...pack.procedures.map((doc) => ({ entity: 'procedure' as const, id: doc.procedureId, doc })),
    ...pack.articles.map((doc) => ({ entity: 'article' as const, id: doc.articleId, doc })),
    ...pack.slotRules.map((doc) => ({ entity: 'slot-rule' as const, id: doc.ruleId, doc })),
    ...pack.scripts.map((doc) => ({ entity: 'script' as const, id: doc.scriptId, doc })),
  ]
}

/** What the site works by comes with the app, not with the city's files; leads write on from it as from any record. */
function rulesRecord(doc: RuleProfile): RecordWrite {
  return { entity: 'rules', id: doc.profileId, doc }
}

/** What the files said last; of a database from before that was kept, what stands. */
async function importedPrints(trx: Transaction<Database>): Promise<Map<string, string>> {
  const prints = await trx.selectFrom('pack_prints').selectAll().execute()
  if (prints.length > 0) return new Map(prints.map((row) => [keyOf(row), row.fingerprint]))
  const rows = await trx
    .selectFrom('records')
    .select(['entity', 'id', 'doc'])
    .where('entity', 'in', packEntities)
    .where('doc', 'is not', null)
    .execute()
  return new Map(rows.map((row) => [keyOf(row), fingerprint(row.doc)]))
}

/** What team leads published stays until the city's files bring a higher version of it. */
async function withoutOutdated(
  trx: Transaction<Database>,
  writes: readonly RecordWrite[],
  log: Log,
): Promise<RecordWrite[]> {
  const kept: RecordWrite[] = []
  for (const write of writes) {
    const { entity, id, doc } = write
    const version = doc === null ? 0 : versionOf({ doc: { ...doc } })
    const newest = version === 0 ? 0 : await newestVersionByPeople(trx, entity, id)
    if (version > newest || newest === 0) kept.push(write)
    else log.warn('pack record is older than what was published; left out', { entity, id, version, newest })
  }
  return kept
}

async function keepPackVersions(
  trx: Transaction<Database>,
  writes: readonly RecordWrite[],
  at: Date,
): Promise<void> {
  for (const { entity, id, doc } of writes) {
    const version = doc === null || !isPublished(entity) ? 0 : versionOf({ doc: { ...doc } })
    if (version > 0)
      await keepVersion(trx, {
        entity,
        id,
        version,
        sha256: documentHash(doc),
        bundleVersion: Math.floor(at.getTime() / 1000),
        at,
        by: packAuthor,
      })
  }
}

async function keepPrints(
  trx: Transaction<Database>,
  wanted: readonly RecordWrite[],
  gone: readonly string[],
): Promise<void> {
  for (const key of gone) {
    const { entity, id } = forget(key)
    await trx.deleteFrom('pack_prints').where('entity', '=', entity).where('id', '=', id).execute()
  }
  const rows = wanted.map(({ entity, id, doc }) => ({ entity, id, fingerprint: fingerprint(doc) }))
  for (let start = 0; start < rows.length; start += rowsPerStatement)
    await trx
      .insertInto('pack_prints')
      .values(rows.slice(start, start + rowsPerStatement))
      .onConflict((conflict) =>
        conflict
          .columns(['entity', 'id'])
          .doUpdateSet((row) => ({ fingerprint: row.ref('excluded.fingerprint') })),
      )
      .execute()
}

/** Codes hold no space, so the key can be taken apart again. */
function keyOf({ entity, id }: { entity: string; id: string }): string {
  return `${entity} ${id}`
}

function forget(key: string): RecordWrite {
  const [entity, id] = key.split(' ') as [Entity, string]
  return { entity, id, doc: null }
}
