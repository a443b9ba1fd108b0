import { DeskError } from '../../errors.ts'
import type { Activity } from '../shift.ts'
import { spanMinutes, type Block, type DatedShift, type Pause } from './dated-shift.ts'
import { clockMinutes, wallTimeOf } from './week-time.ts'

/** A rest or a block of other work, named as the screens name it: by what it is and when it begins. */
export interface PartName {
  part: Activity['kind']
  from: string
}

/** Minutes of a part that is added by one key; moved and made longer by further ones. */
const usualMinutes = (part: Activity['kind']) => (part === 'break' ? 20 : part === 'meal' ? 30 : 60)
const shortestMinutes = 5

interface Span {
  from: number
  to: number
}

const isRest = (part: Activity['kind']): part is Pause['kind'] => part === 'break' || part === 'meal'

/** Rests lie apart from rests and blocks apart from blocks; a rest may lie inside a block. */
function siblings(shift: DatedShift, part: Activity['kind']): readonly (Pause | Block)[] {
  return isRest(part) ? shift.pauses : shift.blocks
}

function spanIn(shift: DatedShift, part: { from: string; to: string }): Span {
  const from = (clockMinutes(part.from) - clockMinutes(shift.from) + 1440) % 1440
  return { from, to: from + spanMinutes(part) }
}

function withPart(shift: DatedShift, part: Activity['kind'], { from, to }: Span): DatedShift {
  const start = clockMinutes(shift.from)
  const walls = { from: wallTimeOf(start + from), to: wallTimeOf(start + to) }
  return isRest(part)
    ? { ...shift, pauses: [...shift.pauses, { kind: part, ...walls }] }
    : { ...shift, blocks: [...shift.blocks, { work: part, ...walls }] }
}

/** Throws `not-found` where it is not there any more. */
export function withoutPart(shift: DatedShift, { part, from }: PartName): DatedShift {
  const rests = shift.pauses.filter((one) => one.kind !== part || one.from !== from)
  const blocks = shift.blocks.filter((one) => one.work !== part || one.from !== from)
  if (rests.length + blocks.length === shift.pauses.length + shift.blocks.length)
    throw new DeskError('not-found', 'This part is not in the shift any more.')
  return { ...shift, pauses: rests, blocks }
}

/** As near to the middle of the shift as there is room. Throws `invalid-input` where there is none. */
export function addPart(shift: DatedShift, part: Activity['kind']): DatedShift {
  const whole = spanMinutes(shift)
  const minutes = usualMinutes(part)
  const taken = siblings(shift, part).map((one) => spanIn(shift, one))
  const middle = Math.floor((whole - minutes) / 10) * 5
  for (let away = 0; away <= middle; away += 5)
    for (const from of [middle - away, middle + away]) {
      const to = from + minutes
      const free = taken.every((one) => to <= one.from || one.to <= from)
      if (from >= 0 && to <= whole && free) return withPart(shift, part, { from, to })
    }
  throw new DeskError('invalid-input', 'There is no room for it in this shift.')
}

/** Along the shift as far as there is room; the shift's ends and its neighbours hold it. */
export function movePart(shift: DatedShift, name: PartName, minutes: number): DatedShift {
  const { rest, span, room } = taken(shift, name)
  const by = Math.max(room.from - span.from, Math.min(room.to - span.to, minutes))
  return withPart(rest, name.part, { from: span.from + by, to: span.to + by })
}

/** Moves its end; at least five minutes of it stay. */
export function lengthenPart(shift: DatedShift, name: PartName, minutes: number): DatedShift {
  const { rest, span, room } = taken(shift, name)
  const to = Math.max(span.from + shortestMinutes, Math.min(room.to, span.to + minutes))
  return withPart(rest, name.part, { from: span.from, to })
}

/** The shift without the part, where the part is, and the room between its neighbours. */
function taken(shift: DatedShift, name: PartName): { rest: DatedShift; span: Span; room: Span } {
  const rest = withoutPart(shift, name)
  const own = siblings(shift, name.part).find((one) => !siblings(rest, name.part).includes(one))
  const span = spanIn(shift, own ?? { from: name.from, to: name.from })
  const others = siblings(rest, name.part).map((one) => spanIn(rest, one))
  const before = others.filter((one) => one.to <= span.from).map(({ to }) => to)
  const after = others.filter((one) => one.from >= span.to).map(({ from }) => from)
  return { rest, span, room: { from: Math.max(0, ...before), to: Math.min(spanMinutes(shift), ...after) } }
}
