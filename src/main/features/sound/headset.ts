import type { Call } from '../../../shared/domain/call.ts'
import type { HeadsetButton, HeadsetLights } from '../../../shared/domain/sound.ts'

export type HeadsetMeaning =
  { what: 'answer' | 'reject' | 'hang-up'; callId: string } | { what: 'mute'; callId: string; muted: boolean }

/**
 * What a press means for the calls there are. A headset also tells what it was told (its hook follows its light), so
 * a press that fits no call means nothing; and hanging up never rejects the citizen who rings meanwhile.
 */
export function meaningOf(button: HeadsetButton, calls: readonly Call[]): HeadsetMeaning | undefined {
  const ringing = calls.find(({ phase }) => phase.name === 'alerting')
  const talking = talkingOf(calls)
  switch (button) {
    case 'off-hook':
      return ringing && !talking ? { what: 'answer', callId: ringing.callId } : undefined
    case 'on-hook':
      return talking && { what: 'hang-up', callId: talking.callId }
    case 'drop':
      if (talking) return { what: 'hang-up', callId: talking.callId }
      return ringing && { what: 'reject', callId: ringing.callId }
    case 'mute':
      return talking?.phase.name === 'connected'
        ? { what: 'mute', callId: talking.callId, muted: !talking.muted }
        : undefined
  }
}

/** What the headset shows, so that its own buttons start from where the calls are. */
export function lightsOf(calls: readonly Call[]): HeadsetLights {
  const talking = talkingOf(calls)
  return {
    ringing: calls.some(({ phase }) => phase.name === 'alerting'),
    offHook: talking !== undefined,
    muted: talking?.muted ?? false,
  }
}

/** Of two lines the one that is not held. */
function talkingOf(calls: readonly Call[]): Call | undefined {
  const taken = calls.filter(({ phase }) => ['connected', 'dialling', 'ringing'].includes(phase.name))
  return taken.findLast(({ held }) => !held.local) ?? taken.at(-1)
}
