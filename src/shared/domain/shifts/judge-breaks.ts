import { answerTo, isPostponed, postponableMs } from './answers.ts'
import { hourMs, instantOf, minuteMs } from './clock-time.ts'
import {
  breaksMissed,
  currentSegment,
  nextBreakWindow,
  plannedAheadMs,
  shiftEnd,
  type BreakWindow,
} from './due-breaks.ts'
import type { Ledger } from './ledger.ts'
import type { Prompt } from './prompt.ts'
import { activeRule, type RuleOf, type RuleProfile } from './rules.ts'

const forecastGoodMs = 5 * minuteMs
const farMs = 24 * hourMs
/** How much of the way from the floor to a perfect service level is asked for at the start of a window. */
const earlyShare = 0.8

/** F-PVD, F-PVD-BAL, F-SHIFT, F-MEAL and F-CONT: the rests that come by the clock of one's own work. */
export function judgeBreaks(ledger: Ledger, profile: RuleProfile): Prompt[] {
  const pvd = activeRule(profile, 'F-PVD')
  const prompts: Prompt[] = []
  if (pvd) {
    prompts.push(...visualBreak(ledger, pvd))
    const balance = activeRule(profile, 'F-PVD-BAL')
    if (balance) prompts.push(...balanceBreak(ledger, pvd, balance))
  }
  const shift = activeRule(profile, 'F-SHIFT')
  if (shift) prompts.push(...shiftRest(ledger, shift))
  const meal = activeRule(profile, 'F-MEAL')
  if (meal) prompts.push(...mealRest(ledger, meal))
  const continuous = activeRule(profile, 'F-CONT')
  const restAtHand = prompts.some((prompt) => prompt.opensAt - ledger.at < 10 * minuteMs)
  if (continuous && !restAtHand) prompts.push(...microPause(ledger, continuous))
  return prompts
}

/**
 * Whether the queue can spare this agent now. Early in the window only one that would hardly notice lets its agents
 * go, towards its end one that keeps its floor does: so a team spreads by itself. Unknown counts as yes only at the
 * agent's own place in the window. `gone` is the share of the window that has passed, 0…1.
 */
export function spared({ forecast, at }: Ledger, gone: number): boolean | undefined {
  if (!forecast || at - forecast.at > forecastGoodMs) return undefined
  const { withoutMe, floor } = forecast
  return withoutMe >= floor + (1 - floor) * earlyShare * (1 - Math.min(1, Math.max(0, gone)))
}

function visualBreak(ledger: Ledger, rule: RuleOf<'F-PVD'>): Prompt[] {
  const window = withinShift(nextBreakWindow(ledger, rule), ledger, rule)
  const { leadMinutes, longestContactMinutes, restMinutes } = rule.settings
  const worked = ledger.effectiveMs
  if (worked < window.opensMs - leadMinutes * minuteMs) return []
  if (worked + plannedAheadMs(ledger) + longestContactMinutes * minuteMs < window.dueMs) return []
  const promptId = `F-PVD:${window.due}`
  const room = window.lastContactMs - window.opensMs
  const ownPlace = window.opensMs + room * (ledger.plan?.stagger ?? 0)
  const free = spared(ledger, (worked - window.opensMs) / room) ?? worked >= ownPlace
  const { accepted } = answerTo(ledger, promptId)
  const hard = worked >= window.lastContactMs
  const inWindow = worked >= window.opensMs
  const open =
    !isPostponed(ledger, promptId) &&
    (hard ||
      (inWindow &&
        (accepted ||
          free ||
          ledger.opened[promptId] !== undefined ||
          answerTo(ledger, promptId).postponedMs > 0)))
  const instant = (effectiveMs: number) => ledger.at + effectiveMs - worked
  return [
    {
      promptId,
      ruleId: 'F-PVD',
      level: hard ? 'hard' : 'soft',
      effect: { kind: 'rest', reason: 101, minutes: restMinutes },
      opensAt: ledger.opened[promptId] ?? (open ? ledger.at : Math.max(ledger.at, instant(ownPlace))),
      dueAt: instant(window.dueMs),
      closesAt: instant(window.closesMs),
      open,
      accepted,
      postponableMs: Math.min(
        postponableMs(ledger, promptId, rule),
        Math.max(0, window.lastContactMs - worked),
      ),
    },
  ]
}

