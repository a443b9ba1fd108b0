import { z } from 'zod'
import { FoundAppointments, FoundSlots, Held, appointmentPaths } from '../../../shared/appointments-api.ts'
import type { CityInfo } from '../../../shared/backend-api.ts'
import type { AppointmentView, Contact } from '../../../shared/contract.ts'
import type {
  Appointment,
  AppointmentStep,
  Visitor,
} from '../../../shared/domain/appointments/appointment.ts'
import { publishedSlots } from '../../../shared/domain/appointments/slots-of.ts'
import { hourMs } from '../../../shared/domain/shifts/clock-time.ts'
import type { Interaction } from '../../../shared/domain/interaction.ts'
import { normalisePhone } from '../../../shared/domain/phone-number.ts'
import { DeskError } from '../../../shared/errors.ts'
import type { CacheRows } from '../../db/rows.ts'
import type { HandlersOf } from '../../feature.ts'
import type { Clock } from '../../shell.ts'
import type { AskBackend } from '../../sync/backend-client.ts'
import type { Outbox } from '../../sync/outbox.ts'
import { askedOf, booked, visitorOf, waitsTooLong, withAppointment, withoutAppointment } from './booking.ts'
import { createUnitSide } from './unit-side.ts'

const mostShown = 60
const mostOwed = 100
/** After so long whoever sits at a desk looks after it: the colleague may be off until Monday. */
const colleagueMs = 4 * hourMs
/** How the answers that say nothing look. */
const nothing = z.object({})

export interface AppointmentsDeps {
  rows: CacheRows
  outbox: Outbox
  clock: Clock
  newId: () => string
  agentId: () => string | undefined
  city: () => CityInfo | undefined
  /** Whether the last round of sync was answered. */
  reachable: () => boolean
  ask: AskBackend
  /** Changes an unfinished contact; throws where it is closed. */
  update: (interactionId: string, change: (interaction: Interaction) => Interaction) => Contact
  onSaw: (what: { action: 'view' | 'list' | 'search'; recordId: string }) => void
  onIssued: () => void
  onChanged: () => void
}

