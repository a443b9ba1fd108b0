import { createAppointments } from '../features/appointments/appointments.ts'
import type { House } from './house.ts'

/** Hours at the offices; they live in contacts, and whoever looks one up is in the access log. */
export function appointmentHandlers(house: House) {
  const { agentId, contacts, deps, loop, outbox, sendSoon, session, time } = house
  const { announce, newId, rows } = deps
  return createAppointments({
    rows,
    outbox,
    clock: time,
    newId,
    agentId,
    city: session.city,
    reachable: () => loop.reachable,
    ask: session.ask,
    update: contacts.update,
    onSaw: ({ action, recordId }) =>
      house.privacy.saw({ action, entity: 'appointment', recordId, reason: 'asked' }),
    onIssued: sendSoon,
    onChanged: () => announce('appointments.changed', {}),
  })
}
