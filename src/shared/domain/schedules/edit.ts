import { z } from 'zod'
import { assertNever, DeskError } from '../../errors.ts'
import { Code, Day, Id } from '../basics.ts'
import { shiftDay } from '../shifts/clock-time.ts'
import { Activity, WallTime } from '../shift.ts'
import { ShiftWork, spanMinutes, type DatedShift } from './dated-shift.ts'
import { addPart, lengthenPart, movePart, withoutPart } from './edit-parts.ts'
import { shiftsOfPattern } from './patterns.ts'
import type { Pattern } from './planning.ts'
import { clockMinutes, wallTimeOf, weeksBetween } from './week-time.ts'

const shortestMinutes = 30
const minutes = z.number().int().min(-1440).max(1440)
const ofShift = { datedShiftId: Id }
/** A rest or block inside a shift, by what it is and when it begins. */
const ofPart = { ...ofShift, part: Activity.shape.kind, from: WallTime }

/** One hand's turn of a lead on a draft; by mouse and by key alike. */
export const ScheduleChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('add'), agentId: Code, day: Day, from: WallTime, to: WallTime }),
  /** To another person or day, or along the day. */
  z.strictObject({
    kind: z.literal('move'),
    datedShiftId: Id,
    agentId: Code,
    day: Day,
    minutes,
  }),
  /** Moves the end; the start stays. */
  z.strictObject({ kind: z.literal('lengthen'), ...ofShift, minutes }),
  /** Moves the start; the end stays. */
  z.strictObject({ kind: z.literal('start'), ...ofShift, minutes }),
  z.strictObject({ kind: z.literal('copy'), ...ofShift, agentId: Code, day: Day }),
  z.strictObject({ kind: z.literal('remove'), ...ofShift }),
  z.strictObject({ kind: z.literal('set'), ...ofShift, from: WallTime, to: WallTime, work: ShiftWork }),
  z.strictObject({ kind: z.literal('add-part'), ...ofShift, part: Activity.shape.kind }),
  z.strictObject({ kind: z.literal('move-part'), ...ofPart, minutes }),
  z.strictObject({ kind: z.literal('lengthen-part'), ...ofPart, minutes }),
  z.strictObject({ kind: z.literal('remove-part'), ...ofPart }),
  z.strictObject({ kind: z.literal('apply-pattern'), agentId: Code, patternId: Id }),
  /** Replaces the whole draft by what another week has, day by day. */
  z.strictObject({ kind: z.literal('copy-week') }),
])
export type ScheduleChange = z.infer<typeof ScheduleChange>

export interface EditFacts {
  weekStart: string
  patterns: readonly Pattern[]
  /** The week to copy from: the latest published or planned one before. */
  earlier: { weekStart: string; shifts: readonly DatedShift[] }
  newId: () => string
}

