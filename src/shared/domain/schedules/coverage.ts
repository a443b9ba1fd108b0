import { minuteMs } from '../shifts/clock-time.ts'
import type { DatedShift } from './dated-shift.ts'
import type { Requirement } from './requirement.ts'
import { pauseSpan, slotMs, spanOf, type Slot } from './week-time.ts'

/** Work that answers calls; other functions do not lift the line. */
const voiceWork: ReadonlySet<DatedShift['work']> = new Set(['phone', 'priority-phone'])

interface Stretch {
  from: number
  to: number
}

/** When this shift is on the line, on the time line: the shift less its pauses. */
export function stretchesOnLine(shift: DatedShift, timeZone: string): Stretch[] {
  const whole = spanOf(shift, timeZone)
  let stretches: Stretch[] = [whole]
  for (const pause of shift.pauses) {
    const away = pauseSpan(shift, pause, timeZone)
    stretches = stretches.flatMap((one) =>
      [
        { from: one.from, to: Math.min(one.to, away.from) },
        { from: Math.max(one.from, away.to), to: one.to },
      ].filter(({ from, to }) => to > from),
    )
  }
  return stretches
}

/** Agents on the line per half hour, in agents: twenty of thirty minutes count two thirds. */
export function coverage(slots: readonly Slot[], shifts: readonly DatedShift[], timeZone: string): number[] {
  const first = slots[0]?.at ?? 0
  const minutes = Array.from({ length: slots.length }, () => 0)
  for (const shift of shifts) {
    if (!voiceWork.has(shift.work)) continue
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
