import type { Kysely, Transaction } from 'kysely'
import type { FoundAppointment } from '../../shared/appointments-api.ts'
import {
  Appointment,
  type AppointmentStep,
  type ReminderWish,
} from '../../shared/domain/appointments/appointment.ts'
import { dayMs, instantOf, shiftDay } from '../../shared/domain/shifts/clock-time.ts'
import { readRecords } from '../changes/change-log.ts'
import { readCity } from '../city.ts'
import type { Database } from '../database/schema.ts'

const mostFound = 10

/** Who comes is forgotten a day after the visit; who was promised an hour that was gone, once he has been told. */
export const forgetAfterMs = dayMs

export async function keepVisitor(
  trx: Transaction<Database>,
  { appointmentId, number }: { appointmentId: string; number: string },
  { visitor, remind }: Extract<AppointmentStep, { kind: 'book' }>,
  forgetAt: Date | null,
): Promise<void> {
  await trx
    .insertInto('visitors')
    .values({
      appointment_id: appointmentId,
      number,
      name: visitor.name,
      phone: visitor.phone,
      procedure_id: visitor.procedureId ?? null,
      remind_by: remind.by,
      remind_to: remind.by === 'none' ? '' : remind.to,
      forget_at: forgetAt,
    })
    .execute()
}

export async function forgetVisitorAt(
  trx: Transaction<Database>,
  appointmentId: string,
  forgetAt: Date | null,
): Promise<void> {
  await trx
    .updateTable('visitors')
    .set({ forget_at: forgetAt })
    .where('appointment_id', '=', appointmentId)
    .execute()
}

/** How the citizen wanted to be reminded; undefined where nobody knows him any more. */
export async function readWish(
  trx: Transaction<Database>,
  appointmentId: string,
): Promise<ReminderWish | undefined> {
  const row = await trx
    .selectFrom('visitors')
    .select(['remind_by as by', 'remind_to as to'])
    .where('appointment_id', '=', appointmentId)
    .executeTakeFirst()
  return row
}

/** No word and no call to this person any more; the counter keeps the hour. */
export async function silenceVisitor(trx: Transaction<Database>, appointmentId: string): Promise<void> {
  await trx
    .updateTable('visitors')
    .set({ name: '', phone: '', remind_by: 'none', remind_to: '' })
    .where('appointment_id', '=', appointmentId)
    .execute()
  await trx.deleteFrom('notices').where('appointment_id', '=', appointmentId).execute()
}

/** By the number that the citizen was told, or by his telephone; at most ten, the soonest first. */
export async function findAppointments(
  db: Kysely<Database>,
  asked: { number?: string | undefined; phone?: string | undefined },
): Promise<FoundAppointment[]> {
  const rows = await db
    .selectFrom('visitors')
    .selectAll()
    .where((visitor) =>
      asked.number === undefined
        ? visitor('phone', '=', asked.phone ?? '')
        : visitor('number', '=', asked.number.trim().toUpperCase()),
    )
    .orderBy('number', 'desc')
    .limit(mostFound)
    .execute()
  return await joined(db, rows)
}

/** Who comes to a unit on a day, in the order of the hours. */
export async function readAgenda(
  db: Kysely<Database>,
  unitId: string,
  day: string,
): Promise<FoundAppointment[]> {
  const { timeZone } = await readCity(db)
  const rows = await db
    .selectFrom('visitors')
    .innerJoin('seats', 'seats.seat_id', 'visitors.appointment_id')
    .innerJoin('slots', 'slots.slot_id', 'seats.slot_id')
    .selectAll('visitors')
    .where('slots.starts_at', '>=', new Date(instantOf(day, '00:00', timeZone)))
    .where('slots.starts_at', '<', new Date(instantOf(shiftDay(day, 1), '00:00', timeZone)))
    .execute()
  return (await joined(db, rows)).filter(({ appointment }) => appointment.slot.unitId === unitId)
}

interface VisitorRow {
  appointment_id: string
  name: string
  phone: string
  procedure_id: string | null
}

async function joined(db: Kysely<Database>, rows: readonly VisitorRow[]): Promise<FoundAppointment[]> {
  const docs = await readRecords(
    db,
    'appointment',
    rows.map((row) => row.appointment_id),
  )
  return rows
    .flatMap((row) => {
      const appointment = Appointment.optional().parse(docs.get(row.appointment_id))
      const procedure = row.procedure_id === null ? {} : { procedureId: row.procedure_id }
      return appointment ? [{ appointment, visitor: { name: row.name, phone: row.phone, ...procedure } }] : []
    })
    .toSorted((one, other) => one.appointment.slot.startsAt.localeCompare(other.appointment.slot.startsAt))
}
