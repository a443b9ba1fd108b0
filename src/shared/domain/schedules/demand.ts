import { activeRule, type RuleProfile } from '../shifts/rules.ts'
import { minuteMs, wallClock } from '../shifts/clock-time.ts'
import type { Template } from './templates.ts'
import { clockMinutes, pauseSpan, slotMs, wallTimeOf, type Slot } from './week-time.ts'

/** What a half hour nobody needs costs, against one that is needed: people are not to sit idle, nor to be too few. */
const idleCost = 0.35

/** What is still missing, half hour by half hour, while a week is being filled. */
export interface Demand {
  /** Needed half hours this shift would cover. */
  gain(template: Template): number
  /** The same less what it would cover for nothing. */
  worth(template: Template): number
  /** Adds (1) or takes back (−1) a shift. */
  cover(template: Template, sign: 1 | -1): void
  /** Where the shift's rest hurts the line least, which it then counts as away. */
  placeRest(
    template: Template,
    facts: { profile: RuleProfile; timeZone: string },
  ): { from: string; to: string } | undefined
}

export function createDemand(slots: readonly Slot[], planned: readonly number[]): Demand {
  const missing = slots.map((_, place) => planned[place] ?? 0)
  const firstAt = slots[0]?.at ?? 0
  const resting: { from: number; to: number }[] = []

  function sums(template: Template): { needed: number; idle: number } {
    let needed = 0
    let idle = 0
    for (let place = template.start; place < Math.min(template.end, missing.length); place++) {
      const share = Math.min(1, Math.max(0, missing[place] ?? 0))
      needed += share
      idle += 1 - share
    }
    return { needed, idle }
  }

  return {
    gain: (template) => sums(template).needed,
    worth(template) {
      const { needed, idle } = sums(template)
      return needed - idleCost * idle
    },
    cover(template, sign) {
      for (let place = template.start; place < Math.min(template.end, missing.length); place++)
        missing[place] = (missing[place] ?? 0) - sign
    },
    placeRest(template, { profile, timeZone }) {
      const minutes = template.restMinutes
      const rule = activeRule(profile, 'F-SHIFT')
      if (minutes === 0 || !rule) return undefined
      const length = (template.to - template.from) / minuteMs
      const earliest = rule.settings.notInFirstMinutes
      const latest = length - rule.settings.notInLastMinutes - minutes
      const middle = (length - minutes) / 2
      let best = Math.max(0, Math.min(middle, latest))
      let least = Infinity
      for (let after = Math.ceil(earliest / 5) * 5; after <= latest; after += 5) {
        if (overlapsMeal(template, after, minutes)) continue
        if (!handsOf(template, after, minutes, timeZone)) continue
        const place = Math.floor((template.from + after * minuteMs - firstAt) / slotMs)
        const last = Math.floor((template.from + (after + minutes) * minuteMs - 1 - firstAt) / slotMs)
        const from = template.from + after * minuteMs
        const together = resting.filter((one) => one.from < from + minutes * minuteMs && from < one.to).length
        const hurt =
          Math.max(missing[place] ?? 0, missing[last] ?? 0) + together + Math.abs(after - middle) / 10_000
        if (hurt < least) {
          least = hurt
          best = after
        }
      }
      const at = template.from + best * minuteMs
      resting.push({ from: at, to: at + minutes * minuteMs })
      for (
        let place = Math.floor((at - firstAt) / slotMs);
        firstAt + place * slotMs < at + minutes * minuteMs;
        place++
      ) {
        const slot = firstAt + place * slotMs
        const overlap = Math.min(at + minutes * minuteMs, slot + slotMs) - Math.max(at, slot)
        if (place >= 0 && place < missing.length) missing[place] = (missing[place] ?? 0) + overlap / slotMs
      }
      return handsOf(template, best, minutes, timeZone)
    },
  }
}

/**
 * The rest as the hands of the clock show it. In a night when the clock is moved they are read from the time that
 * really passed; undefined where they would name another moment (the hour that comes twice, or never).
 */
function handsOf(
  template: Template,
  after: number,
  minutes: number,
  timeZone: string,
): { from: string; to: string } | undefined {
  const start = clockMinutes(template.fromWall)
  const byHands = (clockMinutes(template.toWall) - start + 1440) % 1440
  if (template.to - template.from === byHands * minuteMs)
    return { from: wallTimeOf(start + after), to: wallTimeOf(start + after + minutes) }
  const at = template.from + after * minuteMs
  const until = at + minutes * minuteMs
  const hands = (moment: number) => wallTimeOf(wallClock(moment, timeZone).wallMs / minuteMs)
  const pause = { from: hands(at), to: hands(until) }
  const named = pauseSpan({ day: template.day, from: template.fromWall }, pause, timeZone)
  return named.from === at && named.to === until ? pause : undefined
}

function overlapsMeal({ meal, fromWall }: Template, after: number, minutes: number): boolean {
  if (!meal) return false
  const start = clockMinutes(fromWall)
  const from = (clockMinutes(meal.from) - start + 1440) % 1440
  const to = (clockMinutes(meal.to) - start + 1440) % 1440
  return after < to && from < after + minutes
}
