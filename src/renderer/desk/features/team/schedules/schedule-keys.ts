import type { ScheduleView } from '../../../../../shared/contract.ts'
import type { ScheduleChange } from '../../../../../shared/domain/schedules/edit.ts'

/** Where the focus is: a shift, or the empty day of a person. */
export interface Place {
  agentId: string
  day: string
  datedShiftId: string | null
}

export interface Pressed {
  key: string
  ctrlKey: boolean
  shiftKey: boolean
  altKey: boolean
}

/** `open` asks for the form of a shift: hours, function and rests as fields. */
export type KeyAct<At extends Place = Place> =
  | { kind: 'focus'; place: At }
  | { kind: 'change'; change: ScheduleChange }
  | { kind: 'copy'; datedShiftId: string }
  | { kind: 'open'; datedShiftId: string }

const half = 30

/** Every place of the week in the order of the arrows, row by row. */
export function placesOf(view: ScheduleView): Place[] {
  return view.agents.flatMap(({ agentId }) => view.days.flatMap((day) => placesIn(view, agentId, day)))
}

function placesIn({ shifts }: ScheduleView, agentId: string, day: string): Place[] {
  const own = shifts
    .filter((shift) => shift.agentId === agentId && shift.day === day)
    .toSorted((a, b) => a.from.localeCompare(b.from))
  return own.length === 0
    ? [{ agentId, day, datedShiftId: null }]
    : own.map(({ datedShiftId }) => ({ agentId, day, datedShiftId }))
}

/**
 * What a key means at a place. Arrows walk; with Control they move the shift (with Shift by whole days), with Shift
 * alone they make it longer or shorter. Undefined for a key that is somebody else's.
 */
export function actOf(
  key: Pressed,
  place: Place,
  view: ScheduleView,
  copied: string | null,
): KeyAct | undefined {
  const { datedShiftId } = place
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key.key]
  if (step) {
    const [across = 0, down = 0] = step
    if (key.ctrlKey && datedShiftId !== null) return moved(place, view, key.shiftKey, across, down)
    if (key.shiftKey && datedShiftId !== null && across !== 0)
      return { kind: 'change', change: { kind: 'lengthen', datedShiftId, minutes: across * half } }
    if (key.ctrlKey || key.shiftKey || key.altKey) return undefined
    return walked(place, view, across, down)
  }
  return actOnShift(key, place, copied)
}

/** The keys that mean the same over a week and over a day. */
export function actOnShift(
  key: Pressed,
  { datedShiftId, agentId, day }: Place,
  copied: string | null,
): KeyAct<never> | undefined {
  if (key.ctrlKey && key.key === 'c' && datedShiftId !== null) return { kind: 'copy', datedShiftId }
  if (key.ctrlKey && key.key === 'v' && copied !== null)
    return { kind: 'change', change: { kind: 'copy', datedShiftId: copied, agentId, day } }
  if (key.key === 'Delete' && datedShiftId !== null)
    return { kind: 'change', change: { kind: 'remove', datedShiftId } }
  if (key.key === 'Insert' || (key.key === 'Enter' && datedShiftId === null))
    return { kind: 'change', change: { kind: 'add', agentId, day, from: '08:00', to: '13:00' } }
  if (key.key === 'Enter' && datedShiftId !== null) return { kind: 'open', datedShiftId }
  return undefined
}

function moved(
  { datedShiftId, agentId, day }: Place,
  { agents, days }: ScheduleView,
  byDay: boolean,
  across: number,
  down: number,
): KeyAct | undefined {
  if (datedShiftId === null) return undefined
  const person = agents[agents.findIndex((one) => one.agentId === agentId) + down]
  const other = byDay ? days[days.indexOf(day) + across] : day
  if (!person || other === undefined) return undefined
  const minutes = byDay ? 0 : across * half
  return {
    kind: 'change',
    change: { kind: 'move', datedShiftId, agentId: person.agentId, day: other, minutes },
  }
}

function walked(place: Place, view: ScheduleView, across: number, down: number): KeyAct | undefined {
  const places = placesOf(view)
  const here = places.findIndex(
    (one) =>
      one.agentId === place.agentId && one.day === place.day && one.datedShiftId === place.datedShiftId,
  )
  const next =
    across !== 0
      ? places[here + across]
      : places.find(
          (one) =>
            one.day === place.day &&
            one.agentId ===
              view.agents[view.agents.findIndex(({ agentId }) => agentId === place.agentId) + down]?.agentId,
        )
  return next && { kind: 'focus', place: next }
}
