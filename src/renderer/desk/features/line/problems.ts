import type { Registration } from '../../../../shared/domain/agent.ts'
import type { DeviceReport } from '../../../../shared/domain/telephony.ts'
import { assertNever } from '../../../../shared/errors.ts'

/** Names the words for a line that is not well; undefined while it is, or is just being opened. */
export function lineProblem(
  registration: Registration,
): 'unreachable' | 'lost' | 'no-voice-page' | 'wrong-password' | 'unknown-account' | 'other' | undefined {
  switch (registration.state) {
    case 'offline':
    case 'refused':
      return registration.reason
    case 'none':
    case 'registering':
    case 'registered':
      return undefined
    default:
      return assertNever(registration)
  }
}

/** Names the words for a microphone that does not hear; *unknown* is not a problem yet. */
export function microphoneProblem(devices: DeviceReport): 'denied' | 'missing' | 'lost' | undefined {
  const { microphone } = devices
  return microphone === 'denied' || microphone === 'missing' || microphone === 'lost' ? microphone : undefined
}
