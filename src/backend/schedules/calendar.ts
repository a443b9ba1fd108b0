import { createHash, randomBytes } from 'node:crypto'
import ical from 'ical-generator'
import type { Kysely } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import { AgentWeek, type DatedShift } from '../../shared/domain/schedules/dated-shift.ts'
import { spanOf } from '../../shared/domain/schedules/week-time.ts'
import { DeskError } from '../../shared/errors.ts'
import { readCity } from '../city.ts'
import type { Database } from '../database/schema.ts'
import { writeAudit } from './audit.ts'
import { timeZoneBlocks } from './time-zones.ts'

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

/** A new secret address; the one before stops working. Kept as a hash: the database opens nobody's calendar. */
export async function makeCalendarLink(db: Kysely<Database>, agentId: string, at: Date): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const link = { token_hash: hashOf(token), made_at: at.toISOString() }
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('calendar_links')
      .values({ agent_id: agentId, ...link })
      .onConflict((conflict) => conflict.column('agent_id').doUpdateSet(link))
      .execute()
    await writeAudit(trx, at, { agentId, act: 'calendar-link.made', subject: agentId })
  })
  return token
}

/** The published weeks of whoever the token belongs to. `not-found` for any other, as for an address that never was. */
export async function readCalendar(db: Kysely<Database>, token: string): Promise<string> {
  const found = await db
    .selectFrom('calendar_links')
    .innerJoin('records', 'records.id', 'calendar_links.agent_id')
    .select('calendar_links.agent_id')
    .where('records.entity', '=', 'agent')
    .where('records.doc', 'is not', null)
    .where('token_hash', '=', hashOf(token))
    .executeTakeFirst()
  if (!found) throw new DeskError('not-found', 'Nothing lives at this address.')
  const rows = await db
    .selectFrom('records')
    .select('doc')
    .where('entity', '=', 'schedule-week')
    .where('owner', '=', found.agent_id)
    .where('doc', 'is not', null)
    .orderBy('id')
    .execute()
  const city = await readCity(db)
  return calendarOf(
    rows.map(({ doc }) => AgentWeek.parse(doc)),
    city,
  )
}

/** RFC 5545 and RFC 7986. Hours and nothing else: a calendar lies in places that are not the city's. */
export function calendarOf(
  weeks: readonly AgentWeek[],
  city: { name: string; timeZone: keyof typeof timeZoneBlocks },
): string {
  const { name, timeZone } = city
  const calendar = ical({
    name: `${name} · Turnos`,
    prodId: '//Ventanilla//Turnos//ES',
    timezone: { name: timeZone, generator: () => timeZoneBlocks[timeZone] },
    ttl: 3600,
  })
  for (const week of weeks)
    for (const shift of week.shifts) {
      const { from, to } = spanOf(shift, timeZone)
      calendar.createEvent({
        id: `${shift.datedShiftId}@ventanilla`,
        sequence: week.version,
        stamp: Temporal.Instant.from(week.publishedAt),
        start: zoned(from, timeZone),
        end: zoned(to, timeZone),
        timezone: timeZone,
        summary: `Turno ${shift.from}–${shift.to}`,
        description: pausesInWords(shift),
      })
    }
  return calendar.toString()
}

const zoned = (at: number, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)

const kinds = { break: 'Descanso', meal: 'Comida' } as const

function pausesInWords({ pauses }: DatedShift): string {
  return pauses.map(({ kind, from, to }) => `${kinds[kind]} ${from}–${to}`).join('\n')
}