/** A window that outlasts the shift closes with it: the last contact ends, and the rest is taken, before going home. */
function withinShift(window: BreakWindow, ledger: Ledger, { settings }: RuleOf<'F-PVD'>): BreakWindow {
  const aheadMs = plannedAheadMs(ledger)
  // Who works without a plan, or past its end, goes home when he likes.
  if (aheadMs === 0) return window
  const endMs = ledger.effectiveMs + aheadMs - settings.restMinutes * minuteMs
  const closesMs = Math.max(window.opensMs, Math.min(window.closesMs, endMs))
  const lastContactMs = Math.max(window.opensMs, closesMs - settings.longestContactMinutes * minuteMs)
  return { ...window, closesMs, lastContactMs: Math.min(window.lastContactMs, lastContactMs) }
}

/** Missing breaks are taken before the day ends, one after another and never joined into one. */
function balanceBreak(ledger: Ledger, pvd: RuleOf<'F-PVD'>, rule: RuleOf<'F-PVD-BAL'>): Prompt[] {
  const end = shiftEnd(ledger)
  const missed = breaksMissed(ledger, pvd)[0]
  if (end === null || missed === undefined || ledger.at < end - rule.settings.beforeEndMinutes * minuteMs)
    return []
  const since = end - rule.settings.beforeEndMinutes * minuteMs
  return [
    {
      promptId: `F-PVD-BAL:${missed}`,
      ruleId: 'F-PVD-BAL',
      level: 'hard',
      effect: { kind: 'rest', reason: 101, minutes: pvd.settings.restMinutes },
      opensAt: since,
      dueAt: since,
      closesAt: end,
      open: !isPostponed(ledger, `F-PVD-BAL:${missed}`),
      accepted: false,
      postponableMs: 0,
    },
  ]
}

/** Minutes of the rest this shift carries; 0 for a short one. */
export function shiftRestMinutes(ledger: Ledger, { settings }: RuleOf<'F-SHIFT'>): number {
  const segments = ledger.plan?.segments ?? []
  const whole = segments.reduce((sum, { from, to }) => sum + to - from, 0)
  const longest = Math.max(0, ...segments.map(({ from, to }) => to - from))
  const tier = settings.tiers.findLast(({ fromHours }) => whole >= fromHours * hourMs)?.minutes ?? 0
  return longest > settings.floorOverHours * hourMs ? Math.max(tier, settings.floorMinutes) : tier
}

