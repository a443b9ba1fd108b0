import type { Call, CallEvent, CallText } from '../../../shared/domain/call.ts'
import { assertNever } from '../../../shared/errors.ts'

/** A talk by text may go on for an hour; the oldest lines leave the screen, not the call. */
const textsKept = 200

/**
 * What a call becomes when the voice page saw something happen. Pure; the machine is drawn beside `CallPhase`.
 * An event that does not fit the phase changes nothing: SIP repeats itself and races, the truth does not.
 */
export function advance(call: Call, event: CallEvent): Call {
  const { phase } = call
  switch (event.kind) {
    case 'progress':
      if (phase.name !== 'dialling' && phase.name !== 'ringing') return call
      if (phase.name === 'ringing' && (phase.earlyMedia || !event.earlyMedia)) return call
      return { ...call, phase: { name: 'ringing', since: phase.since, earlyMedia: event.earlyMedia } }
    case 'connected':
      return phase.name === 'connected' || phase.name === 'ended'
        ? call
        : { ...call, phase: { name: 'connected', answeredAt: event.at } }
    case 'muted':
      return phase.name === 'ended' ? call : { ...call, muted: event.muted }
    case 'held':
      return phase.name === 'connected' ? { ...call, held: { ...call.held, [event.by]: event.held } } : call
    case 'transfer':
      return phase.name === 'connected' ? { ...call, transfer: event.transfer } : call
    case 'joined':
      return phase.name === 'connected' ? { ...call, members: [...call.members, event.name] } : call
    case 'text':
      return phase.name === 'ended' ? call : { ...call, texts: keepText(call.texts, event.text) }
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

/** A replay tells what is known already: the same line at the same moment is the same line. */
function keepText(texts: readonly CallText[], text: CallText): CallText[] {
  const known = texts.some((one) => one.at === text.at && one.from === text.from && one.text === text.text)
  return known ? [...texts] : [...texts, text].slice(-textsKept)
}
