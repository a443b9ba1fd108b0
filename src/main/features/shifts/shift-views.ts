import type { ShiftLedger, ShiftPrompt, ShiftPrompts } from '../../../shared/contract.ts'
import { functionNow } from '../../../shared/domain/shifts/function-now.ts'
import type { Ledger } from '../../../shared/domain/shifts/ledger.ts'
import {
  isOptional,
  type Judgement,
  type Prompt,
  type PromptAnswer,
} from '../../../shared/domain/shifts/prompt.ts'
import type { Rule, RuleId, RuleProfile } from '../../../shared/domain/shifts/rules.ts'
import { lastHour } from '../../../shared/domain/shifts/spend.ts'
import type { OwnWords } from './own-words.ts'

const instant = (at: number) => new Date(at).toISOString()
const instantOrNull = (at: number | null) => (at === null ? null : instant(at))
const minutes = (ms: number) => Math.round(ms / 60_000)

/** What the shift asks, gives and holds back now, as the desk page draws it. */
export function promptsView(
  ledger: Ledger,
  judgement: Judgement,
  profile: RuleProfile,
  nameOfQueue: (queueId: string) => string,
): ShiftPrompts {
  const { resting } = judgement
  const rules = new Map(profile.rules.map((rule) => [rule.id, rule]))
  const asked = new Set(judgement.prompts.map(({ ruleId }) => ruleId))
  return {
    prompts: judgement.prompts.flatMap((prompt) => cardOf(prompt, rules.get(prompt.ruleId))),
    resting: resting && {
      reason: resting.reason,
      title: (resting.ruleId && rules.get(resting.ruleId)?.title) ?? '',
      startedAt: instant(resting.startedAt),
      endsAt: instantOrNull(resting.endsAt),
    },
    breaks: { ...judgement.breaks, nextAt: instantOrNull(judgement.breaks.nextAt) },
    // A hold that has a card of its own says there why.
    holds: judgement.holds
      .filter(({ ruleId }) => !asked.has(ruleId))
      .map(({ ruleId, untilAt }) => ({
        ruleId,
        title: rules.get(ruleId)?.title ?? '',
        untilAt: instantOrNull(untilAt),
      })),
    functionNow: functionView(ledger, rules),
    keptAway: judgement.keptAway.map(nameOfQueue),
  }
}

function functionView(ledger: Ledger, rules: ReadonlyMap<RuleId, Rule>): ShiftPrompts['functionNow'] {
  const now = functionNow(ledger)
  if (!now) return null
  const rule = now.ruleId && rules.get(now.ruleId)
  return {
    work: now.work,
    because: now.because,
    rule: rule ? { ruleId: rule.id, title: rule.title, why: rule.why, source: rule.source } : null,
    untilAt: instantOrNull(now.untilAt),
  }
}

function cardOf(prompt: Prompt, rule: Rule | undefined): ShiftPrompt[] {
  if (!rule) return []
  const { promptId, ruleId, level, effect, opensAt, closesAt, open, accepted, trade } = prompt
  const { title, why, source, verified } = rule
  return [
    {
      promptId,
      ruleId,
      title,
      why,
      source,
      verified,
      level,
      effect,
      open,
      accepted,
      trade: trade ?? false,
      opensAt: instant(opensAt),
      closesAt: instant(closesAt),
      answers: answersTo(prompt),
    },
  ]
}

function answersTo(prompt: Prompt): PromptAnswer[] {
  const { effect, postponableMs } = prompt
  const answers: PromptAnswer[] =
    effect.kind === 'stop' || effect.kind === 'sign-out' ? [] : ['now-after-contact']
  if (postponableMs > 0) answers.push('in-10-min')
  if (postponableMs > 0 || isOptional(prompt)) answers.push('not-now')
  return answers
}

/** The whole account, for the agent alone. */
export function ledgerView(
  ledger: Ledger,
  profile: RuleProfile,
  words: OwnWords,
  breaks: ShiftPrompts['breaks'],
): ShiftLedger {
  const hour = lastHour(ledger)
  return {
    profile: { name: profile.name, version: profile.version, reviewedOn: profile.reviewedOn },
    effectiveMinutes: minutes(ledger.effectiveMs),
    talkMinutes: minutes(ledger.talkMs),
    occupancy: hour.workedMs === 0 ? null : hour.occupiedMs / hour.workedMs,
    loadHours: Math.round(ledger.loadMs / 360_000) / 10,
    hardContacts: ledger.hard.length,
    rests: ledger.rests.map((rest) => ({
      reason: rest.reason,
      startedAt: instant(rest.startedAt),
      minutes: minutes(rest.restedMs),
      hour: rest.due,
    })),
    breaks,
    rules: profile.rules.map(({ id: ruleId, title, why, source, verified, enabled }) => ({
      ruleId,
      title,
      why,
      source,
      verified,
      enabled,
    })),
    postponements: words.postponements(),
    energy: words.energy(),
  }
}
