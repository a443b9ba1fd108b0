import type { Transaction } from 'kysely'
import {
  Appointment,
  appointmentRefusals,
  type AppointmentRefusal,
  type AppointmentStep,
} from '../../shared/domain/appointments/appointment.ts'
import { lockRecords, readRecords } from '../changes/change-log.ts'
import { readCity } from '../city.ts'
import type { CommandOf, Verdict } from '../commands/verdict.ts'
import type { Database } from '../database/schema.ts'
import { nextAppointmentNumber } from './appointment-number.ts'
import { queueNotices } from './notices.ts'
import { hasRoom, lockSlots, sitDown, standUp, type OpenSlot } from './seats.ts'
import { forgetAfterMs, forgetVisitorAt, keepVisitor, readWish, silenceVisitor } from './visitors.ts'

/** What a step is judged by: the locked slots, who takes it and when. */
interface Desk {
  trx: Transaction<Database>
  slots: ReadonlyMap<string, OpenSlot>
  agentId: string
  at: Date
}

/**
 * The desk's word becomes an appointment where a seat is left, by its hold or by luck. Where none is, the step is
 * taken all the same and the appointment says so: the agent who promised it gets it as a task, and nothing is lost.
 */
export async function stepAppointments(
  trx: Transaction<Database>,
  commands: readonly CommandOf<'appointment.step'>[],
  at: Date,
): Promise<Verdict[]> {
  const ids = commands.map(({ payload }) => payload.appointmentId)
  await lockRecords(trx, ids)
  const standing = await readRecords(trx, 'appointment', ids)
  const slots = await lockSlots(
    trx,
    commands.flatMap(({ payload: { step } }) => ('slot' in step ? [step.slot.slotId] : [])),
  )
  const verdicts: Verdict[] = []
  for (const { agentId, payload } of commands) {
    const { appointmentId, step } = payload
    const before = Appointment.optional().parse(standing.get(appointmentId))
    const after = await stepped({ trx, slots, agentId, at }, appointmentId, before, step)
    if (typeof after === 'string') verdicts.push({ status: 'rejected', reason: after })
    else
      verdicts.push({
        status: 'accepted',
        writes: [{ entity: 'appointment', id: appointmentId, doc: after }],
      })
  }
  return verdicts
}

async function stepped(
  desk: Desk,
  appointmentId: string,
  standing: Appointment | undefined,
  step: AppointmentStep,
): Promise<Appointment | AppointmentRefusal> {
  if (step.kind === 'book')
    return standing ? appointmentRefusals.exists : await book(desk, appointmentId, step)
  if (!standing) return appointmentRefusals.gone
  const { trx, agentId, at } = desk
  const before = { ...standing, agentId, updatedAt: at.toISOString() }
  switch (step.kind) {
    case 'silence':
      await silenceVisitor(trx, appointmentId)
      return before
    case 'told': {
      const over = before.state === 'lost'
      await forgetVisitorAt(trx, appointmentId, over ? at : dayAfter(before))
      return { ...before, toldAt: at.toISOString() }
    }
    case 'cancel':
      return before.state === 'confirmed' || before.state === 'lost'
        ? await cancel(desk, before)
        : appointmentRefusals.over
    case 'change':
      return before.state === 'cancelled' ? appointmentRefusals.over : await change(desk, before, step)
  }
}

async function book(
  { trx, slots, agentId, at }: Desk,
  appointmentId: string,
  step: Extract<AppointmentStep, { kind: 'book' }>,
): Promise<Appointment> {
  const open = slots.get(step.slot.slotId)
  const seated = open !== undefined && (await hasRoom(trx, open, appointmentId, at))
  const slot = open?.slot ?? step.slot
  if (seated) await sitDown(trx, { appointmentId, slotId: slot.slotId, agentId })
  const number = await nextAppointmentNumber(trx, at, (await readCity(trx)).timeZone)
  const doc: Appointment = {
    appointmentId,
    number,
    agentId,
    slot,
    state: seated ? 'confirmed' : 'lost',
    sequence: 0,
    updatedAt: at.toISOString(),
  }
  await keepVisitor(trx, { appointmentId, number }, step, seated ? dayAfter(doc) : null)
  if (seated) await queueNotices(trx, doc, step.remind, 'confirmation', at)
  return doc
}

async function cancel({ trx, at }: Desk, before: Appointment): Promise<Appointment> {
  const { appointmentId, refused: _refused, ...rest } = { ...before }
  await standUp(trx, appointmentId)
  const doc: Appointment = { ...rest, appointmentId, state: 'cancelled', sequence: before.sequence + 1 }
  await forgetVisitorAt(trx, appointmentId, dayAfter(doc))
  // Of an hour that was never his he was sent nothing that could be called off.
  if (before.state === 'confirmed')
    await queueNotices(trx, doc, await readWish(trx, appointmentId), 'cancellation', at)
  return doc
}

/** A new hour that was gone leaves the old one as it was, and says so. */
async function change(
  { trx, slots, agentId, at }: Desk,
  before: Appointment,
  step: Extract<AppointmentStep, { kind: 'change' }>,
): Promise<Appointment> {
  const { appointmentId } = before
  const open = slots.get(step.slot.slotId)
  const { refused: _refused, toldAt: _told, ...rest } = before
  if (!open || !(await hasRoom(trx, open, appointmentId, at))) {
    await forgetVisitorAt(trx, appointmentId, null)
    return { ...rest, refused: step.slot }
  }
  await sitDown(trx, { appointmentId, slotId: open.slot.slotId, agentId })
  const doc: Appointment = {
    ...rest,
    slot: open.slot,
    state: 'confirmed',
    sequence: before.sequence + 1,
  }
  await forgetVisitorAt(trx, appointmentId, dayAfter(doc))
  const kind = before.state === 'lost' ? 'confirmation' : 'change'
  await queueNotices(trx, doc, await readWish(trx, appointmentId), kind, at)
  return doc
}

const dayAfter = ({ slot }: Appointment): Date => new Date(Date.parse(slot.endsAt) + forgetAfterMs)