function shiftRest(ledger: Ledger, rule: RuleOf<'F-SHIFT'>): Prompt[] {
  const minutes = shiftRestMinutes(ledger, rule)
  const segments = ledger.plan?.segments ?? []
  // A split shift's gap is the rest; otherwise the one segment is the whole shift.
  const [segment] = segments
  if (minutes === 0 || segments.length !== 1 || !segment || !currentSegment(ledger)) return []
  const { leadMinutes, longestContactMinutes, notInFirstMinutes, notInLastMinutes } = rule.settings
  const restMs = minutes * minuteMs
  if (ledger.rests.some((rest) => rest.reason === 102 && rest.restedMs >= restMs - minuteMs / 2)) return []
  const first = segment.from + notInFirstMinutes * minuteMs
  const closes = segment.to - notInLastMinutes * minuteMs - restMs
  if (closes < first || ledger.at > closes + restMs) return []
  const planned = ledger.plan?.blocks.find(
    (block) => block.kind === 'break' && block.to - block.from >= restMs,
  )
  const middle = (segment.from + segment.to - restMs) / 2
  const due = Math.min(closes, Math.max(first, planned?.from ?? middle))
  const hardAt = Math.max(due, closes - longestContactMinutes * minuteMs)
  // By plan at its time; without one, anywhere around the middle where the queue can spare the agent.
  const around = planned ? 0 : (segment.to - segment.from) / 8
  const early = Math.max(first, due - around)
  const late = Math.min(hardAt, due + around)
  const promptId = 'F-SHIFT:1'
  const { accepted, postponedMs } = answerTo(ledger, promptId)
  const ownPlace = early + (late - early) * (ledger.plan?.stagger ?? 0)
  const free = spared(ledger, (ledger.at - early) / (late - early)) ?? ledger.at >= ownPlace
  const hard = ledger.at >= hardAt
  const mayOpen =
    accepted || free || postponedMs > 0 || ledger.opened[promptId] !== undefined || ledger.at >= late
  const open = !isPostponed(ledger, promptId) && (hard || (ledger.at >= early && mayOpen))
  const opensAt = ledger.opened[promptId] ?? (open ? ledger.at : Math.max(ledger.at, ownPlace))
  if (!open && !accepted && opensAt - ledger.at > leadMinutes * minuteMs && !isPostponed(ledger, promptId))
    return []
  return [
    {
      promptId,
      ruleId: 'F-SHIFT',
      level: hard || postponableMs(ledger, promptId, rule) === 0 ? 'hard' : 'soft',
      effect: { kind: 'rest', reason: 102, minutes },
      opensAt,
      dueAt: due,
      closesAt: closes,
      open,
      accepted,
      postponableMs: Math.min(postponableMs(ledger, promptId, rule), Math.max(0, hardAt - ledger.at)),
    },
  ]
}

/** Lead and agent agree on a meal: the plan's own, else within the site's hours; offered, never imposed. */
function mealRest(ledger: Ledger, rule: RuleOf<'F-MEAL'>): Prompt[] {
  const segment = currentSegment(ledger)
  const planned = ledger.plan?.blocks.find((block) => block.kind === 'meal') ?? siteMeal(ledger, rule)
  if (!segment || !planned || segment.to - segment.from <= rule.settings.spanOverHours * hourMs) return []
  if (ledger.at < planned.from - 5 * minuteMs || ledger.at >= planned.to) return []
  if (ledger.rests.some((rest) => rest.reason === 103)) return []
  const promptId = 'F-MEAL:1'
  const { accepted, declined } = answerTo(ledger, promptId)
  if (declined > 0 || isPostponed(ledger, promptId)) return []
  return [
    {
      promptId,
      ruleId: 'F-MEAL',
      level: 'offer',
      effect: { kind: 'rest', reason: 103, minutes: (planned.to - planned.from) / minuteMs },
      opensAt: planned.from,
      dueAt: planned.from,
      closesAt: planned.to,
      open: accepted,
      accepted,
      postponableMs: postponableMs(ledger, promptId, rule),
    },
  ]
}

/** The site's meal hours on this day; none until the site names them. */
function siteMeal(
  { plan }: Ledger,
  { settings }: RuleOf<'F-MEAL'>,
): { from: number; to: number } | undefined {
  if (!plan || settings.from === null || settings.minutes === null) return undefined
  const from = instantOf(plan.day, settings.from, plan.timeZone)
  return { from, to: from + settings.minutes * minuteMs }
}

function microPause(ledger: Ledger, rule: RuleOf<'F-CONT'>): Prompt[] {
  const afterMs = rule.settings.occupiedMinutes * minuteMs
  if (ledger.stretch.occupiedMs < afterMs) return []
  const promptId = `F-CONT:${ledger.stretch.count}`
  const { accepted } = answerTo(ledger, promptId)
  const dueAt = ledger.at + afterMs - ledger.stretch.occupiedMs
  const left = postponableMs(ledger, promptId, rule)
  return [
    {
      promptId,
      ruleId: 'F-CONT',
      level: left > 0 ? 'soft' : 'hard',
      effect: { kind: 'rest', reason: 105, minutes: rule.settings.pauseMinutes },
      opensAt: dueAt,
      dueAt,
      closesAt: dueAt + farMs,
      open: !isPostponed(ledger, promptId),
      accepted,
      postponableMs: left,
    },
  ]
}
