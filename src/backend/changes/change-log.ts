import { sql, type Kysely, type Transaction } from 'kysely'
import type { Change, ChangePage, Entity } from '../../shared/backend-api.ts'
import { Consultation } from '../../shared/domain/consultation.ts'
import { KnownReading } from '../../shared/domain/publishing/read-receipt.ts'
import { isPublished, type PublishedEntity } from '../../shared/domain/publishing/record.ts'
import { AgentWeek } from '../../shared/domain/schedules/dated-shift.ts'
import { HeldExchange } from '../../shared/domain/schedules/exchange.ts'
import { BreakGrant } from '../../shared/domain/break-grant.ts'
import { DeclaredEmergency } from '../../shared/domain/declared-emergency.ts'
import { Feedback } from '../../shared/domain/feedback.ts'
import { Shift } from '../../shared/domain/shift.ts'
import { writeLookups } from '../callers/lookups.ts'
import { changeChannel } from '../database/open.ts'
import type { Database } from '../database/schema.ts'

/** The backend's new word about a thing; `doc` null makes desks forget it. */
export interface RecordWrite {
  readonly entity: Entity | PublishedEntity
  readonly id: string
  readonly doc: object | null
}

const rowsPerStatement = 500

/**
 * Call once and last in a transaction: it takes the counter's row lock, which holds until commit. Numbers are
 * therefore handed out in the order of commits and without gaps, and a reader who has seen number n has seen
 * everything below it; a sequence would let a slow transaction slip in behind him.
 *
 * Of citizens only that one is gone is told: whose number rings is asked when it rings (domain §6.3). A desk from
 * before that keeps whom it knows, learns of nobody new, and shows an unknown number as unknown.
 */
export async function writeRecords(
  trx: Transaction<Database>,
  writes: readonly RecordWrite[],
  at: Date,
  /** F-DISC: whose desks hear of it only with their next shift. */
  disconnected: ReadonlySet<string> = new Set(),
): Promise<void> {
  if (writes.length === 0) return
  const owners = await currentOwners(trx, writes)
  // Knowledge reaches desks in signed bundles: as a loose change nobody would believe it.
  const told = writes
    .filter(({ entity, doc }) => !isPublished(entity) && !(entity === 'citizen' && doc !== null))
    .flatMap((write) => {
      const audiences = new Set([ownerOf(write), isPersonal(write) ? owners.get(write.id) : undefined])
      if (isPersonal(write)) audiences.delete(null)
      return [...audiences]
        .filter((audience) => audience !== undefined)
        .map((audience) => ({ entity: write.entity, id: write.id, audience }))
    })
  for (const chunk of chunks(writes)) await store(trx, chunk, at)
  await writeLookups(trx, writes)
  const held = told.filter(({ audience }) => audience !== null && disconnected.has(audience))
  for (const chunk of chunks(held)) await hold(trx, chunk, at)
  await announce(
    trx,
    told.filter((one) => !held.includes(one)),
  )
}

/** By columns: one statement of one text, however many rows, costs both ends less than a parameter for every value. */
async function store(trx: Transaction<Database>, writes: readonly RecordWrite[], at: Date): Promise<void> {
  await sql`
    INSERT INTO records (entity, id, owner, doc, changed_at)
    SELECT entity, id, owner, doc::json, ${at}::timestamptz
    FROM unnest(
      ${writes.map(({ entity }) => entity)}::text[],
      ${writes.map(({ id }) => id)}::text[],
      ${writes.map(ownerOf)}::text[],
      ${writes.map(({ doc }) => (doc === null ? null : JSON.stringify(doc)))}::text[]
    ) AS written (entity, id, owner, doc)
    ON CONFLICT (entity, id)
      DO UPDATE SET owner = excluded.owner, doc = excluded.doc, changed_at = excluded.changed_at`.execute(trx)
}

interface Announced {
  entity: string
  id: string
  audience: string | null
}

