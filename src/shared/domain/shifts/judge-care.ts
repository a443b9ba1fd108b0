import { answerTo, isPostponed } from './answers.ts'
import { dayMs, minuteMs } from './clock-time.ts'
import type { Ledger } from './ledger.ts'
import type { Judgement, LeadAlert, Prompt } from './prompt.ts'
import { activeRule, type RuleId, type RuleProfile } from './rules.ts'
import { lastHour } from './spend.ts'

const farMs = dayMs

/** Rests and cues that come from how hard the work was: voice, hostile contacts, occupation, first weeks. */
export function judgeCare(ledger: Ledger, profile: RuleProfile): Prompt[] {
  return [
    ...hardContacts(ledger, profile),
    ...acousticShock(ledger, profile),
    ...voice(ledger, profile),
    ...granted(ledger),
    ...reminders(ledger, profile),
  ]
}

function card(
  ledger: Ledger,
  ruleId: RuleId,
  promptId: string,
  rest: Pick<Prompt, 'level' | 'effect'> & Partial<Prompt>,
): Prompt {
  return {
    promptId,
    ruleId,
    opensAt: ledger.at,
    dueAt: ledger.at,
    closesAt: ledger.at + farMs,
    open: false,
    accepted: answerTo(ledger, promptId).accepted,
    postponableMs: 0,
    ...rest,
  }
}

/** Takes effect after the contact unless the agent says no; said no to, it is offered once more. */
function hardContacts(ledger: Ledger, profile: RuleProfile): Prompt[] {
  const rule = activeRule(profile, 'F-HARD')
  const last = ledger.hard.at(-1)
  if (!rule || !last) return []
  const promptId = `F-HARD:${last.contactId}`
  const { declined, accepted } = answerTo(ledger, promptId)
  if (declined > rule.settings.reoffers || ledger.at - last.at > 60 * minuteMs) return []
  if (ledger.rests.some((rest) => rest.reason === 104 && rest.startedAt >= last.at)) return []
  return [
    card(ledger, 'F-HARD', promptId, {
      level: declined > 0 ? 'offer' : 'soft',
      effect: { kind: 'rest', reason: 104, minutes: rule.settings.restMinutes },
      opensAt: last.at,
      dueAt: last.at,
      open: accepted || declined === 0,
    }),
  ]
}

function acousticShock(ledger: Ledger, profile: RuleProfile): Prompt[] {
  if (!activeRule(profile, 'F-ACOU') || ledger.acousticAt === null) return []
  const at = ledger.acousticAt
  return [
    card(ledger, 'F-ACOU', `F-ACOU:${at}`, {
      level: 'hard',
      effect: { kind: 'stop' },
      opensAt: at,
      dueAt: at,
      open: true,
    }),
  ]
}

function voice(ledger: Ledger, profile: RuleProfile): Prompt[] {
  const prompts: Prompt[] = []
  const self = activeRule(profile, 'F-VOICE-SELF')
  if (self && ledger.hoarseAt !== null)
    prompts.push(offered(ledger, 'F-VOICE-SELF', 'F-VOICE-SELF:1', { kind: 'function', to: null }))
  const day = activeRule(profile, 'F-VOICE-D')
  if (day && ledger.talkMs > day.settings.talkMinutes * minuteMs)
    prompts.push(offered(ledger, 'F-VOICE-D', 'F-VOICE-D:1', { kind: 'function', to: null }))
  const rolling = activeRule(profile, 'F-VOICE-T')
  if (rolling && talkedMuch(ledger, rolling.settings.talkMinutes)) {
    const promptId = `F-VOICE-T:${Math.floor(ledger.talkMs / (rolling.settings.talkMinutes * minuteMs))}`
    prompts.push(card(ledger, 'F-VOICE-T', promptId, { level: 'cue', effect: { kind: 'cue' } }))
  }
  return prompts.filter((prompt) => stillShown(ledger, prompt))
}

/** A no is a no, and what is done is done; an offer that was accepted stays until it took effect. */
function stillShown(ledger: Ledger, { promptId, level }: Prompt): boolean {
  const { declined, accepted } = answerTo(ledger, promptId)
  return declined === 0 && !(accepted && level === 'cue')
}

const offered = (ledger: Ledger, ruleId: RuleId, promptId: string, effect: Prompt['effect']) =>
  card(ledger, ruleId, promptId, { level: 'offer', effect, open: answerTo(ledger, promptId).accepted })

const talkedMuch = (ledger: Ledger, minutes: number) => lastHour(ledger).talkMs > minutes * minuteMs

