import type { Kysely } from 'kysely'
import type { AgentWeek, DatedShift } from '../../shared/domain/schedules/dated-shift.ts'
import { exchangedShifts, stillStands, type Exchange } from '../../shared/domain/schedules/exchange.ts'
import { refusal, type ScheduleRefusal } from '../../shared/domain/schedules/refusal.ts'
import { judgeDraft } from '../../shared/domain/schedules/violations.ts'
import { shiftDay } from '../../shared/domain/shifts/clock-time.ts'
import type { Partner } from '../../shared/schedules-api.ts'
import { readCity } from '../city.ts'
import type { Database } from '../database/schema.ts'
import { readPlanning } from './planning-store.ts'
import { rulesOfSite } from './rules-of-site.ts'
import { readTeam, readWeeks } from './week-file.ts'

type Asked = Pick<Exchange, 'given' | 'taken' | 'askedBy' | 'askedOf' | 'weekStart'>

/** Both weeks after the exchange. */
export function weeksAfter(exchange: Asked, weeks: readonly AgentWeek[]): AgentWeek[] {
  const gone = new Set([exchange.given.datedShiftId, exchange.taken?.datedShiftId])
  const moved = exchangedShifts(exchange)
  return weeks
    .filter(
      ({ agentId, weekStart }) =>
        weekStart === exchange.weekStart && (agentId === exchange.askedBy || agentId === exchange.askedOf),
    )
    .map((week) => ({
      ...week,
      shifts: [
        ...week.shifts.filter(({ datedShiftId }) => !gone.has(datedShiftId)),
        ...moved.filter(({ agentId }) => agentId === week.agentId),
      ].toSorted((a, b) => (a.day + a.from < b.day + b.from ? -1 : 1)),
    }))
}

/** Everything an exchange is judged by, read once for many. */
async function judgeOf(db: Kysely<Database>, weekStart: string, at: Date) {
  const { timeZone } = await readCity(db)
  const profile = await rulesOfSite(db)
  const { planning } = await readPlanning(db)
  const agents = await readTeam(db)
  const weeks = await readWeeks(db, [shiftDay(weekStart, -7), weekStart, shiftDay(weekStart, 7)])
  const ofWeek = weeks.filter((week) => week.weekStart === weekStart)
  const around = weeks
    .filter((week) => week.weekStart !== weekStart)
    .flatMap(({ shifts }) => shifts)
    .filter(({ day }) => day === shiftDay(weekStart, -1) || day === shiftDay(weekStart, 7))

  /** The first rule it would break, or undefined. */
  function fault(exchange: Asked): ScheduleRefusal | undefined {
    const two = [exchange.askedBy, exchange.askedOf]
    if (two.some((agentId) => !ofWeek.some((week) => week.agentId === agentId)))
      return refusal('not-published')
    if (!stillStands({ ...exchange } as Exchange, ofWeek)) return refusal('shift-gone')
    const shifts = weeksAfter(exchange, ofWeek).flatMap((week) => week.shifts)
    const [broken] = judgeDraft(shifts, {
      ...planning,
      profile,
      timeZone,
      agents,
      around,
      standing: shifts,
      now: at.getTime(),
    }).filter(({ hard }) => hard)
    const { agentId = '', found = 0, allowed = 0 } = broken ?? {}
    return broken && refusal('rule', { rule: broken.code, agentId, found, allowed })
  }

  return { ofWeek, agents, fault }
}

/** Why this exchange cannot be; undefined where it can. */
export async function exchangeFault(
  db: Kysely<Database>,
  exchange: Asked,
  at: Date,
): Promise<ScheduleRefusal | undefined> {
  return (await judgeOf(db, exchange.weekStart, at)).fault(exchange)
}

/** Whom this shift could be exchanged with, or given to, without breaking a rule of either. */
export async function partnersFor(
  db: Kysely<Database>,
  given: DatedShift,
  weekStart: string,
  at: Date,
): Promise<Partner[]> {
  const { ofWeek, agents, fault } = await judgeOf(db, weekStart, at)
  const names = new Map(agents.map(({ agentId, name }) => [agentId, name]))
  return ofWeek
    .filter(({ agentId }) => agentId !== given.agentId && names.has(agentId))
    .flatMap(({ agentId, shifts }) =>
      [null, ...shifts]
        .filter((taken) => taken?.day !== given.day || taken.from !== given.from || taken.to !== given.to)
        .filter(
          (taken) =>
            fault({ given, taken, askedBy: given.agentId, askedOf: agentId, weekStart }) === undefined,
        )
        .map((taken) => ({ agentId, name: names.get(agentId) ?? agentId, taken })),
    )
}
