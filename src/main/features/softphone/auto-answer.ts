import type { AutoAnswering } from '../../../shared/contract.ts'
import type { AutoAnswer } from '../../../shared/domain/catalogue.ts'
import { DeskError } from '../../../shared/errors.ts'
import type { Clock } from '../../shell.ts'

export interface CallsAnsweringThemselves {
  /** `policy` is the queue's; undefined where it wants a press. */
  offered(callId: string, policy: AutoAnswer | undefined): void
  /** It was answered by hand, rejected, or is over. */
  forget(callId: string): void
  view(): AutoAnswering | null
  /** The agent wants to press himself, this once. Throws `forbidden` where the queue does not allow it. */
  refuse(callId: string): void
}

/**
 * Answers for the agent where his queue says so: after some seconds in which he sees it coming, and with a tone in
 * his ear before he is heard. Who cannot work so says it once in the settings, if the queue lets him.
 */
export function createAutoAnswer(deps: {
  clock: Clock
  /** The agent's own setting: never without a press. */
  unwanted: () => boolean
  answer: (callId: string) => void
  onChanged: () => void
}): CallsAnsweringThemselves {
  let waiting: (AutoAnswering & { cancel: () => void }) | undefined

  function end(): void {
    waiting?.cancel()
    waiting = undefined
    deps.onChanged()
  }

  return {
    offered(callId, policy) {
      if (!policy || (policy.agentMayRefuse && deps.unwanted())) return
      const afterMs = policy.afterSeconds * 1000
      const cancel = deps.clock.after(afterMs, () => {
        end()
        deps.answer(callId)
      })
      const at = new Date(deps.clock.now() + afterMs).toISOString()
      waiting = { callId, at, agentMayRefuse: policy.agentMayRefuse, cancel }
      deps.onChanged()
    },
    forget(callId) {
      if (waiting?.callId === callId) end()
    },
    view: () =>
      waiting ? { callId: waiting.callId, at: waiting.at, agentMayRefuse: waiting.agentMayRefuse } : null,
    refuse(callId) {
      if (waiting?.callId !== callId) throw new DeskError('not-found', 'That call does not answer itself.')
      if (!waiting.agentMayRefuse)
        throw new DeskError('forbidden', 'This queue answers every call by itself.')
      end()
    },
  }
}
