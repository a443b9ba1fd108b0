import type { Call, CallEvent } from '../../../shared/domain/call.ts'
import { assertNever } from '../../../shared/errors.ts'

/**
 * What a call becomes when the voice page saw something happen. Pure; the machine is drawn beside `CallPhase`.
 * An event that does not fit the phase changes nothing: SIP repeats itself and races, the truth does not.
 */
export function advance(call: Call, event: CallEvent): Call {
  const { phase } = call
  switch (event.kind) {
    case 'progress':
      return phase.name === 'dialling' ? { ...call, phase: { name: 'ringing', since: phase.since } } : call
    case 'connected':
      return phase.name === 'connected' || phase.name === 'ended'
        ? call
        : { ...call, phase: { name: 'connected', answeredAt: event.at } }
    case 'muted':
      return phase.name === 'ended' ? call : { ...call, muted: event.muted }
    case 'held':
      return phase.name === 'connected' ? { ...call, held: { ...call.held, [event.by]: event.held } } : call
    case 'ended': {
      if (phase.name === 'ended') return call
      const answered = phase.name === 'connected' ? { answeredAt: phase.answeredAt } : {}
      return {
        ...call,
        muted: false,
        held: { local: false, remote: false },
        phase: { name: 'ended', endedAt: event.at, cause: event.cause, ...answered },
      }
    }
    default:
      return assertNever(event)
  }
}
