import { answerTo, isPostponed, postponableMs } from './answers.ts'
import { minuteMs, wallClock } from './clock-time.ts'
import { plannedBlock } from './function-now.ts'
import type { Ledger } from './ledger.ts'
import type { Prompt } from './prompt.ts'
import { activeRule, type RuleOf, type RuleProfile, WorkFunction } from './rules.ts'
import { isVoice } from './spend.ts'

/** R-BLOCK with R-VOICE, R-BUDGET, R-SL, R-SKILL and R-PREF: when to change function, and to which. */
export function judgeRotation(ledger: Ledger, profile: RuleProfile): Prompt[] {
  const traded = tradeOffered(ledger)
  if (traded.length > 0) return traded
  const planned = plannedChange(ledger, profile)
  if (planned.length > 0) return planned
  const block = blockOver(ledger, profile)
  return block.length > 0 ? block : budgetSpent(ledger, profile)
}

export const tradePromptId = ({ tradeId }: { tradeId: string }) => `trade:${tradeId}`

/**
 * A trade with a colleague keeps every queue its hands, so it goes before a change by oneself. It holds nothing back
 * until both have said yes and it is this one's turn.
 */
function tradeOffered(ledger: Ledger): Prompt[] {
  const { trade, assigned, at } = ledger
  if (!trade || at >= trade.until) return []
  const moved = assigned?.work === trade.to && assigned.at >= trade.at
  const promptId = tradePromptId(trade)
  const { accepted, declined } = answerTo(ledger, promptId)
  if (moved || declined > 0) return []
  return [
    {
      promptId,
      ruleId: trade.ruleId,
      level: 'offer',
      effect: { kind: 'function', to: trade.to },
      opensAt: trade.at,
      dueAt: trade.at,
      closesAt: trade.until,
      open: accepted && trade.go,
      accepted,
      trade: true,
      postponableMs: 0,
    },
  ]
}

/** The plan rotates too: at the start of its next block the change is offered, and R-SL may hold it as any other. */
function plannedChange(ledger: Ledger, profile: RuleProfile): Prompt[] {
  const rule = activeRule(profile, 'R-BLOCK')
  const block = plannedBlock(ledger)
  const work = workOf(ledger)
  const first = ledger.plan?.segments.some(({ from }) => from === block?.from) ?? true
  if (!rule || !block || !work || first || block.kind === (ledger.assigned?.work ?? work)) return []
  if ((ledger.assigned?.at ?? 0) >= block.from || held(ledger, profile, ledger.at - block.from)) return []
  if (activeRule(profile, 'R-PREF') && ledger.plan?.excluded.includes(block.kind)) return []
  return offer(ledger, rule, `R-BLOCK:plan:${block.from}`, block.kind, block.from)
}

/** R-BUDGET: the day's weighted hours are used up, and something lighter is there to do. */
function budgetSpent(ledger: Ledger, profile: RuleProfile): Prompt[] {
  const rule = activeRule(profile, 'R-BUDGET')
  const work = workOf(ledger)
  if (!rule || !work || ledger.loadMs < rule.settings.weightedHours * 60 * minuteMs) return []
  const [to] = nextFunctions(ledger, profile)
  return to === undefined ? [] : offer(ledger, rule, 'R-BUDGET:1', to, ledger.at)
}

function blockOver(ledger: Ledger, profile: RuleProfile): Prompt[] {
  const rule = activeRule(profile, 'R-BLOCK')
  const work = workOf(ledger)
  if (!rule || !work) return []
  const most = rule.settings.maxMinutes[work]
  if (most === undefined) return []
  const over = ledger.block.ms - most * nightFactor(ledger, profile) * minuteMs
  if (over < 0 || held(ledger, profile, over)) return []
  const [to] = nextFunctions(ledger, profile)
  if (to === undefined) return []
  return offer(ledger, rule, `R-BLOCK:${ledger.block.count}`, to, ledger.at - over)
}

function offer(
  ledger: Ledger,
  rule: RuleOf<'R-BLOCK'> | RuleOf<'R-BUDGET'>,
  promptId: string,
  to: WorkFunction,
  dueAt: number,
): Prompt[] {
  const { accepted, declined } = answerTo(ledger, promptId)
  // A no is a no; who said *En 10 min* is asked again then.
  if (declined > 0 || isPostponed(ledger, promptId)) return []
  return [
    {
      promptId,
      ruleId: rule.id,
      level: 'offer',
      effect: { kind: 'function', to },
      opensAt: dueAt,
      dueAt,
      closesAt: dueAt + 60 * minuteMs,
      open: accepted,
      accepted,
      postponableMs: postponableMs(ledger, promptId, rule),
    },
  ]
}

/** R-SL: the queue that would fall under its floor keeps the agent a little longer, never more than the rule says. */
function held({ forecast }: Ledger, profile: RuleProfile, overMs: number): boolean {
  const rule = activeRule(profile, 'R-SL')
  if (!rule || !forecast || overMs >= rule.settings.holdMinutes * minuteMs) return false
  return forecast.withoutMe < rule.settings.floorPercent / 100
}

/**
 * Functions the agent may go to, those he likes and then the lightest first: trained for (R-SKILL), not excluded (R-PREF), without voice
 * where the shift has had its share of it (R-VOICE), and not heavier where the day's budget is used up (R-BUDGET).
 */
export function nextFunctions(ledger: Ledger, profile: RuleProfile): WorkFunction[] {
  const weights = activeRule(profile, 'R-BUDGET')?.settings
  const weight = (work: WorkFunction) => weights?.weights[work] ?? 1
  const current = workOf(ledger)
  const voiceSpent = isVoiceSpent(ledger, profile)
  const loadSpent = weights !== undefined && ledger.loadMs >= weights.weightedHours * 60 * minuteMs
  const { skills = [], excluded = [], preferred = [] } = ledger.plan ?? {}
  const wanted = activeRule(profile, 'R-PREF') ? preferred : []
  const trained = activeRule(profile, 'R-SKILL') ? skills : WorkFunction.options
  const barred = activeRule(profile, 'R-PREF') ? excluded : []
  return trained
    .filter(
      (work) =>
        work !== current &&
        !barred.includes(work) &&
        !(voiceSpent && isVoice(work)) &&
        !(loadSpent && current !== undefined && weight(work) >= weight(current)),
    )
    .toSorted((a, b) => Number(wanted.includes(b)) - Number(wanted.includes(a)) || weight(a) - weight(b))
}

/** R-VOICE: whether so much of the shift was voice that the next block must be without. */
function isVoiceSpent({ voiceMs, effectiveMs }: Ledger, profile: RuleProfile): boolean {
  const rule = activeRule(profile, 'R-VOICE')
  return rule !== undefined && effectiveMs > 0 && voiceMs / effectiveMs >= rule.settings.percent / 100
}

function nightFactor({ at, plan }: Ledger, profile: RuleProfile): number {
  const { from, to, blockFactor } = activeRule(profile, 'F-NIGHT')?.settings ?? {}
  if (!plan || !from || !to || !blockFactor) return 1
  const minutesOf = (wall: string) => Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3))
  const now = wallClock(at, plan.timeZone).wallMs / minuteMs
  const [start, end] = [minutesOf(from), minutesOf(to)]
  const night = start <= end ? now >= start && now < end : now >= start || now < end
  return night ? blockFactor : 1
}

/** The function the agent is on, whichever queue the contact in hand came from. */
function workOf({ mode, block }: Ledger): WorkFunction | undefined {
  return mode.kind === 'rest' || mode.kind === 'out' ? undefined : block.work
}
