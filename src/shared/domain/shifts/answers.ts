import { minuteMs } from './clock-time.ts'
import type { Answer, Ledger } from './ledger.ts'
import type { Rule } from './rules.ts'
import type { PromptAnswer } from './prompt.ts'

const untouched: Answer = { accepted: false, declined: 0, untilAt: null, postponedMs: 0 }
const oneStepMs = 10 * minuteMs

export const answerTo = (ledger: Ledger, promptId: string): Answer => ledger.answers[promptId] ?? untouched

/** How long this prompt can still be put off. */
export function postponableMs(ledger: Ledger, promptId: string, { defer }: Rule): number {
  if (!defer) return 0
  const all = defer.times * defer.stepMinutes * minuteMs
  return Math.max(0, all - answerTo(ledger, promptId).postponedMs)
}

export function isPostponed(ledger: Ledger, promptId: string): boolean {
  const { untilAt } = answerTo(ledger, promptId)
  return untilAt !== null && untilAt > ledger.at
}

/**
 * *En 10 min* uses ten minutes of what the rule allows, *Ahora no* all of it. What is used up is used up: the
 * next time the prompt is hard. An offer that is declined is over.
 */
export function withAnswer(
  ledger: Ledger,
  promptId: string,
  answer: PromptAnswer,
  allowedMs: number,
): Ledger {
  const before = answerTo(ledger, promptId)
  const put = (after: Answer): Ledger => {
    const { [promptId]: _closed, ...stillOpen } = ledger.opened
    return {
      ...ledger,
      answers: { ...ledger.answers, [promptId]: after },
      opened: after.accepted ? ledger.opened : stillOpen,
    }
  }
  if (answer === 'now-after-contact') return put({ ...before, accepted: true, untilAt: null })
  const byMs = answer === 'in-10-min' ? Math.min(oneStepMs, allowedMs) : allowedMs
  return put({
    accepted: false,
    declined: before.declined + (answer === 'not-now' ? 1 : 0),
    untilAt: byMs > 0 ? ledger.at + byMs : before.untilAt,
    postponedMs: before.postponedMs + byMs,
  })
}
