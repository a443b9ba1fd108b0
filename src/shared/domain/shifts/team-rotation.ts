import { minuteMs } from './clock-time.ts'
import type { RotationStanding } from './rotation-standing.ts'
import { activeRule, type RuleProfile, type WorkFunction } from './rules.ts'
import { isVoice } from './spend.ts'

/**
 * The whole team is looked through so often. In simulated weeks every minute left more shifts with too much voice,
 * and every five a wider spread of the week's load; more seldom than this won nothing any more.
 */
export const lookForTradesEveryMs = 15 * minuteMs

/** What a rotation needs to know of one colleague. */
export interface TeamMember extends RotationStanding {
  agentId: string
  work: WorkFunction
  /** Time in this week by the weight of its functions (R-BUDGET), in the unit of everybody else's. */
  loadThisWeek: number
  priorityThisWeek: number
  /** R-FAIR: takes the priority queue by choice. */
  volunteer: boolean
}

/** Two colleagues trade functions: every queue keeps as many as before. */
export interface Swap {
  ruleId: 'R-BLOCK' | 'R-VOICE' | 'R-BUDGET' | 'R-FAIR'
  /** Has the heavier function and gives it away. */
  giver: string
  taker: string
}

/**
 * Trades that bring the team's loads together: whoever is over a block, over the day's budget or carries most of
 * the week gives the heavier function to the trained colleague who carries least. Nobody is in two trades.
 */
export function proposeSwaps(team: readonly TeamMember[], profile: RuleProfile): Swap[] {
  const swaps: Swap[] = []
  const taken = new Set<string>()
  const heaviest = team.toSorted((a, b) => b.loadThisWeek - a.loadThisWeek)
  for (const giver of heaviest) {
    if (taken.has(giver.agentId)) continue
    const ruleId = giver.leaves ?? (isOverFairShare(giver, team, profile) ? 'R-FAIR' : null)
    if (ruleId === null) continue
    const byLoad = heaviest.toReversed()
    const inTurn = ruleId === 'R-VOICE' ? byLoad.toSorted((a, b) => a.voiceShare - b.voiceShare) : byLoad
    const taker = inTurn.find(
      (one) => one !== giver && !taken.has(one.agentId) && fits(giver, one, ruleId, profile),
    )
    if (!taker) continue
    taken.add(giver.agentId).add(taker.agentId)
    swaps.push({ ruleId, giver: giver.agentId, taker: taker.agentId })
  }
  return swaps
}

function weightOf(work: WorkFunction, profile: RuleProfile): number {
  return activeRule(profile, 'R-BUDGET')?.settings.weights[work] ?? 1
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

/** Each may do what the other does, and the heavier function goes to whoever has carried less. */
function fits(giver: TeamMember, taker: TeamMember, ruleId: Swap['ruleId'], profile: RuleProfile): boolean {
  if (giver.work === taker.work) return false
  if (weightOf(taker.work, profile) >= weightOf(giver.work, profile)) return false
  // Voice is shared out over the day, whoever carried more in the week: that evens the week as well.
  if (ruleId !== 'R-VOICE' && taker.loadThisWeek >= giver.loadThisWeek) return false
  if (ruleId === 'R-VOICE' && isVoice(taker.work)) return false
  if (giver.work === 'priority-phone' && !taker.volunteer) return false
  return taker.takes.includes(giver.work) && giver.takes.includes(taker.work)
}