/** What a lead granted after F-OCC: a rest on top of those owed. */
function granted(ledger: Ledger): Prompt[] {
  const due = grantDue(ledger)
  if (!due) return []
  const promptId = `F-OCC:${due.grantId}`
  const effect = { kind: 'rest', reason: 105, minutes: due.minutes } as const
  return [card(ledger, 'F-OCC', promptId, { level: 'soft', effect, open: !isPostponed(ledger, promptId) })]
}

/** The first break a lead granted that was neither taken nor declined. */
export function grantDue(ledger: Ledger): Ledger['grants'][number] | undefined {
  return ledger.grants.find(({ grantId }) => answerTo(ledger, `F-OCC:${grantId}`).declined === 0)
}

/** Quiet reminders. None of them ever holds a contact back. */
function reminders(ledger: Ledger, profile: RuleProfile): Prompt[] {
  const { cared, at } = ledger
  const prompts: Prompt[] = []
  const cue = (ruleId: RuleId, promptId: string) =>
    prompts.push(card(ledger, ruleId, promptId, { level: 'cue', effect: { kind: 'cue' } }))
  const olderThan = (since: number | null, days: number) => since === null || at - since >= days * dayMs
  const equipment = activeRule(profile, 'F-EQUIP')
  if (equipment && olderThan(cared.equipment, equipment.settings.everyDays)) cue('F-EQUIP', 'F-EQUIP:1')
  const health = activeRule(profile, 'F-HEALTH')
  if (health && olderThan(cared.health, health.settings.everyDays)) cue('F-HEALTH', 'F-HEALTH:1')
  const eye = activeRule(profile, 'F-EYE')
  if (eye) {
    const turn = Math.floor(ledger.effectiveMs / (eye.settings.everyMinutes * minuteMs))
    const sinceMs = ledger.effectiveMs - turn * eye.settings.everyMinutes * minuteMs
    if (turn > 0 && sinceMs < eye.settings.cueSeconds * 1000) cue('F-EYE', `F-EYE:${turn}`)
  }
  const check = activeRule(profile, 'F-CHECK')
  if (check && cared.checks < checksDue(ledger, check.settings.perShift))
    cue('F-CHECK', `F-CHECK:${cared.checks + 1}`)
  return prompts.filter((prompt) => stillShown(ledger, prompt))
}

/** Spread over the shift: twice means after a third and after two thirds of it. */
function checksDue({ plan, at }: Ledger, perShift: number): number {
  const from = plan?.segments[0]?.from
  const to = plan?.segments.at(-1)?.to
  if (from === undefined || to === undefined || at <= from || at >= to) return 0
  return Math.min(perShift, Math.floor(((at - from) / (to - from)) * (perShift + 1)))
}

/** F-GAP with what F-VOICE-T and F-NEW add. Ms from the end of a contact to the next offer. */
export function gapMs(ledger: Ledger, profile: RuleProfile): number {
  const gap = activeRule(profile, 'F-GAP')
  if (!gap || (ledger.gapCutFor !== null && ledger.gapCutFor === ledger.lastContactEndedAt)) return 0
  const voice = activeRule(profile, 'F-VOICE-T')
  const added =
    (voice && talkedMuch(ledger, voice.settings.talkMinutes) ? voice.settings.extraGapSeconds : 0) +
    (isNew(ledger, profile)?.extraGapSeconds ?? 0)
  return Math.min(gap.settings.mostSeconds, gap.settings.seconds + added) * 1000
}

export const wrapUpFactor = (ledger: Ledger, profile: RuleProfile) =>
  isNew(ledger, profile)?.wrapUpFactor ?? 1

function isNew({ plan }: Ledger, profile: RuleProfile) {
  const rule = activeRule(profile, 'F-NEW')
  const days = plan?.experienceDays ?? null
  return rule && days !== null && days < rule.settings.underDays ? rule.settings : undefined
}

/** F-HARD-N: once there were so many, the topics of them stay away for the rest of the shift. */
export function keptAway(ledger: Ledger, profile: RuleProfile): string[] {
  const rule = activeRule(profile, 'F-HARD-N')
  if (!rule || ledger.topicsBack || ledger.hard.length < rule.settings.contacts) return []
  return [...new Set(ledger.hard.map(({ topic }) => topic).filter((topic) => topic !== ''))]
}

/** F-OCC of one agent: for the lead, who alone decides; without a whole hour of figures nobody is alarmed. */
export function leadAlerts(ledger: Ledger, profile: RuleProfile): LeadAlert[] {
  const rule: Judgement['alerts'][number] = { ruleId: 'F-OCC', at: ledger.at }
  const active = activeRule(profile, 'F-OCC')
  if (!active) return []
  const { agentPercent, overMinutes } = active.settings
  const { occupiedMs, workedMs } = lastHour(ledger)
  const whole = workedMs >= (overMinutes - 1) * minuteMs
  const own = whole && occupiedMs / workedMs > agentPercent / 100
  return own ? [rule] : []
}
