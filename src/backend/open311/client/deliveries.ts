import { sql, type Kysely, type Selectable, type Transaction } from 'kysely'
import { ServiceRequest, type DestinationState } from '../../../shared/domain/service-request.ts'
import { lockRecords, readRecord, writeRecords } from '../../changes/change-log.ts'
import type { Database } from '../../database/schema.ts'
import type { Open311Destination } from '../settings.ts'

export type Delivery = Selectable<Database['deliveries']>

/**
 * One case on its way to one destination:
 *
 *     queued ──▶ sending ──▶ delivered
 *       ▲           ├──────▶ token-pending ──▶ delivered
 *       │           ├──────▶ refused                      (waits for a person, with the reason)
 *       └─ absent ─ unknown ──▶ delivered                 (searched first, never sent again blindly)
 *
 * A person decides about `refused`, and about `unknown` where the search proved nothing (`delivery.decide`): back
 * to `queued`, `delivered` under the number that was found, or `given-up`, which leaves the case to our own unit.
 *
 * `sending` that outlives its lease is `unknown`: the process died between asking and hearing.
 */
export type Outcome =
  | { state: 'delivered'; reference: string | null }
  | { state: 'token-pending'; token: string; reason: string | null; nextMs: number }
  | { state: 'queued' | 'unknown'; reason: string | null; nextMs: number }
  /** Nothing more is tried until a person decides. */
  | { state: 'refused' | 'unknown'; reason: string; nextMs: undefined }

/** Where cases of these services go, for the desk to show from the first moment on. */
export async function routesOf(
  trx: Transaction<Database>,
  serviceCodes: readonly string[],
): Promise<Map<string, string[]>> {
  if (serviceCodes.length === 0) return new Map()
  const rows = await trx
    .selectFrom('open311_routes')
    .selectAll()
    .where('service_code', 'in', [...new Set(serviceCodes)])
    .orderBy('destination')
    .execute()
  return new Map(
    [...Map.groupBy(rows, (row) => row.service_code)].map(([code, routes]) => [
      code,
      routes.map(({ destination }) => destination),
    ]),
  )
}

/** In the transaction that accepts the cases: no process can die between the two. */
export async function queueDeliveries(
  trx: Transaction<Database>,
  requests: readonly ServiceRequest[],
  at: Date,
): Promise<void> {
  const ids = requests.map(({ serviceRequestId }) => serviceRequestId)
  const codes = requests.map(({ serviceCode }) => serviceCode)
  await sql`
    INSERT INTO deliveries (service_request_id, destination, state, queued_at, changed_at, next_at)
    SELECT filed.id, route.destination, 'queued', ${at}::timestamptz, ${at}::timestamptz, ${at}::timestamptz
    FROM unnest(${ids}::text[], ${codes}::text[]) AS filed (id, service_code)
    JOIN open311_routes AS route ON route.service_code = filed.service_code`.execute(trx)
}

/** At every start: from now on, cases of these services go these ways. What is on its way stays on it. */
export async function storeRoutes(
  db: Kysely<Database>,
  destinations: readonly Open311Destination[],
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('open311_routes').execute()
    const routes = destinations.flatMap(({ name, services }) =>
      Object.keys(services).map((serviceCode) => ({ destination: name, service_code: serviceCode })),
    )
    if (routes.length > 0) await trx.insertInto('open311_routes').values(routes).execute()
    for (const { name } of destinations)
      await trx
        .insertInto('open311_destinations')
        .values({ destination: name, followed_at: null })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
  })
}

/** Longer than any question to a server lasts; a taker who died gives the delivery back after it. */
const leaseMs = 2 * 60_000
/** Longer than one request may wait for its answer: from then on the sender is dead, and somebody else searches. */
const sendingLeaseMs = 45_000

/** The next due delivery as it stood before it was taken, or undefined. Processes beside this one take others. */
export async function takeDue(
  db: Kysely<Database>,
  destination: string,
  now: number,
): Promise<Delivery | undefined> {
  return await db.transaction().execute(async (trx) => {
    const due = await trx
      .selectFrom('deliveries')
      .selectAll()
      .where('destination', '=', destination)
      .where('next_at', '<=', new Date(now))
      .orderBy('next_at')
      .orderBy('queued_at')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (!due) return undefined
    await trx
      .updateTable('deliveries')
      .set({
        attempts: due.attempts + 1,
        next_at: new Date(now + leaseMs),
      })
      .where('service_request_id', '=', due.service_request_id)
      .where('destination', '=', destination)
      .execute()
    return { ...due, attempts: due.attempts + 1 }
  })
}

/**
 * The last thing before the case goes on the wire: from here on it is `sending`, and whoever finds it so after a
 * crash searches before sending. False where the lease ran out and another process has it: then send nothing.
 */
export async function beginSending(db: Kysely<Database>, taken: Delivery, now: number): Promise<boolean> {
  const begun = await db
    .updateTable('deliveries')
    .set({ state: 'sending', sent_at: new Date(now), next_at: new Date(now + sendingLeaseMs) })
    .where('service_request_id', '=', taken.service_request_id)
    .where('destination', '=', taken.destination)
    .where('attempts', '=', taken.attempts)
    .where('state', '=', 'queued')
    .returning('state')
    .executeTakeFirst()
  return begun !== undefined
}

