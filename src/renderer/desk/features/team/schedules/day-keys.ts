import type { ScheduleView } from '../../../../../shared/contract.ts'
import type { DatedShift } from '../../../../../shared/domain/schedules/dated-shift.ts'
import { actOnShift, type KeyAct, type Place, type Pressed } from './schedule-keys.ts'

/** A rest, or a block of other work, inside a shift. */
export interface PartPlace {
  part: DatedShift['pauses'][number]['kind'] | DatedShift['work']
  from: string
  to: string
}

/** Where the focus is over one day: an empty row, a shift, or a part of one. */
export interface DayPlace extends Place {
  part: PartPlace | null
  /** Stays the same while a part moves, so that the focus stays with it. */
  id: string
}

const shiftStep = 15
const partStep = 5

/** The parts of a shift in the order of the arrows: rests, then blocks, each by time. */
export function partsOf(shift: DatedShift): PartPlace[] {
  const late = ({ from }: PartPlace) => (from < shift.from ? `1${from}` : `0${from}`)
  const byTime = (a: PartPlace, b: PartPlace) => late(a).localeCompare(late(b))
  return [
    ...shift.pauses.map(({ kind: part, from, to }) => ({ part, from, to })).toSorted(byTime),
    ...shift.blocks.map(({ work: part, from, to }) => ({ part, from, to })).toSorted(byTime),
  ]
}

/** Every place of one person's row, from left to right. */
export function placesOfRow(view: ScheduleView, agentId: string, day: string): DayPlace[] {
  const own = view.shifts
    .filter((shift) => shift.agentId === agentId && shift.day === day)
    .toSorted((a, b) => a.from.localeCompare(b.from))
  if (own.length === 0) return [{ agentId, day, datedShiftId: null, part: null, id: `${agentId} ${day}` }]
  return own.flatMap((shift) => {
    const place = { agentId, day, datedShiftId: shift.datedShiftId }
    return [
      { ...place, part: null, id: shift.datedShiftId },
      ...partsOf(shift).map((part, at) => ({ ...place, part, id: `${shift.datedShiftId} ${at}` })),
    ]
  })
}

/**
 * What a key means over one day. Arrows walk; Control moves a shift by a quarter of an hour or to another person, and
 * a part by five minutes; Shift moves the end, Alt the start; D adds a rest and C a meal.
 */
export function dayActOf(
  key: Pressed,
  place: DayPlace,
  view: ScheduleView,
  copied: string | null,
): KeyAct<DayPlace> | undefined {
  const across = { ArrowLeft: -1, ArrowRight: 1 }[key.key]
  const down = { ArrowUp: -1, ArrowDown: 1 }[key.key]
  if (across !== undefined) return acrossOf(key, place, view, across)
  if (down !== undefined) return downOf(key, place, view, down)
  const { datedShiftId, part } = place
  if (datedShiftId === null) return actOnShift(key, place, copied)
  if (part) {
    if (key.key !== 'Delete') return undefined
    const { part: kind, from } = part
    return { kind: 'change', change: { kind: 'remove-part', datedShiftId, part: kind, from } }
  }
  const added =
    key.ctrlKey || key.altKey ? undefined : ({ d: 'break', c: 'meal' } as const)[key.key.toLowerCase()]
  return added
    ? { kind: 'change', change: { kind: 'add-part', datedShiftId, part: added } }
    : actOnShift(key, place, copied)
}

function acrossOf(
  { ctrlKey, shiftKey, altKey }: Pressed,
  place: DayPlace,
  view: ScheduleView,
  across: number,
): KeyAct<DayPlace> | undefined {
  const { datedShiftId, part, agentId, day } = place
  if (!ctrlKey && !shiftKey && !altKey) {
    const places = view.agents.flatMap((agent) => placesOfRow(view, agent.agentId, day))
    const next = places[places.findIndex(({ id }) => id === place.id) + across]
    return next && { kind: 'focus', place: next }
  }
  if (datedShiftId === null) return undefined
  if (part) {
    if (altKey || (ctrlKey && shiftKey)) return undefined
    const minutes = across * partStep
    const named = { datedShiftId, part: part.part, from: part.from, minutes }
    return { kind: 'change', change: { kind: ctrlKey ? 'move-part' : 'lengthen-part', ...named } }
  }
  const minutes = across * shiftStep
  if (altKey) return { kind: 'change', change: { kind: 'start', datedShiftId, minutes } }
  return ctrlKey
    ? { kind: 'change', change: { kind: 'move', datedShiftId, agentId, day, minutes } }
    : { kind: 'change', change: { kind: 'lengthen', datedShiftId, minutes } }
}

function downOf(
  { ctrlKey, shiftKey, altKey }: Pressed,
  place: DayPlace,
  view: ScheduleView,
  down: number,
): KeyAct<DayPlace> | undefined {
  const { agents } = view
  const other = agents[agents.findIndex(({ agentId }) => agentId === place.agentId) + down]
  if (!other || shiftKey || altKey) return undefined
  const { day, datedShiftId } = place
  if (ctrlKey)
    return datedShiftId === null || place.part
      ? undefined
      : { kind: 'change', change: { kind: 'move', datedShiftId, agentId: other.agentId, day, minutes: 0 } }
  const [next] = placesOfRow(view, other.agentId, day)
  return next && { kind: 'focus', place: next }
}
