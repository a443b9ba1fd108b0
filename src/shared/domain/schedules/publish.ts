import { shiftDay, instantOf, isoWeekday } from '../shifts/clock-time.ts'
import { needsConsent } from '../shifts/schedule.ts'
import type { RuleProfile } from '../shifts/rules.ts'
import type { Shift } from '../shift.ts'
import { daysOfWeek } from './week-time.ts'
import type { Absence, AgentWeek, Block, DatedShift, Pause } from './dated-shift.ts'
import { sameWork } from './violations.ts'

export interface PublishFacts {
  agentId: string
  weekStart: string
  at: string
  profile: RuleProfile
  timeZone: string
  absences: readonly Absence[]
  /** The agent's usual shifts: what stands where no week was ever published. */
  usual: readonly Shift[]
}

/**
 * The agent's week after a publication. A day that changes within the notice period (R-NOTICE) keeps standing as
 * it was and waits in `awaited` for a yes; everything further ahead takes effect and can be disputed.
 */
export function publishWeek(
  before: AgentWeek | undefined,
  drafted: readonly DatedShift[],
  facts: PublishFacts,
): AgentWeek {
  const { agentId, weekStart, at, absences } = facts
  const standing = standingShifts(before, facts)
  const days = daysOfWeek(weekStart)
  const close = days.filter((day) => {
    const changed = !sameDay(onDay(standing, day), onDay(drafted, day))
    return changed && isClose(day, [...onDay(standing, day), ...onDay(drafted, day)], facts)
  })
  const kept = (day: string) => onDay(close.includes(day) ? standing : drafted, day)
  return {
    weekId: weekIdOf(agentId, weekStart),
    agentId,
    weekStart,
    version: (before?.version ?? 0) + 1,
    publishedAt: at,
    shifts: days.flatMap(kept),
    awaited:
      close.length === 0
        ? null
        : { days: close, shifts: drafted.filter((shift) => close.includes(shift.day)) },
    absentDays: days.filter((day) =>
      absences.some((one) => one.agentId === agentId && one.from <= day && day <= one.to),
    ),
    answer: null,
    reply: null,
  }
}

export function weekIdOf(agentId: string, weekStart: string): string {
  return `${agentId}.${weekStart}`
}

/** What counts for the agent this week before the publication: the published week, else the usual shifts. */
export function standingShifts(
  before: AgentWeek | undefined,
  { agentId, weekStart, usual }: Pick<PublishFacts, 'agentId' | 'weekStart' | 'usual'>,
): DatedShift[] {
  if (before) return before.shifts
  return daysOfWeek(weekStart).flatMap((day) =>
    usual
      .filter((shift) => shift.agentId === agentId && shift.weekdays.includes(isoWeekday(day)))
      .map((shift) => datedFrom(shift, day)),
  )
}

/** A usual shift on one day. Its id is derived, so that the same day gives the same one. */
function datedFrom(shift: Shift, day: string): DatedShift {
  const pauses = shift.activities.flatMap(({ kind, from, to }): Pause[] =>
    kind === 'break' || kind === 'meal' ? [{ kind, from, to }] : [],
  )
  const blocks = shift.activities.flatMap(({ kind, from, to }): Block[] =>
    kind === 'break' || kind === 'meal' || kind === 'phone' ? [] : [{ work: kind, from, to }],
  )
  return {
    datedShiftId: derivedId(`${shift.shiftId} ${day}`),
    agentId: shift.agentId,
    day,
    from: shift.from,
    to: shift.to,
    work: 'phone',
    pauses,
    blocks,
  }
}

/** 26 letters in a ULID's alphabet from a text (four rounds of FNV-1a). */
function derivedId(text: string): string {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  let id = ''
  for (let round = 0; id.length < 26; round++) {
    let hash = 0x811c9dc5 ^ round
    for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0
    for (let bits = 0; bits < 30; bits += 5) id += alphabet[(hash >>> bits) & 31]
  }
  return id.slice(0, 26)
}

/** An accepted week takes in what it awaited; a disputed one keeps standing as it is until the lead answers. */
export function answerWeek(week: AgentWeek, answer: NonNullable<AgentWeek['answer']>): AgentWeek {
  if (answer.kind === 'disputed' || !week.awaited) return { ...week, answer, reply: null }
  const { days, shifts } = week.awaited
  return {
    ...week,
    shifts: [...week.shifts.filter((shift) => !days.includes(shift.day)), ...shifts].toSorted((a, b) =>
      a.day === b.day ? a.from.localeCompare(b.from) : a.day.localeCompare(b.day),
    ),
    awaited: null,
    answer,
    reply: null,
  }
}

function onDay(shifts: readonly DatedShift[], day: string): DatedShift[] {
  return shifts.filter((shift) => shift.day === day)
}

function sameDay(before: readonly DatedShift[], after: readonly DatedShift[]): boolean {
  return before.length === after.length && before.every((one) => after.some((other) => sameWork(one, other)))
}

/** By the earliest work of the day, old or new; a day that was free by the day's own start. */
function isClose(day: string, shifts: readonly DatedShift[], facts: PublishFacts): boolean {
  const starts = shifts.map(({ from }) => instantOf(day, from, facts.timeZone))
  const startsAt = Math.min(...starts, instantOf(shiftDay(day, 1), '00:00', facts.timeZone))
  return needsConsent({ toldAt: Date.parse(facts.at), startsAt }, facts.profile)
}
