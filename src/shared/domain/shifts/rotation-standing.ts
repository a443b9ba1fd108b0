import { activeRule, WorkFunction, type RuleProfile } from './rules.ts'
import { isVoice } from './spend.ts'

/** What an agent's own day says of rotation. Minutes; the load by R-BUDGET's weights. */
export interface DaySoFar {
  work: WorkFunction
  /** Minutes in this function without another. */
  blockMinutes: number
  loadToday: number
  voiceMinutes: number
  effectiveMinutes: number
  skills: readonly WorkFunction[]
  excluded: readonly WorkFunction[]
}

/** What follows from a day for a rotation: all that leaves the desk, and nothing of what it follows from. */
export interface RotationStanding {
  /** The rule by which the agent should leave this function; null where none does. */
  leaves: 'R-BLOCK' | 'R-VOICE' | 'R-BUDGET' | null
  /** Trained for it (R-SKILL), not barred from it (R-PREF), and with voice left to give (R-VOICE). */
  takes: WorkFunction[]
  /** Of the effective time of the day, 0…1. */
  voiceShare: number
}

export function rotationStanding(day: DaySoFar, profile: RuleProfile): RotationStanding {
  const spent = !isVoice(day.work) && hasVoiceEnough(day, profile)
  const trained = activeRule(profile, 'R-SKILL') ? day.skills : WorkFunction.options
  const barred = activeRule(profile, 'R-PREF') ? day.excluded : []
  return {
    leaves: reasonToLeave(day, profile),
    takes: trained.filter((work) => !barred.includes(work) && !(spent && isVoice(work))),
    voiceShare: voiceShare(day),
  }
}

function reasonToLeave(day: DaySoFar, profile: RuleProfile): RotationStanding['leaves'] {
  const most = activeRule(profile, 'R-BLOCK')?.settings.maxMinutes[day.work]
  if (most !== undefined && day.blockMinutes >= most) return 'R-BLOCK'
  const voice = activeRule(profile, 'R-VOICE')?.settings
  const blockIsOver = voice !== undefined && day.blockMinutes >= voice.blockMinutes
  if (blockIsOver && isVoice(day.work) && hasVoiceEnough(day, profile)) return 'R-VOICE'
  const budget = activeRule(profile, 'R-BUDGET')?.settings.weightedHours
  return budget !== undefined && day.loadToday >= budget * 60 ? 'R-BUDGET' : null
}

/** R-VOICE: with the half block that finding and freeing a colleague takes, the day would be over its share. */
function hasVoiceEnough(day: DaySoFar, profile: RuleProfile): boolean {
  const { percent, blockMinutes } = activeRule(profile, 'R-VOICE')?.settings ?? {}
  if (percent === undefined || blockMinutes === undefined) return false
  return voiceShare(day, blockMinutes / 2) >= percent / 100
}

/** Of the day so far, with so many minutes of voice added to it; 0…1. */
function voiceShare({ voiceMinutes, effectiveMinutes }: DaySoFar, added = 0): number {
  return Math.min(1, (voiceMinutes + added) / Math.max(1, effectiveMinutes + added))
}
