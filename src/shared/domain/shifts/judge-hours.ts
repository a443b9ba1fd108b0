import { answerTo } from './answers.ts'
import { hourMs, minuteMs } from './clock-time.ts'
import { currentSegment, shiftEnd } from './due-breaks.ts'
import type { Ledger } from './ledger.ts'
import type { Judgement, Prompt } from './prompt.ts'
import { activeRule, type RuleProfile } from './rules.ts'

type Hold = Judgement['holds'][number]

/** F-MAX, F-LATE, F-LOGOUT and F-DISC: where the working day ends, whoever still calls. */
export function judgeHours(ledger: Ledger, profile: RuleProfile): { prompts: Prompt[]; holds: Hold[] } {
  const prompts: Prompt[] = []
  const holds: Hold[] = []
  const max = activeRule(profile, 'F-MAX')
  if (max && ledger.workedMs >= max.settings.hours * hourMs) holds.push({ ruleId: 'F-MAX', untilAt: null })
  const end = currentSegment(ledger)?.to
  const late = activeRule(profile, 'F-LATE')
  if (late && end !== undefined && end - ledger.at <= late.settings.minutes * minuteMs && !ledger.overtime) {
    const promptId = `F-LATE:${end}`
    const { accepted } = answerTo(ledger, promptId)
    if (!accepted) holds.push({ ruleId: 'F-LATE', untilAt: end })
    prompts.push(
      closing(ledger, 'F-LATE', promptId, end, { level: 'offer', effect: { kind: 'cue' }, open: false }),
    )
  }
  const dayEnd = shiftEnd(ledger)
  const logout = activeRule(profile, 'F-LOGOUT')
  if (logout && dayEnd !== null && ledger.mode.kind !== 'out' && !ledger.overtime) {
    const at = dayEnd + logout.settings.afterMinutes * minuteMs
    if (ledger.at >= at) {
      holds.push({ ruleId: 'F-LOGOUT', untilAt: null })
      const effect = { kind: 'sign-out' } as const
      prompts.push(closing(ledger, 'F-LOGOUT', `F-LOGOUT:${at}`, at, { level: 'hard', effect, open: true }))
    }
  }
  if (ledger.mode.kind !== 'out' && isDisconnected(ledger, profile))
    holds.push({ ruleId: 'F-DISC', untilAt: disconnectedUntil(ledger, profile) })
  return { prompts, holds }
}

function closing(
  ledger: Ledger,
  ruleId: 'F-LATE' | 'F-LOGOUT',
  promptId: string,
  at: number,
  rest: Pick<Prompt, 'level' | 'effect' | 'open'>,
): Prompt {
  const { accepted } = answerTo(ledger, promptId)
  return {
    promptId,
    ruleId,
    opensAt: at,
    dueAt: at,
    closesAt: at + hourMs,
    accepted,
    postponableMs: 0,
    ...rest,
  }
}

/** When work may begin again: the hours of rest are full and a shift has started; null where none is planned. */
function disconnectedUntil(ledger: Ledger, profile: RuleProfile): number | null {
  const start = currentSegment(ledger)?.from ?? nextStart(ledger)
  if (start === null) return null
  const hoursIn24 = activeRule(profile, 'F-DISC')?.settings.hoursIn24 ?? 0
  const since = ledger.days.at(-1)?.endedAt ?? -Infinity
  return Math.max(start, since + hoursIn24 * hourMs)
}

function nextStart({ plan, at }: Ledger): number | null {
  return plan?.segments.find(({ from }) => from > at)?.from ?? plan?.nextShiftAt ?? null
}

/** F-DISC: nothing is pushed, rung or notified outside the shift, nor before its hours of rest are full. */
export function isDisconnected(ledger: Ledger, profile: RuleProfile): boolean {
  const rule = activeRule(profile, 'F-DISC')
  if (!rule || ledger.mode.kind === 'contact' || ledger.overtime) return false
  // Who works on a day without a shift came of his own accord.
  const planned = (ledger.plan?.segments.length ?? 0) > 0
  if (!currentSegment(ledger)) return planned || ledger.mode.kind === 'out'
  const since = ledger.days.at(-1)?.endedAt
  const { hoursIn24 } = rule.settings
  return hoursIn24 !== null && since !== undefined && ledger.at - since < hoursIn24 * hourMs
}