/**
 * Writes down how a taken delivery went, and tells the desks when something changed for them. Does nothing where
 * the lease ran out and another process took it meanwhile: that one searches and finds.
 */
export async function settle(
  db: Kysely<Database>,
  taken: Delivery,
  outcome: Outcome,
  now: number,
): Promise<void> {
  const at = new Date(now)
  await db.transaction().execute(async (trx) => {
    const reason = 'reason' in outcome ? outcome.reason : null
    const nextMs = 'nextMs' in outcome ? outcome.nextMs : undefined
    const settled = await trx
      .updateTable('deliveries')
      .set({
        state: outcome.state,
        reason,
        next_at: nextMs === undefined ? null : new Date(now + nextMs),
        ...(outcome.state === taken.state ? {} : { changed_at: at }),
        ...(outcome.state === 'delivered' ? { reference: outcome.reference } : {}),
        ...(outcome.state === 'token-pending' ? { token: outcome.token } : {}),
      })
      .where('service_request_id', '=', taken.service_request_id)
      .where('destination', '=', taken.destination)
      .where('attempts', '=', taken.attempts)
      .returningAll()
      .executeTakeFirst()
    if (settled) await tellDesks(trx, settled, at)
  })
}

async function tellDesks(trx: Transaction<Database>, delivery: Delivery, at: Date): Promise<void> {
  const id = delivery.service_request_id
  await lockRecords(trx, [id])
  const standing = ServiceRequest.optional().parse(await readRecord(trx, 'service-request', id))
  const doc = standing && (await withDelivery(trx, standing, delivery, at))
  if (doc) await writeRecords(trx, [{ entity: 'service-request', id, doc }], at)
}

/**
 * The case with how its delivery stands, received once nothing of it is on the way; undefined where that says
 * nothing new. The caller holds the record's lock and writes it.
 */
export async function withDelivery(
  trx: Transaction<Database>,
  standing: ServiceRequest,
  delivery: Delivery,
  at: Date,
): Promise<ServiceRequest | undefined> {
  const id = delivery.service_request_id
  const state = stateForDesks(delivery)
  const others = (standing.destinations ?? []).filter(({ name }) => name !== state.name)
  const before = standing.destinations?.find(({ name }) => name === state.name)
  if (before?.state === state.state && before.reason === state.reason) return undefined
  const destinations = [...others, state].toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const onTheWay = await trx
    .selectFrom('deliveries')
    .select('destination')
    .where('service_request_id', '=', id)
    .where('state', 'not in', ['delivered', 'given-up'])
    .limit(1)
    .executeTakeFirst()
  const received = !onTheWay && standing.receivedAt === undefined
  if (received)
    await trx
      .updateTable('service_requests')
      .set({ received_at: at })
      .where('service_request_id', '=', id)
      .execute()
  return {
    ...standing,
    destinations,
    updatedAt: at.toISOString(),
    ...(received ? { receivedAt: at.toISOString() } : {}),
  }
}

function stateForDesks(delivery: Delivery): DestinationState {
  const { destination, state, reference, reason, changed_at, next_at } = delivery
  const since = changed_at.toISOString()
  if (state === 'delivered')
    return { name: destination, state: 'received', since, ...(reference === null ? {} : { reference }) }
  if (state === 'given-up')
    return { name: destination, state, since, ...(reason === null ? {} : { reason: reason.slice(0, 500) }) }
  const waits = next_at === null ? ('held' as const) : ('waiting' as const)
  return {
    name: destination,
    state: state === 'refused' ? 'refused' : waits,
    since,
    ...(reason === null ? {} : { reason: reason.slice(0, 500) }),
  }
}

/** The case that a list of the same service must show, if it shows new cases at all. */
export async function readControl(
  db: Kysely<Database>,
  destination: string,
  serviceCodes: readonly string[],
  before: Date,
): Promise<{ reference: string; at: Date } | undefined> {
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('records', 'records.id', 'deliveries.service_request_id')
    .select(['deliveries.reference', 'deliveries.sent_at', 'records.doc'])
    .where('records.entity', '=', 'service-request')
    .where('deliveries.destination', '=', destination)
    .where('deliveries.state', '=', 'delivered')
    .where('deliveries.reference', 'is not', null)
    .where('deliveries.sent_at', '<', before)
    .where('deliveries.sent_at', '>', new Date(before.getTime() - 80 * 24 * 60 * 60_000))
    .orderBy('deliveries.sent_at', 'desc')
    .limit(50)
    .execute()
  const control = rows.find(({ doc }) => serviceCodes.includes(ServiceRequest.parse(doc).serviceCode))
  return control?.reference && control.sent_at
    ? { reference: control.reference, at: control.sent_at }
    : undefined
}

/** When the next delivery of a destination becomes due, in ms since 1970. */
export async function nextDue(db: Kysely<Database>, destination: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('deliveries')
    .select('next_at')
    .where('destination', '=', destination)
    .where('next_at', 'is not', null)
    .orderBy('next_at')
    .limit(1)
    .executeTakeFirst()
  return row?.next_at?.getTime()
}
