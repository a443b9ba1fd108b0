import ical, { ICalAttendeeRole, ICalCalendarMethod, ICalEventClass, ICalEventStatus } from 'ical-generator'
import { Temporal } from 'temporal-polyfill'
import type { Appointment } from '../../shared/domain/appointments/appointment.ts'
import type { City } from '../../shared/domain/city.ts'
import { timeZoneBlocks } from '../schedules/time-zones.ts'

/** The same on every appointment: a calendar is read over shoulders, and names no office's subject. */
const neutralTitle = 'Cita municipal'

/**
 * The appointment as iCalendar (RFC 5545, iTIP RFC 5546). One UID for all its life, SEQUENCE one higher with every
 * change. To an e-mail address it is a REQUEST to that attendee; where none is known it is PUBLISHed; a cancelled one
 * is a CANCEL.
 */
export function calendarFileOf(
  { appointmentId, number = '', slot, state, sequence, updatedAt }: Appointment,
  city: Pick<City, 'cityId' | 'name' | 'timeZone' | 'appointments'>,
  email?: string,
): string {
  const { timeZone } = city
  const over = state === 'cancelled'
  const calendar = ical({
    prodId: '//Ventanilla//Citas//ES',
    method: over
      ? ICalCalendarMethod.CANCEL
      : email === undefined
        ? ICalCalendarMethod.PUBLISH
        : ICalCalendarMethod.REQUEST,
    timezone: { name: timeZone, generator: () => timeZoneBlocks[timeZone] },
  })
  calendar.createEvent({
    id: `${appointmentId}@citas.${city.cityId}`,
    sequence,
    stamp: Temporal.Instant.from(updatedAt),
    start: Temporal.Instant.from(slot.startsAt).toZonedDateTimeISO(timeZone),
    end: Temporal.Instant.from(slot.endsAt).toZonedDateTimeISO(timeZone),
    timezone: timeZone,
    summary: neutralTitle,
    location: slot.place,
    description: number,
    class: ICalEventClass.PRIVATE,
    status: over ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    organizer: { name: city.name, email: city.appointments?.organizer ?? noAnswer(city.cityId) },
    ...(email === undefined ? {} : { attendees: [{ email, role: ICalAttendeeRole.REQ, rsvp: false }] }),
  })
  return calendar.toString()
}

/** RFC 2606 §2: a city that named no mailbox is written to by nobody. */
const noAnswer = (cityId: string): string => `citas@${cityId}.invalid`
