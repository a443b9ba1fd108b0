import { minuteMs } from '../shifts/clock-time.ts'
import type { DatedShift } from './dated-shift.ts'
import type { Requirement } from './requirement.ts'
import { pauseSpan, slotMs, spanOf, type Slot } from './week-time.ts'

/** Work that answers calls; other functions do not lift the line. */
const voiceWork: ReadonlySet<DatedShift['work']> = new Set(['phone', 'priority-phone'])

export interface Stretch {
  from: number
  to: number
}

/** What is left of these stretches of time where some are taken out. */
export function without(stretches: readonly Stretch[], away: readonly Stretch[]): Stretch[] {
  return away.reduce<Stretch[]>(
    (left, { from, to }) =>
      left.flatMap((one) =>
        [
          { from: one.from, to: Math.min(one.to, from) },
          { from: Math.max(one.from, to), to: one.to },
        ].filter((rest) => rest.to > rest.from),
      ),
    [...stretches],
  )
}

/** When this shift works, on the time line: the shift less its pauses. */
export function stretchesAtWork(shift: DatedShift, timeZone: string): Stretch[] {
  return without(
    [spanOf(shift, timeZone)],
    shift.pauses.map((pause) => pauseSpan(shift, pause, timeZone)),
  )
}

/** When this shift answers calls: its own hours or those of its blocks on the phone, less pauses and other blocks. */
function stretchesOnLine(shift: DatedShift, timeZone: string): Stretch[] {
  const spans = (parts: readonly { from: string; to: string }[]) =>
    parts.map((part) => pauseSpan(shift, part, timeZone))
  const voice = shift.blocks.filter(({ work }) => voiceWork.has(work))
  const others = shift.blocks.filter(({ work }) => !voiceWork.has(work))
  const answering = voiceWork.has(shift.work) ? [spanOf(shift, timeZone)] : spans(voice)
  return without(answering, spans([...others, ...shift.pauses]))
}

/** Agents on the line per half hour, in agents: twenty of thirty minutes count two thirds. */
export function coverage(slots: readonly Slot[], shifts: readonly DatedShift[], timeZone: string): number[] {
  const first = slots[0]?.at ?? 0
  const minutes = Array.from({ length: slots.length }, () => 0)
  for (const shift of shifts) {
    for (const { from, to } of stretchesOnLine(shift, timeZone)) {
      const start = Math.max(0, Math.floor((from - first) / slotMs))
      for (let place = start; place < slots.length; place++) {
        const slot = first + place * slotMs
        if (slot >= to) break
        const overlap = Math.min(to, slot + slotMs) - Math.max(from, slot)
        if (overlap > 0) minutes[place] = (minutes[place] ?? 0) + overlap / minuteMs
      }
    }
  }
  return minutes.map((each) => each / 30)
}

/** How far a plan meets its forecast, in agent hours; what the coverage line says in words. */
export function coverageSummary(
  covered: readonly number[],
  required: readonly Requirement[],
): { requiredHours: number; coveredHours: number; missingHours: number; surplusHours: number } {
  let requiredHours = 0
  let coveredHours = 0
  let missingHours = 0
  for (const [place, { planned }] of required.entries()) {
    const have = covered[place] ?? 0
    requiredHours += planned / 2
    coveredHours += have / 2
    missingHours += Math.max(0, planned - have) / 2
  }
  return {
    requiredHours,
    coveredHours,
    missingHours,
    surplusHours: coveredHours - (requiredHours - missingHours),
  }
}