/** The draft after one change. Throws `not-found` for a shift or pattern that is gone, `invalid-input` for nonsense. */
export function applyChange(
  shifts: readonly DatedShift[],
  change: ScheduleChange,
  facts: EditFacts,
): DatedShift[] {
  const replaced = (datedShiftId: string, by: (shift: DatedShift) => DatedShift) => {
    const found = one(shifts, datedShiftId)
    return shifts.map((shift) => (shift === found ? by(shift) : shift))
  }
  switch (change.kind) {
    case 'add': {
      const { agentId, day, from, to } = change
      const datedShiftId = facts.newId()
      return [...shifts, { datedShiftId, agentId, day, from, to, work: 'phone', pauses: [], blocks: [] }]
    }
    case 'move':
      return replaced(change.datedShiftId, (shift) => ({
        ...later(shift, change.minutes),
        agentId: change.agentId,
        day: change.day,
      }))
    case 'lengthen':
      return replaced(change.datedShiftId, (shift) => longer(shift, change.minutes))
    case 'copy': {
      const { agentId, day } = change
      const copied = one(shifts, change.datedShiftId)
      return [...shifts, { ...copied, datedShiftId: facts.newId(), agentId, day }]
    }
    case 'remove': {
      const found = one(shifts, change.datedShiftId)
      return shifts.filter((shift) => shift !== found)
    }
    case 'set': {
      const { from, to, work } = change
      return replaced(change.datedShiftId, (shift) => keepParts({ ...shift, from, to, work }))
    }
    case 'start':
      return replaced(change.datedShiftId, (shift) => startingAt(shift, change.minutes))
    case 'add-part':
      return replaced(change.datedShiftId, (shift) => addPart(shift, change.part))
    case 'move-part':
      return replaced(change.datedShiftId, (shift) => movePart(shift, change, change.minutes))
    case 'lengthen-part':
      return replaced(change.datedShiftId, (shift) => lengthenPart(shift, change, change.minutes))
    case 'remove-part':
      return replaced(change.datedShiftId, (shift) => withoutPart(shift, change))
    case 'apply-pattern': {
      const pattern = facts.patterns.find(({ patternId }) => patternId === change.patternId)
      if (!pattern) throw new DeskError('not-found', 'This pattern is not there any more.')
      const added = shiftsOfPattern(pattern, { agentId: change.agentId, ...facts })
      const days = new Set(added.map(({ day }) => day))
      return [...shifts.filter((shift) => shift.agentId !== change.agentId || !days.has(shift.day)), ...added]
    }
    case 'copy-week':
      return copyWeek(facts)
    default:
      return assertNever(change)
  }
}

/** Every shift of the earlier week on the same weekday of this one. */
export function copyWeek({ earlier, weekStart, newId }: EditFacts): DatedShift[] {
  const by = 7 * weeksBetween(earlier.weekStart, weekStart)
  return earlier.shifts.map((shift) => ({ ...shift, datedShiftId: newId(), day: shiftDay(shift.day, by) }))
}

function one(shifts: readonly DatedShift[], datedShiftId: string): DatedShift {
  const found = shifts.find((shift) => shift.datedShiftId === datedShiftId)
  if (!found) throw new DeskError('not-found', 'This shift is not in the draft any more.')
  return found
}

/** The whole shift later or earlier on its day, its pauses with it; the ends of the day hold it. */
function later(shift: DatedShift, minutes: number): DatedShift {
  const start = clockMinutes(shift.from)
  const by = Math.max(-start, Math.min(1410 - start, minutes))
  const moved = (wall: string) => wallTimeOf(clockMinutes(wall) + by)
  return {
    ...shift,
    from: moved(shift.from),
    to: moved(shift.to),
    pauses: shift.pauses.map(({ kind, from, to }) => ({ kind, from: moved(from), to: moved(to) })),
    blocks: shift.blocks.map(({ work, from, to }) => ({ work, from: moved(from), to: moved(to) })),
  }
}

/** At least half an hour, less than a day. */
function longer(shift: DatedShift, minutes: number): DatedShift {
  const span = Math.max(shortestMinutes, Math.min(1410, spanMinutes(shift) + minutes))
  return keepParts({ ...shift, to: wallTimeOf(clockMinutes(shift.from) + span) })
}

/** Earlier or later with the same end, on the same day. */
function startingAt(shift: DatedShift, minutes: number): DatedShift {
  const start = clockMinutes(shift.from)
  const by = Math.max(-start, Math.min(spanMinutes(shift) - shortestMinutes, 1410 - start, minutes))
  return keepParts({ ...shift, from: wallTimeOf(start + by) })
}

/** A rest or block that falls outside of the new hours goes. */
function keepParts(shift: DatedShift): DatedShift {
  const start = clockMinutes(shift.from)
  const inside = (part: { from: string; to: string }) =>
    ((clockMinutes(part.from) - start + 1440) % 1440) + spanMinutes(part) <= spanMinutes(shift)
  return { ...shift, pauses: shift.pauses.filter(inside), blocks: shift.blocks.filter(inside) }
}