async function hold(trx: Transaction<Database>, changes: readonly Announced[], at: Date): Promise<void> {
  await trx
    .insertInto('held_changes')
    .values(
      changes.flatMap(({ entity, id, audience }) =>
        audience === null ? [] : [{ agent_id: audience, entity, id, held_at: at }],
      ),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The shift has begun: what was held back for this agent is a change from now on. */
export async function releaseHeld(db: Kysely<Database>, agentId: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const held = await trx
      .deleteFrom('held_changes')
      .where('agent_id', '=', agentId)
      .returning(['entity', 'id'])
      .execute()
    await announce(
      trx,
      held.map(({ entity, id }) => ({ entity, id, audience: agentId })),
    )
  })
}

/** What waits for this agent's next shift. */
export async function heldFor(
  db: Kysely<Database>,
  agentId: string,
): Promise<{ entity: string; id: string }[]> {
  return await db
    .selectFrom('held_changes')
    .select(['entity', 'id'])
    .where('agent_id', '=', agentId)
    .execute()
}

/** The counter's lock, the numbers and the word to all processes in one statement: nobody waits longer than for the commit. */
async function announce(trx: Transaction<Database>, announced: readonly Announced[]): Promise<void> {
  await sql`
    WITH counter AS (
      UPDATE change_counter SET last = last + ${announced.length}::bigint RETURNING last
    ), told AS (
      INSERT INTO changes (number, entity, id, audience)
      SELECT counter.last - ${announced.length}::bigint + change.position, change.entity, change.id, change.audience
      FROM counter, unnest(
        ${announced.map(({ entity }) => entity)}::text[],
        ${announced.map(({ id }) => id)}::text[],
        ${announced.map(({ audience }) => audience)}::text[]
      ) WITH ORDINALITY AS change (entity, id, audience, position)
    )
    SELECT pg_notify(${changeChannel}, '')`.execute(trx)
}

/**
 * One page for one agent. A cursor from before this database's birth or beyond its last change belongs to
 * another database: the page then starts from the beginning. Whoever has read up to a cursor has every thing that
 * changed before it, also one that changes again while it is read: it comes now and after the cursor once more.
 * Written so that the planner can only walk the two indexes: told as an anti-join it reads the whole log for every
 * page until the tables are analysed. A citizen announced by a copy of an older version beside this one is left out.
 * What this agent is not to hear of yet is left out too, also where an older change of it was not pulled: asked with
 * the page, because what was let go between two questions would be neither held nor brought.
 */
export async function readPage(
  db: Kysely<Database>,
  ask: { agentId: string; after: number; limit: number },
): Promise<ChangePage> {
  const counter = await db.selectFrom('change_counter').select(['origin', 'last']).executeTakeFirstOrThrow()
  const after = ask.after < counter.origin || ask.after > counter.last ? counter.origin : ask.after
  const found = await sql<{
    number: number
    entity: string
    id: string
    owner: string | null
    doc: unknown
    held: boolean
  }>`
    WITH page AS MATERIALIZED (
      SELECT change.number, change.entity, change.id
      FROM changes AS change
      WHERE change.number > ${after} AND change.number <= ${counter.last}
        AND (change.audience IS NULL OR change.audience = ${ask.agentId})
        AND change.number = (
          SELECT max(later.number) FROM changes AS later
          WHERE later.entity = change.entity AND later.id = change.id AND later.number <= ${counter.last}
            AND (later.audience IS NULL OR later.audience = ${ask.agentId})
        )
      ORDER BY change.number
      LIMIT ${ask.limit + 1}
    )
    SELECT page.number, page.entity, page.id, record.owner, record.doc, held.agent_id IS NOT NULL AS held
    FROM page JOIN records AS record ON record.entity = page.entity AND record.id = page.id
    LEFT JOIN held_changes AS held
      ON held.agent_id = ${ask.agentId} AND held.entity = page.entity AND held.id = page.id
    ORDER BY page.number`.execute(db)
  const page = found.rows.slice(0, ask.limit)
  const more = found.rows.length > ask.limit
  const kept = page.filter(({ entity, doc, held }) => !held && !(entity === 'citizen' && doc !== null))
  const changes = kept.map((row): Change => ({
    entity: row.entity,
    id: row.id,
    doc: row.owner === null || row.owner === ask.agentId ? row.doc : null,
  }))
  return { changes, cursor: more ? (page.at(-1)?.number ?? after) : counter.last, more }
}

