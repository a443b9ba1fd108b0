import { minuteMs } from './clock-time.ts'
import { breaksMissed, breaksOwed, hoursAnswered, nextBreakWindow, plannedAheadMs } from './due-breaks.ts'
import { judgeBreaks, shiftRestMinutes } from './judge-breaks.ts'
import { gapMs, grantDue, judgeCare, keptAway, leadAlerts, wrapUpFactor } from './judge-care.ts'
import { isDisconnected, judgeHours } from './judge-hours.ts'
import { judgeRotation } from './judge-rotation.ts'
import type { Ledger } from './ledger.ts'
import type { BreakAccount, Judgement, Prompt } from './prompt.ts'
import { activeRule, type RuleId, type RuleProfile } from './rules.ts'

/**
 * What is due at the ledger's instant and why. Looks only: time and answers are booked by `step`. While the agent
 * rests or is out, no rest is asked for.
 */
export function judge(ledger: Ledger, profile: RuleProfile): Judgement {
  const hours = judgeHours(ledger, profile)
  const { mode } = ledger
  const working = mode.kind === 'ready' || mode.kind === 'contact' || mode.kind === 'task'
  const due = working
    ? [...judgeBreaks(ledger, profile), ...judgeCare(ledger, profile), ...judgeRotation(ledger, profile)]
    : []
  const prompts = [...due, ...hours.prompts].toSorted(byUrgency)
  const holds: Judgement['holds'] = [...hours.holds]
  for (const prompt of prompts) if (holdsBack(prompt)) holds.push({ ruleId: prompt.ruleId, untilAt: null })
  const gap = gapMs(ledger, profile)
  const { lastContactEndedAt } = ledger
  if (mode.kind === 'ready' && lastContactEndedAt !== null && ledger.at < lastContactEndedAt + gap)
    holds.push({ ruleId: 'F-GAP', untilAt: lastContactEndedAt + gap })
  return {
    at: ledger.at,
    prompts,
    holds,
    gapMs: gap,
    wrapUpFactor: wrapUpFactor(ledger, profile),
    keptAway: keptAway(ledger, profile),
    alerts: leadAlerts(ledger, profile),
    disconnected: isDisconnected(ledger, profile),
    breaks: breakAccount(ledger, profile),
    resting: resting(ledger, profile),
  }
}

/** Once its window is open, nothing new is offered to this agent until it took effect. */
function holdsBack(prompt: Prompt): boolean {
  return prompt.open && prompt.effect.kind !== 'cue'
}

/** The prompt to act on when nothing is in the agent's hands: the most urgent that is open. */
export function nextEffect({ prompts }: Judgement): Prompt | undefined {
  return prompts.find(holdsBack)
}

const levels: Readonly<Record<Prompt['level'], number>> = { hard: 0, soft: 1, offer: 2, cue: 3 }

function byUrgency(a: Prompt, b: Prompt): number {
  // Going home is the best rest of all.
  const home = Number(b.effect.kind === 'sign-out') - Number(a.effect.kind === 'sign-out')
  return (
    home || Number(b.open) - Number(a.open) || levels[a.level] - levels[b.level] || a.closesAt - b.closesAt
  )
}

function breakAccount(ledger: Ledger, profile: RuleProfile): BreakAccount {
  const rule = activeRule(profile, 'F-PVD')
  if (!rule) return { owed: 0, taken: 0, debt: 0, nextAt: null }
  const window = nextBreakWindow(ledger, rule)
  const inMs = Math.max(0, window.dueMs - ledger.effectiveMs)
  return {
    owed: breaksOwed(ledger, rule),
    taken: hoursAnswered(ledger, rule).size,
    debt: breaksMissed(ledger, rule).length,
    nextAt: ledger.mode.kind !== 'out' && plannedAheadMs(ledger) >= inMs ? ledger.at + inMs : null,
  }
}

const ruleOfReason: Readonly<Partial<Record<number, RuleId>>> = {
  101: 'F-PVD',
  102: 'F-SHIFT',
  103: 'F-MEAL',
  104: 'F-HARD',
  105: 'F-CONT',
}

function resting(ledger: Ledger, profile: RuleProfile): Judgement['resting'] {
  const { mode } = ledger
  const rest = ledger.rests.at(-1)
  if (mode.kind !== 'rest' || !rest) return null
  const minutes = restMinutes(ledger, profile, mode.reason)
  return {
    reason: mode.reason,
    startedAt: rest.startedAt,
    endsAt: minutes === null ? null : rest.startedAt + minutes * minuteMs,
    ruleId: ruleOfReason[mode.reason] ?? null,
  }
}

/** How long a rest of this reason lasts; null where nobody says. */
export function restMinutes(ledger: Ledger, profile: RuleProfile, reason: number): number | null {
  switch (reason) {
    case 101:
      return activeRule(profile, 'F-PVD')?.settings.restMinutes ?? null
    case 102: {
      const rule = activeRule(profile, 'F-SHIFT')
      return (rule && shiftRestMinutes(ledger, rule)) || null
    }
    case 103:
      return activeRule(profile, 'F-MEAL')?.settings.minutes ?? null
    case 104:
      return activeRule(profile, 'F-HARD')?.settings.restMinutes ?? null
    case 105:
      return grantDue(ledger)?.minutes ?? activeRule(profile, 'F-CONT')?.settings.pauseMinutes ?? null
    default:
      return null
  }
}
