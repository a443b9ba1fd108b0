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
  /** R-VOICE: the next block must be without voice. */
  voiceSpent: boolean
  skills: readonly WorkFunction[]
  excluded: readonly WorkFunction[]
  /** R-FAIR: takes the priority queue by choice. */
  volunteer: boolean
  /** In a contact, or resting: takes part at the next natural end. */
  movable: boolean
}

/** Two colleagues trade functions: every queue keeps as many as before. */
export interface Swap {
  ruleId: 'R-BLOCK' | 'R-BUDGET' | 'R-FAIR'
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
    const taker = heaviest
      .toReversed()
      .find((one) => one !== giver && !taken.has(one.agentId) && fits(giver, one, profile))
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

/** Trained for it (R-SKILL), not barred from it (R-PREF), with voice left to give (R-VOICE), and lighter loaded. */
function fits(giver: TeamMember, taker: TeamMember, profile: RuleProfile): boolean {
  if (giver.work === taker.work || taker.loadThisWeek >= giver.loadThisWeek) return false
  if (weightOf(taker.work, profile) >= weightOf(giver.work, profile)) return false
  if (taker.voiceSpent && isVoice(giver.work) && !isVoice(taker.work)) return false
  if (giver.work === 'priority-phone' && !taker.volunteer) return false
  return mayDo(taker, giver.work, profile) && mayDo(giver, taker.work, profile)
}

function mayDo(member: TeamMember, work: WorkFunction, profile: RuleProfile): boolean {
  const trained = !activeRule(profile, 'R-SKILL') || member.skills.includes(work)
  return trained && !(activeRule(profile, 'R-PREF') !== undefined && member.excluded.includes(work))
}
