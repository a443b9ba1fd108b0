import { daysOfPattern } from '../schedules/patterns.ts'
import { clockMinutes, mondayOf, wallTimeOf } from '../schedules/week-time.ts'
import { instantOf, minuteMs, shiftDay, wallClock } from '../shifts/clock-time.ts'
import type { AccessFeature, Slot, SlotRule } from './slot-rule.ts'

/** As far as anybody plans a visit, and as much as one question may cost. */
export const daysAhead = 31

/** The hours of a rule on these days, oldest first; an hour that the clock skips in spring is none. */
export function slotsOf(rule: SlotRule, from: string, to: string, timeZone: string): Slot[] {
  const furthest = shiftDay(from, daysAhead)
  const last = to < furthest ? to : furthest
  const days: string[] = []
  for (let monday = mondayOf(from); monday <= last; monday = shiftDay(monday, 7))
    days.push(...daysOfPattern(rule, monday).filter((day) => day >= from && day <= last))
  return days.filter((day) => !rule.exceptions.includes(day)).flatMap((day) => slotsOn(rule, day, timeZone))
}

function slotsOn(rule: SlotRule, day: string, timeZone: string): Slot[] {
  const { slotMinutes, unitId, place, features } = rule
  const slots: Slot[] = []
  const end = clockMinutes(rule.to)
  for (let minutes = clockMinutes(rule.from); minutes + slotMinutes <= end; minutes += slotMinutes) {
    const hands = wallTimeOf(minutes)
    const at = instantOf(day, hands, timeZone)
    if (wallClock(at, timeZone).wallMs !== minutes * minuteMs) continue
    slots.push({
      slotId: `${rule.ruleId}@${day.replaceAll('-', '')}T${hands.replace(':', '')}`,
      unitId,
      place,
      startsAt: new Date(at).toISOString(),
      endsAt: new Date(at + slotMinutes * minuteMs).toISOString(),
      features: [...features],
    })
  }
  return slots
}

/** The slot of that name, if its rule still has it; undefined for one that was never published or was taken back. */
export function slotNamed(slotId: string, rule: SlotRule, timeZone: string): Slot | undefined {
  const named = /@(\d{4})(\d{2})(\d{2})T/.exec(slotId)
  if (!named) return undefined
  const day = `${named[1]}-${named[2]}-${named[3]}`
  return slotsOf(rule, day, day, timeZone).find((slot) => slot.slotId === slotId)
}

/** The rule that a slot's name names. */
export const ruleIdOf = (slotId: string): string => slotId.slice(0, slotId.indexOf('@'))

/** What the citizen asks of an hour. */
export interface SlotQuestion {
  unitId?: string | undefined
  procedureId?: string | undefined
  /** Empty: from today on. */
  day: string
  needs: readonly AccessFeature[]
}

/** Whether a rule can have an hour for this question at all. */
export function answersTo(rule: SlotRule, asked: SlotQuestion): boolean {
  if (asked.unitId !== undefined && rule.unitId !== asked.unitId) return false
  if (!asked.needs.every((need) => rule.features.includes(need))) return false
  return (
    asked.procedureId === undefined ||
    rule.procedureIds.length === 0 ||
    rule.procedureIds.includes(asked.procedureId)
  )
}

/**
 * Every hour to come that answers a question, soonest first, whether or not it has room: a desk without network
 * can know no more, and says so.
 */
export function publishedSlots(
  rules: readonly SlotRule[],
  asked: SlotQuestion,
  now: number,
  timeZone: string,
): { slot: Slot; capacity: number }[] {
  const today = wallClock(now, timeZone).day
  const [from, to] = asked.day === '' ? [today, shiftDay(today, daysAhead)] : [asked.day, asked.day]
  return rules
    .filter((rule) => answersTo(rule, asked))
    .flatMap((rule) => slotsOf(rule, from, to, timeZone).map((slot) => ({ slot, capacity: rule.capacity })))
    .filter(({ slot }) => Date.parse(slot.startsAt) > now)
    .toSorted(
      (one, other) =>
        one.slot.startsAt.localeCompare(other.slot.startsAt) ||
        one.slot.slotId.localeCompare(other.slot.slotId),
    )
}