/** The standing document, or undefined where nothing stands; the caller knows its shape. */
export async function readRecord(
  db: Kysely<Database>,
  entity: Entity | PublishedEntity,
  id: string,
): Promise<unknown> {
  const row = await db
    .selectFrom('records')
    .select('doc')
    .where('entity', '=', entity)
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.doc ?? undefined
}

/** The standing documents by id; where nothing stands there is no entry. */
export async function readRecords(
  db: Kysely<Database>,
  entity: Entity,
  ids: readonly string[],
): Promise<Map<string, unknown>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('records')
    .select(['id', 'doc'])
    .where('entity', '=', entity)
    .where(sql<boolean>`id = ANY(${[...new Set(ids)]}::text[])`)
    .where('doc', 'is not', null)
    .execute()
  return new Map(rows.map((row) => [row.id, row.doc]))
}

/** Records of several kinds in one question, for whoever waits for the answer before asking the next. */
export async function readNamed(
  db: Kysely<Database>,
  names: readonly { entity: Entity; id: string }[],
): Promise<(entity: Entity, id: string) => unknown> {
  const wanted = [...new Map(names.map((name) => [`${name.entity} ${name.id}`, name])).values()]
  const { rows } = await sql<{ entity: string; id: string; doc: unknown }>`
    SELECT entity, id, doc
    FROM records JOIN unnest(
      ${wanted.map(({ entity }) => entity)}::text[], ${wanted.map(({ id }) => id)}::text[]
    ) AS wanted (entity, id) USING (entity, id)
    WHERE doc IS NOT NULL`.execute(db)
  const found = new Map(rows.map(({ entity, id, doc }) => [`${entity} ${id}`, doc]))
  return (entity, id) => found.get(`${entity} ${id}`)
}

/**
 * Read, decide, write: commands about one record take their turns, also while the record does not exist yet.
 * Taken in the order of the locks, so that two batches never wait for each other in a circle.
 */
export async function lockRecords(trx: Transaction<Database>, ids: readonly string[]): Promise<void> {
  await sql`
    SELECT pg_advisory_xact_lock(lock)
    FROM (SELECT DISTINCT hashtextextended(id, 0) AS lock FROM unnest(${[...ids]}::text[]) AS id ORDER BY lock) AS locks
  `.execute(trx)
}

/** What is for one agent alone, and the schema that names him; everything else is for the whole house. */
const personal = {
  'break-grant': BreakGrant,
  'declared-emergency': DeclaredEmergency,
  feedback: Feedback,
  shift: Shift,
  consultation: Consultation,
  'schedule-week': AgentWeek,
  exchange: HeldExchange,
  reading: KnownReading,
} as const
type Personal = keyof typeof personal

function isPersonal(write: RecordWrite): write is RecordWrite & { entity: Personal } {
  return Object.hasOwn(personal, write.entity)
}

function ownerOf(write: RecordWrite): string | null {
  return isPersonal(write) && write.doc !== null ? personal[write.entity].parse(write.doc).agentId : null
}

async function currentOwners(
  trx: Transaction<Database>,
  writes: readonly RecordWrite[],
): Promise<Map<string, string>> {
  const ids = writes.filter(isPersonal).map((write) => write.id)
  if (ids.length === 0) return new Map()
  const rows = await trx
    .selectFrom('records')
    .select(['id', 'owner'])
    .where('entity', 'in', Object.keys(personal))
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.flatMap((row) => (row.owner === null ? [] : [[row.id, row.owner] as const])))
}

function* chunks<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += rowsPerStatement)
    yield items.slice(start, start + rowsPerStatement)
}
