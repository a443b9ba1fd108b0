import type { AgentView, StationCheckView } from '../../../../shared/contract.ts'
import type { Registration } from '../../../../shared/domain/agent.ts'
import { assertNever } from '../../../../shared/errors.ts'

export type Light = 'good' | 'fair' | 'waiting' | 'bad'

/** Twilio's published alarm thresholds, as for the calls themselves: above them a talk is hard work. */
const badRoundTripMs = 400
const fairRoundTripMs = 200
const fairJitterMs = 30
/** Of twenty: over TCP one late answer is a lost packet, three are a line that stalls. */
const badLost = 3

/** Minutes on a case are read by people; beyond a minute they are read wrong. */
const goodClockMs = 5_000
const fairClockMs = 60_000

const gigabyte = 1_000_000_000
const fairDiskBytes = gigabyte
const badDiskBytes = 0.2 * gigabyte

/** A voice near a headset's microphone is well above; a muted one far below, dBov. */
const goodVoiceDbov = -45
const fairVoiceDbov = -60

/** What each light of the check shows; the words themselves are the language file's. */
export function adviceOf(agent: Pick<AgentView, 'devices' | 'registration'>, reachable: boolean) {
  const { microphone, devices } = agent.devices
  const line = lineLight(agent.registration)
  const output: Light = devices.some(({ kind }) => kind === 'output') ? 'good' : 'waiting'
  const microphoneLight: Light = microphone === 'open' ? 'good' : microphone === 'unknown' ? 'waiting' : 'bad'
  return {
    microphone: { light: microphoneLight, words: microphone },
    output,
    line,
    network: reachable ? ('good' as const) : ('bad' as const),
    ready: microphoneLight === 'good' && line.light === 'good' && reachable,
  }
}

/** What was measured, as lights: nothing yet is no fault. */
export function measuredLights(check: StationCheckView) {
  return {
    exchange: exchangeLight(check.exchange),
    clock: stepped(check.clockOffsetMs, (offset) => Math.abs(offset), goodClockMs, fairClockMs),
    disk: stepped(check.freeDiskBytes, (free) => -free, -fairDiskBytes, -badDiskBytes),
    voice: stepped(
      check.loopBack,
      ({ spokenDbov, playedDbov }) => -Math.min(spokenDbov, playedDbov),
      -goodVoiceDbov,
      -fairVoiceDbov,
    ),
  }
}

/** One light for all: the worst that is known, and waiting only while nothing known is wrong. */
export function overall(lights: readonly Light[]): Light {
  return (['bad', 'fair', 'waiting'] as const).find((light) => lights.includes(light)) ?? 'good'
}

function exchangeLight(probe: StationCheckView['exchange']): Light {
  if (!probe) return 'waiting'
  const { lost, roundTripMs, jitterMs } = probe
  if (roundTripMs === null || lost >= badLost || roundTripMs > badRoundTripMs) return 'bad'
  return lost > 0 || roundTripMs > fairRoundTripMs || (jitterMs ?? 0) > fairJitterMs ? 'fair' : 'good'
}

/** Up to `good` is good, up to `fair` fair; null was not measured. */
function stepped<T>(found: T | null, size: (found: T) => number, good: number, fair: number): Light {
  if (found === null) return 'waiting'
  const value = size(found)
  if (value <= good) return 'good'
  return value <= fair ? 'fair' : 'bad'
}

function lineLight(registration: Registration): { light: Light; words: string } {
  switch (registration.state) {
    case 'registered':
      return { light: 'good', words: 'registered' }
    case 'none':
    case 'registering':
      return { light: 'waiting', words: 'registering' }
    case 'offline':
    case 'refused':
      return { light: 'bad', words: registration.reason }
    default:
      return assertNever(registration)
  }
}
