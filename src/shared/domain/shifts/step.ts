import { answerTo, postponableMs, withAnswer } from './answers.ts'
import { breaksOwed, hourAnsweredNow, hoursAnswered } from './due-breaks.ts'
import { minuteMs } from './clock-time.ts'
import { judge, restMinutes } from './judge.ts'
import { grantDue } from './judge-care.ts'
import { freshDay, type Ledger, type Mode, type Plan, type Rest } from './ledger.ts'
import { activeRule, type RuleId, type RuleProfile } from './rules.ts'
import { isOptional, type PromptAnswer } from './prompt.ts'
import type { ShiftEvent } from './shift-event.ts'
import { blockWith, restedEnough, spend } from './spend.ts'

const daysKept = 366

/**
 * One event on the ledger. Pure: the same events in the same order give the same ledger, on any machine and after
 * any restart. Opened windows are written down here, so that a prompt once open stays open.
 */
export function step(ledger: Ledger, event: ShiftEvent, profile: RuleProfile): Ledger {
  return latch(applied(spend(ledger, event.at, profile), event, profile), profile)
}

function applied(ledger: Ledger, event: ShiftEvent, profile: RuleProfile): Ledger {
  switch (event.kind) {
    case 'tick':
      return ledger
    case 'planned':
      return planned(ledger, event.plan, profile)
    case 'mode':
      return moved(ledger, event.mode, profile)
    case 'answered':
      return answered(ledger, event.promptId, event.answer, profile)
    case 'hard-contact': {
      const { contactId, topic, at } = event
      if (ledger.hard.some((one) => one.contactId === contactId)) return ledger
      return { ...ledger, hard: [...ledger.hard, { contactId, topic, at }] }
    }
    case 'hoarse':
      return { ...ledger, hoarseAt: event.at }
    case 'acoustic-shock':
      return { ...ledger, acousticAt: event.at }
    case 'acoustic-cleared':
      return { ...ledger, acousticAt: null }
    case 'forecast': {
      const { at, serviceLevel, withoutMe, floor } = event
      return { ...ledger, forecast: { at, serviceLevel, withoutMe, floor } }
    }
    case 'granted': {
      const { grantId, minutes } = event
      if (ledger.granted.includes(grantId)) return ledger
      const grants = [...ledger.grants, { grantId, minutes }]
      return { ...ledger, grants, granted: [...ledger.granted, grantId] }
    }
    case 'gap-cut':
      return { ...ledger, gapCutFor: ledger.lastContactEndedAt }
    case 'overtime-agreed':
      return { ...ledger, overtime: true }
    case 'assigned': {
      const { work, ruleId, at } = event
      return { ...ledger, assigned: { work, ruleId, at } }
    }
    case 'trade':
      return { ...ledger, trade: tradeHeard(ledger, event) }
    case 'topics-back':
      return { ...ledger, topicsBack: true }
    case 'cared':
      return { ...ledger, cared: caredFor(ledger, event.what) }
  }
}

function tradeHeard(before: Ledger, { at, trade }: Extract<ShiftEvent, { kind: 'trade' }>): Ledger['trade'] {
  if (!trade) return null
  const { tradeId, ruleId, to, go, leftMs } = trade
  const first = before.trade?.tradeId === tradeId ? before.trade.at : at
  return { tradeId, ruleId, to, go, at: first, until: at + leftMs }
}

/** A new working day starts its own account; the old one is kept as one line. */
function planned(ledger: Ledger, plan: Plan, profile: RuleProfile): Ledger {
  const before = ledger.plan
  // Reminders count from the day the desk first saw the agent.
  const { equipment, health } = ledger.cared
  const cared = { ...ledger.cared, equipment: equipment ?? ledger.at, health: health ?? ledger.at }
  if (before === null || before.day === plan.day) return { ...ledger, plan, cared }
  const pvd = activeRule(profile, 'F-PVD')
  const { effectiveMs, workedMs, talkMs, loadMs, priorityMs, at } = ledger
  const record = {
    day: before.day,
    effectiveMs,
    workedMs,
    talkMs,
    loadMs,
    priorityMs,
    restsTaken: pvd ? hoursAnswered(ledger, pvd).size : 0,
    restsOwed: pvd ? breaksOwed(ledger, pvd) : 0,
    endedAt: Math.min(at, ledger.mode.kind === 'out' ? ledger.modeSince : (before.segments.at(-1)?.to ?? at)),
  }
  const worked = workedMs > 0 ? [...ledger.days, record].slice(-daysKept) : ledger.days
  return { ...ledger, ...freshDay(), plan, days: worked, cared: { ...cared, checks: 0 } }
}

