import type { AgentState } from '../agent.ts'
import type { ToldState } from '../schedules/live.ts'
import { minuteMs } from './clock-time.ts'
import { activeRule, type RuleProfile } from './rules.ts'

const occupied: ReadonlySet<AgentState> = new Set<AgentState>(['reserved', 'talking', 'wrap-up'])

/** How busy the line kept the whole team in the last minutes of F-OCC, and whether that is too much. */
export interface TeamOccupancy {
  /** Occupied of the time on the line, 0…1. */
  level: number
  over: boolean
}

/**
 * F-OCC for the team as one (domain §2.2: occupied ÷ occupied and available). Null while less than half of the time
 * that the rule looks at was worked by anybody: nobody is alarmed by a quiet morning's first call.
 */
export function teamOccupancy(
  told: Iterable<readonly ToldState[]>,
  now: number,
  profile: RuleProfile,
): TeamOccupancy | null {
  const rule = activeRule(profile, 'F-OCC')
  if (!rule) return null
  const spanMs = rule.settings.overMinutes * minuteMs
  let [busy, onLine] = [0, 0]
  for (const states of told)
    for (const { state, from, to } of stretches(states, now - spanMs, now)) {
      if (occupied.has(state)) busy += to - from
      if (occupied.has(state) || state === 'ready') onLine += to - from
    }
  if (onLine < spanMs / 2) return null
  const level = busy / onLine
  return { level, over: level > rule.settings.teamPercent / 100 }
}

function* stretches(states: readonly ToldState[], oldest: number, now: number) {
  const inOrder = states.toSorted((a, b) => a.at - b.at)
  for (const [place, { state, at }] of inOrder.entries()) {
    const to = Math.min(now, inOrder[place + 1]?.at ?? now)
    const from = Math.max(oldest, at)
    if (to > from) yield { state, from, to }
  }
}
