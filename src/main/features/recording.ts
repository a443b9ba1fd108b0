import { paths, RecordingView } from '../../shared/backend-api.ts'
import type { Call } from '../../shared/domain/call.ts'
import { DeskError } from '../../shared/errors.ts'
import type { HandlersOf } from '../feature.ts'
import type { AskBackend } from '../sync/backend-client.ts'

/** Whether a call is recorded, and the pause while a citizen says what must not be kept: the exchange's word. */
export function createRecording(deps: { calls: () => readonly Call[]; ask: AskBackend }): {
  readonly handlers: HandlersOf<'recording'>
} {
  /** Undefined for a call that the exchange gave no name: nobody can ask for it. */
  function pathOf(callId: string): string | undefined {
    const call = deps.calls().find((one) => one.callId === callId)
    if (!call) throw new DeskError('not-found', 'That call is over.')
    const { externalCallId } = call.offer
    return externalCallId === ''
      ? undefined
      : `${paths.calls}/${encodeURIComponent(externalCallId)}/recording`
  }

  return {
    handlers: {
      async 'recording.get'({ callId }) {
        const path = pathOf(callId)
        if (path === undefined) return { state: 'none' }
        return await deps.ask({ method: 'GET', path, reply: RecordingView }).catch((error: unknown) => {
          if (error instanceof DeskError && error.code === 'unavailable') return { state: 'unknown' as const }
          throw error
        })
      },
      async 'recording.pause'({ callId, paused }) {
        const path = pathOf(callId)
        if (path === undefined) throw new DeskError('not-found', 'This call is not recorded.')
        return await deps.ask({ method: 'PUT', path, body: { paused }, reply: RecordingView })
      },
    },
  }
}
