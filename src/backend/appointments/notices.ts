import type { Kysely, Transaction } from 'kysely'
import { sql } from 'kysely'
import { ulid } from 'ulid'
import { Notice, type NextReminder } from '../../shared/appointments-api.ts'
import { Appointment, type ReminderWish } from '../../shared/domain/appointments/appointment.ts'
import { dayMs, hourMs, minuteMs } from '../../shared/domain/shifts/clock-time.ts'
import { DeskError } from '../../shared/errors.ts'
import { readRecords } from '../changes/change-log.ts'
import { readCity } from '../city.ts'
import type { Database } from '../database/schema.ts'
import { calendarFileOf } from './calendar-file.ts'
import { noticeText } from './notice-text.ts'

type Kind = Notice['kind']

/** A citizen is reminded a day before. */
const remindBeforeMs = dayMs
/** Whoever took a message and does not say that it was sent is thought to have failed. */
const takenForMs = 10 * minuteMs
const againAfterMs = 2 * hourMs
const noticesAtOnce = 50

/**
 * What is to be said to the citizen now and a day before, on the channel that he accepted and on no other; whatever
 * waited is out of date. A call only reminds: the rest he heard in the call in which it was arranged.
 */
export async function queueNotices(
  trx: Transaction<Database>,
  { appointmentId, slot }: Appointment,
  wish: ReminderWish | undefined,
  kind: Exclude<Kind, 'reminder'>,
  at: Date,
): Promise<void> {
  await trx.deleteFrom('notices').where('appointment_id', '=', appointmentId).execute()
  if (wish === undefined || wish.by === 'none') return
  const until = new Date(slot.startsAt)
  const remindAt = new Date(until.getTime() - remindBeforeMs)
  const due: { kind: Kind; due_at: Date }[] = []
  if (wish.by !== 'call') due.push({ kind, due_at: at })
  if (kind !== 'cancellation' && remindAt > at) due.push({ kind: 'reminder', due_at: remindAt })
  if (due.length === 0) return
  const base = { appointment_id: appointmentId, channel: wish.by, address: wish.to, until, taken_until: null }
  await trx
    .insertInto('notices')
    .values(due.map((one) => ({ notice_id: ulid(at.getTime()), ...base, ...one })))
    .execute()
}

/** Messages that are due, to the city's own sender. Each is handed out once in ten minutes, until it was sent. */
export async function takeNotices(db: Kysely<Database>, at: Date): Promise<Notice[]> {
  const rows = await takeDue(db, ['sms', 'email'], noticesAtOnce, at)
  const city = await readCity(db)
  return rows.map(({ row, appointment }) =>
    Notice.parse({
      noticeId: row.notice_id,
      kind: row.kind,
      by: row.channel,
      to: row.address,
      text: noticeText(row.kind, appointment, city),
      calendar: calendarFileOf(appointment, city, row.channel === 'email' ? row.address : undefined),
    }),
  )
}

/** The next citizen to call; another agent is given another one. */
export async function nextReminder(db: Kysely<Database>, at: Date): Promise<NextReminder> {
  const [next] = await takeDue(db, ['call'], 1, at)
  const { waiting } = await db
    .selectFrom('notices')
    .select(({ fn }) => fn.countAll().as('waiting'))
    .where('channel', '=', 'call')
    .where(isDue(at))
    .executeTakeFirstOrThrow()
  if (!next) return { reminder: null, waiting: Number(waiting) }
  const { row, appointment } = next
  return {
    reminder: { noticeId: row.notice_id, appointment, name: row.name, phone: row.address },
    waiting: Number(waiting),
  }
}

/** It was said, or nobody answered. Throws `not-found` for one that was said already or whose hour is past. */
export async function settleNotice(
  db: Kysely<Database>,
  noticeId: string,
  result: 'told' | 'unreached',
  at: Date,
): Promise<void> {
  const later = { due_at: new Date(at.getTime() + againAfterMs), taken_until: null }
  const done =
    result === 'told'
      ? await db.deleteFrom('notices').where('notice_id', '=', noticeId).returning('notice_id').execute()
      : await db
          .updateTable('notices')
          .set(later)
          .where('notice_id', '=', noticeId)
          .returning('notice_id')
          .execute()
  if (done.length === 0) throw new DeskError('not-found', 'noticeId: nothing waits under this id.')
}

const isDue = (at: Date) =>
  sql<boolean>`(due_at <= ${at} AND until > ${at} AND (taken_until IS NULL OR taken_until <= ${at}))`

async function takeDue(
  db: Kysely<Database>,
  channels: readonly ('call' | 'sms' | 'email')[],
  limit: number,
  at: Date,
) {
  return await db.transaction().execute(async (trx) => {
    const rows = await trx
      .selectFrom('notices')
      .innerJoin('visitors', 'visitors.appointment_id', 'notices.appointment_id')
      .select(['notice_id', 'notices.appointment_id', 'kind', 'channel', 'address', 'name'])
      .where('channel', 'in', channels)
      .where(isDue(at))
      .orderBy('due_at')
      .limit(limit)
      .forUpdate('notices')
      .skipLocked()
      .execute()
    if (rows.length === 0) return []
    await trx
      .updateTable('notices')
      .set({ taken_until: new Date(at.getTime() + takenForMs) })
      .where(
        'notice_id',
        'in',
        rows.map((row) => row.notice_id),
      )
      .execute()
    const docs = await readRecords(
      trx,
      'appointment',
      rows.map((row) => row.appointment_id),
    )
    return rows.map((row) => ({ row, appointment: Appointment.parse(docs.get(row.appointment_id)) }))
  })
}
