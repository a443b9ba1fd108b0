import type { Kysely } from 'kysely'
import { ServiceRequest } from '../../../shared/domain/service-request.ts'
import { lockRecords, readRecord, writeRecords } from '../../changes/change-log.ts'
import type { Database } from '../../database/schema.ts'
import type { DeliverDeps } from './deliver.ts'
import type { Delivery } from './deliveries.ts'
import { newsIn, type RemoteNews } from './georeport.ts'
import { fromRemote, toRemote } from './statuses.ts'

const idsPerQuestion = 50
const hourMs = 60 * 60_000
/** A closed case may be reopened there; after this time nobody looks any more. */
const watchedAfterCloseMs = 30 * 24 * hourMs

/** What happened at the destination to the cases that it has, and with mySociety's extension what happened here. */
export async function follow(deps: DeliverDeps): Promise<void> {
  const watched = await readWatched(deps)
  if (deps.destination.updates === 'mysociety') {
    await followUpdates(deps)
    for (const delivery of watched) await tellThem(deps, delivery)
    return
  }
  for (let start = 0; start < watched.length; start += idsPerQuestion) {
    const part = watched.slice(start, start + idsPerQuestion)
    const ids = part.map(({ reference }) => reference).join(',')
    const heard = await deps.georeport.list({ service_request_id: ids })
    if (heard.kind !== 'rows') break
    for (const news of heard.rows.flatMap((row) => newsIn(row, 'status_notes'))) await takeNews(deps, news)
  }
}

async function followUpdates({ db, clock, destination, georeport }: DeliverDeps): Promise<void> {
  const now = new Date(clock.now())
  const row = await db
    .selectFrom('open311_destinations')
    .select('followed_at')
    .where('destination', '=', destination.name)
    .executeTakeFirst()
  const from = new Date((row?.followed_at ?? now).getTime() - hourMs)
  const news = await georeport.news(from, now)
  if (!news) return
  for (const each of news.toSorted((a, b) => a.at - b.at)) await takeNews({ db, clock, destination }, each)
  await db
    .updateTable('open311_destinations')
    .set({ followed_at: now })
    .where('destination', '=', destination.name)
    .execute()
}

async function readWatched({ db, clock, destination }: DeliverDeps): Promise<Delivery[]> {
  const long = new Date(clock.now() - watchedAfterCloseMs)
  return await db
    .selectFrom('deliveries')
    .selectAll()
    .where('destination', '=', destination.name)
    .where('state', '=', 'delivered')
    .where('reference', 'is not', null)
    .where((row) => row.or([row('agreed_status', '=', 'open'), row('changed_at', '>', long)]))
    .orderBy('queued_at')
    .execute()
}

/** The same news twice, or older news after newer, change nothing. */
async function takeNews(
  { db, clock, destination }: Pick<DeliverDeps, 'db' | 'clock' | 'destination'>,
  news: RemoteNews,
): Promise<void> {
  const at = new Date(clock.now())
  await db.transaction().execute(async (trx) => {
    const delivery = await trx
      .selectFrom('deliveries')
      .selectAll()
      .where('destination', '=', destination.name)
      .where('reference', '=', news.reference)
      .forUpdate()
      .executeTakeFirst()
    if (!delivery) return
    const heardAt = delivery.heard_at?.getTime() ?? 0
    // Of an update, its time says that it was heard; of a row, only that nothing newer was: some never move it.
    if (destination.updates === 'mysociety' ? heardAt >= news.at : heardAt > news.at) return
    const id = delivery.service_request_id
    await lockRecords(trx, [id])
    const standing = ServiceRequest.optional().parse(await readRecord(trx, 'service-request', id))
    if (!standing) return
    const remote = fromRemote(news.status)
    // Their first word after ours of another status is the old one repeated, unless they changed it themselves.
    const changed = remote.status !== undefined && remote.status !== delivery.agreed_status
    const status = changed && remote.status ? remote.status : standing.status
    const notes = [remote.words, news.words].filter(Boolean).join('. ') || standing.statusNotes
    await trx
      .updateTable('deliveries')
      .set({
        heard_at: new Date(news.at),
        ...(changed ? { agreed_status: status, changed_at: at } : {}),
      })
      .where('service_request_id', '=', id)
      .where('destination', '=', destination.name)
      .execute()
    if (status === standing.status && notes === standing.statusNotes) return
    const doc: ServiceRequest = {
      ...standing,
      status,
      updatedAt: at.toISOString(),
      ...(notes === undefined ? {} : { statusNotes: notes.slice(0, 1000) }),
    }
    await writeRecords(trx, [{ entity: 'service-request', id, doc }], at)
  })
}

/** The id of the update follows from the case and what became of it, so that telling it twice tells it once. */
async function tellThem({ db, georeport }: DeliverDeps, watched: Delivery): Promise<void> {
  const id = watched.service_request_id
  const standing = ServiceRequest.optional().parse(await readRecord(db, 'service-request', id))
  const delivery = await readAgain(db, watched)
  if (!standing || !delivery?.reference || standing.status === delivery.agreed_status) return
  const told = await georeport.sendUpdate({
    id: `${id}-${standing.status}-${Date.parse(standing.updatedAt)}`,
    reference: delivery.reference,
    status: toRemote(standing.status),
    at: standing.updatedAt,
    description: standing.statusNotes ?? '',
  })
  if (told.kind !== 'rows') return
  await db
    .updateTable('deliveries')
    .set({ agreed_status: standing.status })
    .where('service_request_id', '=', id)
    .where('destination', '=', delivery.destination)
    .execute()
}

async function readAgain(db: Kysely<Database>, watched: Delivery): Promise<Delivery | undefined> {
  return await db
    .selectFrom('deliveries')
    .selectAll()
    .where('service_request_id', '=', watched.service_request_id)
    .where('destination', '=', watched.destination)
    .executeTakeFirst()
}
