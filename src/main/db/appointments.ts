import { z } from 'zod'
import { Appointment } from '../../shared/domain/appointments/appointment.ts'
import { Slot } from '../../shared/domain/appointments/slot-rule.ts'
import type { Db } from './open.ts'

/** What this desk asked the city for last. */
export const AskedStep = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('book') }),
  z.object({ kind: z.literal('change'), slot: Slot }),
  z.object({ kind: z.literal('cancel') }),
])
export type AskedStep = z.infer<typeof AskedStep>

/** Appointments of the city, as far as this desk was told. Nobody's name or number is in them. */
export interface AppointmentRows {
  /** The city's word; what was asked stays beside it, because it says nothing of that yet. */
  put(appointment: Appointment): void
  /** Call with the command in one transaction. */
  ask(appointmentId: string, asked: AskedStep): void
  remove(appointmentId: string): void
  byId(appointmentId: string): { appointment: Appointment; asked: AskedStep | undefined } | undefined
  /** Whose citizen has not heard yet that the hour was gone, oldest first. */
  owed(limit: number): Appointment[]
}

export function createAppointmentRows(db: Db): AppointmentRows {
  const upsert = db.prepare(
    `INSERT INTO appointments (appointment_id, doc) VALUES (?, ?)
      ON CONFLICT (appointment_id) DO UPDATE SET doc = excluded.doc`,
  )
  const setAsked = db.prepare('UPDATE appointments SET asked = ? WHERE appointment_id = ?')
  const removeOne = db.prepare('DELETE FROM appointments WHERE appointment_id = ?')
  const selectOne = db.prepare<[string], { doc: string; asked: string | null }>(
    'SELECT doc, asked FROM appointments WHERE appointment_id = ?',
  )
  const selectOwed = db.prepare<[number], { doc: string }>(
    `SELECT doc FROM appointments
      WHERE doc ->> '$.toldAt' IS NULL AND (doc ->> '$.state' = 'lost' OR doc ->> '$.refused' IS NOT NULL)
      ORDER BY doc ->> '$.updatedAt' LIMIT ?`,
  )
  return {
    put: (appointment) => void upsert.run(appointment.appointmentId, JSON.stringify(appointment)),
    ask: (appointmentId, asked) => void setAsked.run(JSON.stringify(asked), appointmentId),
    remove: (appointmentId) => void removeOne.run(appointmentId),
    byId(appointmentId) {
      const row = selectOne.get(appointmentId)
      if (!row) return undefined
      return {
        appointment: Appointment.parse(JSON.parse(row.doc)),
        asked: row.asked === null ? undefined : AskedStep.parse(JSON.parse(row.asked)),
      }
    },
    owed: (limit) => selectOwed.all(limit).map(({ doc }) => Appointment.parse(JSON.parse(doc))),
  }
}
