import type { AgentState, Presence } from '../../../shared/domain/agent.ts'
import type { AgentReport, RotationWord } from '../../../shared/domain/schedules/live.ts'
import { mondayOf } from '../../../shared/domain/schedules/week-time.ts'
import { answerTo } from '../../../shared/domain/shifts/answers.ts'
import { hourMs, minuteMs } from '../../../shared/domain/shifts/clock-time.ts'
import { shiftEnd } from '../../../shared/domain/shifts/due-breaks.ts'
import { workIn } from '../../../shared/domain/shifts/function-now.ts'
import { tradePromptId } from '../../../shared/domain/shifts/judge-rotation.ts'
import type { Ledger } from '../../../shared/domain/shifts/ledger.ts'
import { rotationStanding } from '../../../shared/domain/shifts/rotation-standing.ts'
import type { RuleProfile } from '../../../shared/domain/shifts/rules.ts'

/** What the backend looks for a colleague to trade with by; nothing while the agent rests or is off the channels. */
export function rotationWord(
  ledger: Ledger,
  profile: RuleProfile,
  { state, presence }: { state: AgentState; presence: Presence },
): RotationWord | null {
  const { plan, at } = ledger
  const end = shiftEnd(ledger)
  if (!plan || end === null || end <= at || !onChannel(state, presence)) return null
  const work = workIn(presence, ledger.assigned?.work)
  const { leaves, takes, voiceShare } = rotationStanding(
    {
      work,
      blockMinutes: ledger.block.work === work ? ledger.block.ms / minuteMs : 0,
      loadToday: ledger.loadMs / minuteMs,
      voiceMinutes: ledger.voiceMs / minuteMs,
      effectiveMinutes: ledger.effectiveMs / minuteMs,
      skills: plan.skills,
      excluded: plan.excluded,
    },
    profile,
  )
  const week = weekBefore(ledger, plan.day)
  return {
    work,
    until: new Date(end).toISOString(),
    leaves,
    takes,
    voiceShare: Math.round(voiceShare * 10) / 10,
    load: halfHours(week.loadMs + ledger.loadMs),
    priority: halfHours(week.priorityMs + ledger.priorityMs),
    volunteer: plan.preferred.includes('priority-phone'),
  }
}

/** What the agent said to the trade the backend asked about; null until he said something. */
export function tradeAnswer(ledger: Ledger): AgentReport['trade'] {
  const { trade } = ledger
  if (!trade) return null
  const { accepted, declined } = answerTo(ledger, tradePromptId(trade))
  return accepted || declined > 0 ? { tradeId: trade.tradeId, yes: accepted } : null
}

/** Telephone, e-mail and cases, callbacks; who is in a course, a meeting or without a line is not asked. */
function onChannel(state: AgentState, presence: Presence): boolean {
  if (state === 'signed-out' || state === 'preparing' || state === 'no-line') return false
  return presence.kind === 'ready' || (presence.kind === 'not-ready' && [203, 204].includes(presence.reason))
}

function weekBefore({ days }: Ledger, today: string): { loadMs: number; priorityMs: number } {
  const monday = mondayOf(today)
  const sum = { loadMs: 0, priorityMs: 0 }
  for (const { day, loadMs, priorityMs } of days) {
    if (day < monday || day >= today) continue
    sum.loadMs += loadMs
    sum.priorityMs += priorityMs
  }
  return sum
}

/** Hours in steps of a half: enough to compare two weeks, too coarse to count anybody's minutes. */
const halfHours = (ms: number) => Math.round((ms / hourMs) * 2) / 2
