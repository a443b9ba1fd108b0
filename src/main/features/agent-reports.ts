import type { z } from 'zod'
import { AgentReportAnswer, paths } from '../../shared/backend-api.ts'
import type { AgentView, ShiftPrompts } from '../../shared/contract.ts'
import { isRest, type AgentReport } from '../../shared/domain/schedules/live.ts'
import { toDeskError } from '../../shared/errors.ts'
import type { Clock } from '../shell.ts'
import type { Question } from '../sync/backend-client.ts'

/** Said again this often, so that the board knows a silent desk from a quiet one. */
const repeatMs = 5 * 60_000

export interface AgentReports {
  /** Something changed, or may have: tells the backend if there is news. */
  tell(): void
  stop(): void
}

/**
 * What the lead's board is true by. One report at a time and only the latest; what is lost on a bad line is said
 * again with the next change or the next turn of the clock, for a board of the past serves nobody.
 */
export function createAgentReports(deps: {
  clock: Clock
  signedIn: () => boolean
  agent: () => AgentView
  shift: () => ShiftPrompts | null
  /** F-DISC: what leads write is not for now. */
  disconnected: () => boolean
  /** F-OCC: a lead can grant a break for it. */
  overloaded: () => boolean
  /** What is needed to find somebody to change functions with, and what was said to who was found. */
  rotation: () => Pick<AgentReport, 'rotation' | 'trade'>
  /** What is told in return. */
  onAnswer: (answer: AgentReportAnswer) => void
  ask<S extends z.ZodType>(question: Question<S>): Promise<z.infer<S>>
}): AgentReports {
  const { clock } = deps
  let told = ''
  let telling = false
  let again = false
  let stopRepeating = () => {}

  function tell(): void {
    if (!deps.signedIn()) return
    const report = { ...reportOf(deps), ...deps.rotation() }
    const key = JSON.stringify({ ...report, nextBreak: report.nextBreak?.dueAt.slice(0, 15) })
    if (key === told) return
    if (telling) {
      again = true
      return
    }
    told = key
    telling = true
    void deps
      .ask({ method: 'PUT', path: paths.agentReport, body: report, reply: AgentReportAnswer })
      .then(deps.onAnswer)
      .catch((thrown: unknown) => {
        told = ''
        return toDeskError(thrown)
      })
      .finally(() => {
        telling = false
        if (again) {
          again = false
          tell()
        }
      })
    stopRepeating()
    stopRepeating = clock.after(repeatMs, () => {
      told = ''
      tell()
    })
  }

  return {
    tell,
    stop() {
      stopRepeating()
      told = ''
      again = false
    },
  }
}

/** Of a rest only that it is one; of what comes, only the window. */
function reportOf(
  deps: Pick<Parameters<typeof createAgentReports>[0], 'agent' | 'shift' | 'disconnected' | 'overloaded'>,
): Omit<AgentReport, 'rotation' | 'trade'> {
  const { presence, state, since } = deps.agent()
  const shift = deps.shift()
  const resting = state === 'not-ready' && isRest(presence)
  return {
    state,
    since,
    resting,
    reason: state === 'not-ready' && presence.kind === 'not-ready' && !resting ? presence.reason : null,
    disconnected: deps.disconnected(),
    overloaded: deps.overloaded(),
    onPrompt: resting && (shift?.resting?.title ?? '') !== '',
    nextBreak: shift && nextBreakOf(shift),
  }
}

function nextBreakOf({ prompts, breaks }: ShiftPrompts): AgentReport['nextBreak'] {
  for (const { effect, opensAt, closesAt } of prompts)
    if (effect.kind === 'rest') return { opensAt, dueAt: opensAt, closesAt, minutes: effect.minutes }
  const at = breaks.nextAt
  return at === null ? null : { opensAt: at, dueAt: at, closesAt: at, minutes: 5 }
}
