import { activeRule, type RuleProfile, type WorkFunction } from './rules.ts'
import { isVoice } from './spend.ts'

/** What a rotation needs to know of one colleague. Loads in weighted minutes, by R-BUDGET's weights. */
export interface TeamMember {
  agentId: string
  work: WorkFunction
  /** Minutes in this function without another. */
  blockMinutes: number
  loadToday: number
  loadThisWeek: number
  priorityThisWeek: number
  /** R-VOICE: of today's effective minutes, how many were on voice. */
  voiceMinutes: number
  effectiveMinutes: number
  skills: readonly WorkFunction[]
  excluded: readonly WorkFunction[]
  /** R-FAIR: takes the priority queue by choice. */
  volunteer: boolean
  /** In a contact, or resting: takes part at the next natural end. */
  movable: boolean
}

/** Two colleagues trade functions: every queue keeps as many as before. */
export interface Swap {
  ruleId: 'R-BLOCK' | 'R-VOICE' | 'R-BUDGET' | 'R-FAIR'
  one: string
  other: string
}

/**
 * Trades that bring the team's loads together: whoever is over a block, over the day's budget or carries most of
 * the week gives the heavier function to the trained colleague who carries least. Nobody is in two trades.
 */
export function proposeSwaps(team: readonly TeamMember[], profile: RuleProfile): Swap[] {
  const swaps: Swap[] = []
  const taken = new Set<string>()
  const heaviest = team.filter((one) => one.movable).toSorted((a, b) => b.loadThisWeek - a.loadThisWeek)
  for (const giver of heaviest) {
    if (taken.has(giver.agentId)) continue
    const ruleId = reasonToLeave(giver, team, profile)
    if (!ruleId) continue
    const byLoad = heaviest.toReversed()
    const inTurn = ruleId === 'R-VOICE' ? byLoad.toSorted((a, b) => voiceShare(a) - voiceShare(b)) : byLoad
    const taker = inTurn.find(
      (one) => one !== giver && !taken.has(one.agentId) && fits(giver, one, ruleId, profile),
    )
    if (!taker) continue
    taken.add(giver.agentId).add(taker.agentId)
    swaps.push({ ruleId, one: giver.agentId, other: taker.agentId })
  }
  return swaps
}

function weightOf(work: WorkFunction, profile: RuleProfile): number {
  return activeRule(profile, 'R-BUDGET')?.settings.weights[work] ?? 1
}

function reasonToLeave(
  member: TeamMember,
  team: readonly TeamMember[],
  profile: RuleProfile,
): Swap['ruleId'] | undefined {
  const most = activeRule(profile, 'R-BLOCK')?.settings.maxMinutes[member.work]
  if (most !== undefined && member.blockMinutes >= most) return 'R-BLOCK'
  const voice = activeRule(profile, 'R-VOICE')?.settings
  const blockIsOver = voice !== undefined && member.blockMinutes >= voice.blockMinutes
  if (blockIsOver && isVoice(member.work) && hasVoiceEnough(member, profile)) return 'R-VOICE'
  const budget = activeRule(profile, 'R-BUDGET')?.settings.weightedHours
  if (budget !== undefined && member.loadToday >= budget * 60) return 'R-BUDGET'
  return isOverFairShare(member, team, profile) ? 'R-FAIR' : undefined
}

/** R-FAIR: more priority minutes this week than the volunteers' mean, by more than the rule's margin. */
export function isOverFairShare(
  member: TeamMember,
  team: readonly TeamMember[],
  profile: RuleProfile,
): boolean {
  const rule = activeRule(profile, 'R-FAIR')
  if (!rule || member.work !== 'priority-phone') return false
  const shares = team.filter((one) => one.volunteer).map((one) => one.priorityThisWeek)
  if (shares.length === 0) return false
  const mean = shares.reduce((sum, one) => sum + one, 0) / shares.length
  return member.priorityThisWeek > mean * (1 + rule.settings.percent / 100)
}

/** R-VOICE: with the half block that finding and freeing a colleague takes, the day would be over its share. */
function hasVoiceEnough(member: TeamMember, profile: RuleProfile): boolean {
  const { percent, blockMinutes } = activeRule(profile, 'R-VOICE')?.settings ?? {}
  if (percent === undefined || blockMinutes === undefined) return false
  return voiceShare(member, blockMinutes / 2) >= percent / 100
}

/** Of the day so far, with so many minutes of voice added to it; 0…1. */
function voiceShare({ voiceMinutes, effectiveMinutes }: TeamMember, added = 0): number {
  return (voiceMinutes + added) / Math.max(1, effectiveMinutes + added)
}

/** Trained for it (R-SKILL), not barred from it (R-PREF), with voice left to give (R-VOICE), and lighter loaded. */
function fits(giver: TeamMember, taker: TeamMember, ruleId: Swap['ruleId'], profile: RuleProfile): boolean {
  if (giver.work === taker.work) return false
  if (weightOf(taker.work, profile) >= weightOf(giver.work, profile)) return false
  // Voice is shared out over the day, whoever carried more in the week: that evens the week as well.
  if (ruleId !== 'R-VOICE' && taker.loadThisWeek >= giver.loadThisWeek) return false
  if (ruleId === 'R-VOICE' && isVoice(taker.work)) return false
  if (isVoice(giver.work) && !isVoice(taker.work) && hasVoiceEnough(taker, profile)) return false
  if (giver.work === 'priority-phone' && !taker.volunteer) return false
  return mayDo(taker, giver.work, profile) && mayDo(giver, taker.work, profile)
}

function mayDo(member: TeamMember, work: WorkFunction, profile: RuleProfile): boolean {
  const trained = !activeRule(profile, 'R-SKILL') || member.skills.includes(work)
  return trained && !(activeRule(profile, 'R-PREF') !== undefined && member.excluded.includes(work))
}