/** Nobody rests in the middle of a contact, whatever a presence says: it ends first. */
function moved(ledger: Ledger, mode: Mode, profile: RuleProfile): Ledger {
  const { mode: before, at } = ledger
  if (same(before, mode)) return ledger
  const next: Ledger = { ...ledger, mode, modeSince: at, block: blockWith({ ...ledger, mode }, 0) }
  const spoke = before.kind === 'contact' && before.phase !== 'offered'
  if (spoke && mode.kind !== 'contact') next.lastContactEndedAt = at
  if (before.kind === 'rest') {
    next.rests = closed(ledger)
    next.answers = cutShort(ledger, profile)
    next.grants = grantsLeft(ledger)
  }
  if (mode.kind === 'rest') {
    const pvd = activeRule(profile, 'F-PVD')
    const due = mode.reason === 101 && pvd ? hourAnsweredNow(ledger, pvd) : null
    const rest = {
      reason: mode.reason,
      due,
      startedAt: at,
      endedAt: null,
      restedMs: 0,
      startedEffectiveMs: ledger.effectiveMs,
    }
    next.rests = [...next.rests, rest]
  }
  return next
}

/** What a lead granted is used up by a rest that lasted as long. */
function grantsLeft(ledger: Ledger): Ledger['grants'] {
  const rest = ledger.rests.at(-1)
  const due = grantDue(ledger)
  if (!due || rest?.reason !== 105 || !restedEnough(rest, due.minutes)) return ledger.grants
  return ledger.grants.filter((one) => one !== due)
}

const backAfterMs = 10 * minuteMs

/** Who comes back early is not sent away again at once: what is still due returns in ten minutes. */
function cutShort(ledger: Ledger, profile: RuleProfile): Ledger['answers'] {
  const rest = ledger.rests.at(-1)
  const minutes = rest && restMinutes(ledger, profile, rest.reason)
  if (!rest || !minutes || restedEnough(rest, minutes)) return ledger.answers
  const promptIds = Object.keys(ledger.opened).filter((promptId) => asksFor(promptId, rest))
  const later = (promptId: string) =>
    [promptId, { ...answerTo(ledger, promptId), accepted: false, untilAt: ledger.at + backAfterMs }] as const
  return { ...ledger.answers, ...Object.fromEntries(promptIds.map(later)) }
}

function asksFor(promptId: string, { reason, due }: Rest): boolean {
  switch (reason) {
    case 101:
      return promptId === `F-PVD:${due}` || promptId === `F-PVD-BAL:${due}`
    case 102:
      return promptId === 'F-SHIFT:1'
    case 105:
      return promptId.startsWith('F-CONT:') || promptId.startsWith('F-OCC:')
    default:
      return false
  }
}

function closed({ rests, at }: Ledger): Ledger['rests'] {
  const last = rests.at(-1)
  return last ? [...rests.slice(0, -1), { ...last, endedAt: at }] : rests
}

function same(a: Mode, b: Mode): boolean {
  if (a.kind !== b.kind) return false
  if (a.kind === 'contact' && b.kind === 'contact') return a.contactId === b.contactId && a.phase === b.phase
  if (a.kind === 'rest' && b.kind === 'rest') return a.reason === b.reason
  if (a.kind === 'task' && b.kind === 'task') return a.reason === b.reason && a.work === b.work
  if (a.kind === 'ready' && b.kind === 'ready') return a.work === b.work
  return true
}

function answered(ledger: Ledger, promptId: string, answer: PromptAnswer, profile: RuleProfile): Ledger {
  const prompt = judge(ledger, profile).prompts.find((one) => one.promptId === promptId)
  // Too late, or twice: what is no longer asked needs no answer.
  if (!prompt) return ledger
  const rule = activeRule(profile, prompt.ruleId)
  if (answer !== 'now-after-contact' && !isOptional(prompt) && prompt.postponableMs === 0) return ledger
  const allowed = rule ? Math.min(prompt.postponableMs, postponableMs(ledger, promptId, rule)) : 0
  const next = withAnswer(ledger, promptId, answer, allowed)
  const care = answer === 'now-after-contact' ? careOf[prompt.ruleId] : undefined
  return care ? { ...next, cared: caredFor(next, care) } : next
}

const careOf: Readonly<Partial<Record<RuleId, 'equipment' | 'health' | 'check'>>> = {
  'F-EQUIP': 'equipment',
  'F-HEALTH': 'health',
  'F-CHECK': 'check',
}

function caredFor({ cared, at }: Ledger, what: 'equipment' | 'health' | 'check'): Ledger['cared'] {
  switch (what) {
    case 'equipment':
      return { ...cared, equipment: at }
    case 'health':
      return { ...cared, health: at }
    case 'check':
      return { ...cared, checks: cared.checks + 1 }
  }
}

function latch(ledger: Ledger, profile: RuleProfile): Ledger {
  let opened = ledger.opened
  for (const prompt of judge(ledger, profile).prompts) {
    if (!prompt.open || opened[prompt.promptId] !== undefined) continue
    if (answerTo(ledger, prompt.promptId).untilAt !== null && prompt.level === 'offer') continue
    opened = { ...opened, [prompt.promptId]: ledger.at }
  }
  return opened === ledger.opened ? ledger : { ...ledger, opened }
}
