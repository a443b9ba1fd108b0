import { minuteMs } from './clock-time.ts'
import type { Ledger } from './ledger.ts'
import { restedEnough } from './spend.ts'
import type { RuleOf } from './rules.ts'

type Pvd = RuleOf<'F-PVD'>

/** The window of the n-th visual break, in effective ms: it is due when n hours of effective work are full. */
export interface BreakWindow {
  due: number
  opensMs: number
  dueMs: number
  /** No contact may be offered any more that could outlast the window. */
  lastContactMs: number
  closesMs: number
}

export function windowOf(due: number, { settings }: Pvd): BreakWindow {
  const dueMs = due * settings.everyMinutes * minuteMs
  const closesMs = dueMs + settings.windowAfterMinutes * minuteMs
  const opensMs = dueMs - settings.windowBeforeMinutes * minuteMs
  return {
    due,
    opensMs,
    dueMs,
    lastContactMs: Math.max(opensMs, closesMs - settings.longestContactMinutes * minuteMs),
    closesMs,
  }
}

/** The hours already answered by a break that lasted, late ones included. */
export function hoursAnswered(ledger: Ledger, rule: Pvd): Set<number> {
  const answered = new Set<number>()
  for (const rest of ledger.rests)
    if (rest.due !== null && restedEnough(rest, rule.settings.restMinutes)) answered.add(rest.due)
  return answered
}

/** Hours whose window closed without a break, oldest first. */
export function breaksMissed(ledger: Ledger, rule: Pvd): number[] {
  const answered = hoursAnswered(ledger, rule)
  const missed: number[] = []
  for (let due = 1; windowOf(due, rule).closesMs < ledger.effectiveMs; due++)
    if (!answered.has(due)) missed.push(due)
  return missed
}

/** The first break whose window has not closed and that was not taken yet. */
export function nextBreakWindow(ledger: Ledger, rule: Pvd): BreakWindow {
  const answered = hoursAnswered(ledger, rule)
  const { everyMinutes, windowAfterMinutes } = rule.settings
  const first = Math.ceil(ledger.effectiveMs / minuteMs / everyMinutes - windowAfterMinutes / everyMinutes)
  let due = Math.max(1, first)
  while (answered.has(due)) due++
  return windowOf(due, rule)
}

/** Which hour a visual break starting now answers: the open window first, then the oldest debt, else none. */
export function hourAnsweredNow(ledger: Ledger, rule: Pvd): number | null {
  const window = nextBreakWindow(ledger, rule)
  if (ledger.effectiveMs >= window.opensMs) return window.due
  return breaksMissed(ledger, rule)[0] ?? null
}

/** Whole hours of effective work so far: as many breaks are owed (STS 581/2021), fractions of split shifts included. */
export function breaksOwed(ledger: Ledger, rule: Pvd): number {
  return Math.floor(ledger.effectiveMs / (rule.settings.everyMinutes * minuteMs))
}

/** Ms of planned presence still ahead. */
export function plannedAheadMs(ledger: Ledger): number {
  let ahead = 0
  for (const { from, to } of ledger.plan?.segments ?? []) ahead += Math.max(0, to - Math.max(from, ledger.at))
  return ahead
}

/** End of the last segment; null on a day without a shift. */
export function shiftEnd(ledger: Ledger): number | null {
  return ledger.plan?.segments.at(-1)?.to ?? null
}

/** The segment the instant lies in. */
export function currentSegment(ledger: Ledger): { from: number; to: number } | undefined {
  return ledger.plan?.segments.find(({ from, to }) => from <= ledger.at && ledger.at < to)
}
