import { z } from 'zod'
import { Code, Id, Instant } from '../basics.ts'
import { CallPart, EndCause } from '../call.ts'
import { qualityAlarms } from './alarms.ts'
import { soundFaults } from './sound-watch.ts'

const figure = z.number().finite()
/** Mean and worst second of a call; null where nothing could be measured. */
const span = z.object({ mean: figure, worst: figure }).nullable()
const phase = z.number().min(0).max(600_000).nullable()

/** How long each part of bringing a call up took, ms; null where it did not happen. They overlap in part. */
export const SetUpPhases = z.object({
  /** From the answer or the dialling until a track was there. */
  microphoneMs: phase,
  /** From the first check of a way until one was found (RFC 8445). */
  iceMs: phase,
  /** From our answer until it was confirmed, or from our INVITE until it was answered. */
  signallingMs: phase,
  /** From the found way until the keys were agreed (RFC 5763). */
  dtlsMs: phase,
  /** From the answer until the first sound was decoded. */
  firstAudioMs: phase,
})
export type SetUpPhases = z.infer<typeof SetUpPhases>

export const noPhases: SetUpPhases = {
  microphoneMs: null,
  iceMs: null,
  signallingMs: null,
  dtlsMs: null,
  firstAudioMs: null,
}

const seconds = z.number().int().min(0).max(86_400)

/** How one call sounded: of the line and the devices, never of what was said or of how somebody works. */
export const CallQuality = z.object({
  callQualityId: Id,
  agentId: Code,
  /** Null for a consult call beside a contact. */
  interactionId: Id.nullable(),
  direction: z.enum(['inbound', 'outbound']),
  part: CallPart,
  startedAt: Instant,
  endedAt: Instant,
  endCause: EndCause,
  codec: z.string().max(40),
  candidate: z.enum(['', 'host', 'srflx', 'prflx', 'relay']),
  measuredSeconds: seconds,
  mos: span,
  lossPct: span,
  jitterMs: span,
  roundTripMs: span,
  concealedPct: span,
  heardDbov: figure.nullable(),
  spokenDbov: figure.nullable(),
  alarms: z.array(z.object({ alarm: z.enum(qualityAlarms), seconds })).max(qualityAlarms.length),
  faults: z.array(z.object({ fault: z.enum(soundFaults), seconds })).max(soundFaults.length),
  /** Presses on the repair button, and ICE restarts whoever asked for them. */
  repairs: z.number().int().min(0).max(10_000),
  restarts: z.number().int().min(0).max(10_000),
  setUp: SetUpPhases,
})
export type CallQuality = z.infer<typeof CallQuality>