/** Hours at the offices: found and held with the city, booked, changed and cancelled also with the cable out. */
export function createAppointments(deps: AppointmentsDeps): HandlersOf<'appointments'> {
  const { rows, outbox, clock, ask } = deps
  /** Seats that the city keeps for this desk: until then a booking is on its way and not provisional. */
  const heldUntil = new Map<string, number>()
  const now = () => new Date(clock.now()).toISOString()
  const timeZone = () => deps.city()?.timeZone ?? 'UTC'

  function signedIn(): string {
    const agentId = deps.agentId()
    if (agentId === undefined) throw new DeskError('unauthorised', 'Sign in first.')
    return agentId
  }

  function one(appointmentId: string): Appointment {
    const row = rows.appointments.byId(appointmentId)
    if (!row) throw new DeskError('not-found', 'No such appointment on this desk.')
    return row.appointment
  }

  function issue(appointmentId: string, step: AppointmentStep): void {
    outbox.append({
      commandId: deps.newId(),
      type: 'appointment.step',
      subject: appointmentId,
      issuedAt: now(),
      agentId: signedIn(),
      payload: { appointmentId, step },
    })
  }

  function issued(): void {
    deps.onChanged()
    deps.onIssued()
  }

  function viewOf(appointmentId: string): AppointmentView | null {
    const row = rows.appointments.byId(appointmentId)
    if (!row) return null
    const { appointment, asked } = row
    const state = outbox.stateOf(appointmentId)
    const onItsWay = deps.reachable() && (heldUntil.get(appointmentId) ?? 0) > clock.now()
    // Between the city's yes and its word, a moment later, the row still stands as it was asked for.
    const open = state === 'none' && appointment.state === 'provisional'
    const word =
      state === 'rejected'
        ? 'refused'
        : state === 'pending'
          ? onItsWay || (asked?.kind === 'cancel' && deps.reachable())
            ? 'confirming'
            : 'provisional'
          : open
            ? 'confirming'
            : 'settled'
    return {
      appointment,
      word,
      asked: state === 'none' && !open ? { kind: 'none' } : (asked ?? { kind: 'none' }),
      unitName: rows.knowledge.one('unit', appointment.slot.unitId)?.name ?? appointment.slot.unitId,
    }
  }

  /** What the city tells of an appointment may be newer than the last round of sync. */
  function known({ appointment, visitor }: { appointment: Appointment; visitor: Visitor }) {
    if (outbox.stateOf(appointment.appointmentId) === 'none') rows.appointments.put(appointment)
    const view = viewOf(appointment.appointmentId)
    return view ? [{ view, visitor }] : []
  }

  async function found(body: { number: string } | { phone: string }) {
    const { appointments } = await ask({
      method: 'POST',
      path: appointmentPaths.find,
      body,
      reply: FoundAppointments,
    })
    return appointments
  }

  return {
    'appointments.offices'() {
      return {
        rules: [...rows.knowledge.all('slot-rule')],
        procedures: rows.knowledge
          .all('procedure')
          .map(({ procedureId, title, unitId }) => ({ procedureId, title, unitId })),
        remindBy: deps.city()?.remindBy ?? ['call'],
      }
    },
    async 'appointments.slots'(asked) {
      signedIn()
      const query = new URLSearchParams({ day: asked.day, needs: asked.needs.join(',') })
      for (const name of ['unitId', 'procedureId'] as const) {
        const value = asked[name]
        if (value !== undefined) query.set(name, value)
      }
      try {
        const path = `${appointmentPaths.slots}?${query.toString()}`
        return { live: true, ...(await ask({ method: 'GET', path, reply: FoundSlots })) }
      } catch (error) {
        if (!(error instanceof DeskError) || error.code !== 'unavailable') throw error
        const slots = publishedSlots(rows.knowledge.all('slot-rule'), asked, clock.now(), timeZone())
        return { live: false, slots: slots.slice(0, mostShown).map(({ slot }) => ({ slot, seats: null })) }
      }
    },
    async 'appointments.hold'({ appointmentId: known, slotId }) {
      const appointmentId = known ?? deps.newId()
      const held = await ask({
        method: 'POST',
        path: appointmentPaths.holds,
        body: { appointmentId, slotId },
        reply: Held,
      })
      heldUntil.set(appointmentId, Date.parse(held.heldUntil))
      return { appointmentId, held }
    },
    async 'appointments.release'({ appointmentId }) {
      heldUntil.delete(appointmentId)
      await ask({ method: 'DELETE', path: appointmentPaths.hold(appointmentId), reply: nothing })
      return null
    },
    'appointments.confirm'({ interactionId, appointmentId: asked, slot, procedureId, remind }) {
      const appointmentId = asked ?? deps.newId()
      const standing = rows.appointments.byId(appointmentId)?.appointment
      const agentId = signedIn()
      const contact = rows.durably(() =>
        deps.update(interactionId, (interaction) => {
          const changed = withAppointment(interaction, appointmentId)
          if (standing) {
            issue(appointmentId, { kind: 'change', slot })
            rows.appointments.ask(appointmentId, { kind: 'change', slot })
            return changed
          }
          const country = deps.city()?.country ?? 'EC'
          const step = booked(
            slot,
            visitorOf(interaction, procedureId, country),
            remind,
            interaction,
            country,
          )
          issue(appointmentId, step)
          rows.appointments.put(askedOf({ appointmentId, agentId, slot, at: now() }))
          rows.appointments.ask(appointmentId, { kind: 'book' })
          return changed
        }),
      )
      issued()
      return contact
    },
    'appointments.adopt'({ interactionId, appointmentId }) {
      one(appointmentId)
      const contact = deps.update(interactionId, (interaction) => withAppointment(interaction, appointmentId))
      deps.onChanged()
      return contact
    },
    'appointments.cancel'({ appointmentId, interactionId }) {
      const { state } = one(appointmentId)
      if (state === 'cancelled') throw new DeskError('conflict', 'appointmentId: it is cancelled already.')
      rows.durably(() => {
        issue(appointmentId, { kind: 'cancel' })
        rows.appointments.ask(appointmentId, { kind: 'cancel' })
        if (interactionId !== null)
          deps.update(interactionId, (interaction) => withoutAppointment(interaction, appointmentId))
      })
      issued()
      return null
    },
    'appointments.told'({ appointmentId }) {
      const appointment = one(appointmentId)
      rows.durably(() => {
        issue(appointmentId, { kind: 'told' })
        rows.appointments.put({ ...appointment, toldAt: now() })
      })
      issued()
      return null
    },
    'appointments.get': ({ appointmentId }) => viewOf(appointmentId),
    async 'appointments.find'({ interactionId, number }) {
      const interaction = rows.interactions.byId(interactionId)
      if (!interaction) throw new DeskError('not-found', 'No such contact.')
      const typed = interaction.draft.callbackNumber || interaction.number
      const phone = normalisePhone(typed, deps.city()?.country ?? 'EC')
      if (number.trim() === '' && phone === '')
        throw new DeskError('invalid-input', 'number: type the number of the appointment.')
      const answers = await found(number.trim() === '' ? { phone } : { number: number.trim() })
      for (const { appointment } of answers)
        deps.onSaw({ action: 'search', recordId: appointment.appointmentId })
      return answers.flatMap(known)
    },
    async 'appointments.visitor'({ appointmentId }) {
      const { number } = one(appointmentId)
      if (number === undefined) return null
      const [answer] = await found({ number })
      deps.onSaw({ action: 'view', recordId: appointmentId })
      return answer?.visitor ?? null
    },
    'appointments.owed'() {
      const me = signedIn()
      return rows.appointments
        .owed(mostOwed)
        .filter(
          ({ agentId, updatedAt }) => agentId === me || waitsTooLong(updatedAt, clock.now(), colleagueMs),
        )
        .flatMap(({ appointmentId, agentId }) => {
          const view = viewOf(appointmentId)
          const of = agentId === me ? '' : (rows.knowledge.one('agent', agentId)?.name ?? agentId)
          return view ? [{ view, of }] : []
        })
        .toSorted((one_, other) => Number(one_.of !== '') - Number(other.of !== ''))
    },
    ...createUnitSide({ rows, ask, known, onSaw: deps.onSaw, onChanged: deps.onChanged }),
  }
}
