import { z } from 'zod'
import { SoftphoneAccount } from '../backend-api.ts'
import { Registration } from './agent.ts'
import { Instant } from './basics.ts'
import { CallEvent, CallOffer, CallPart, TransferHow } from './call.ts'
import { SetUpPhases } from './quality/call-quality.ts'
import { MediaReading } from './quality/media-reading.ts'
import {
  DeviceRole,
  ExchangeProbe,
  HeadsetButton,
  HeadsetLights,
  LoopBack,
  NoiseSuppression,
  SoundLevels,
  SoundTreatment,
  WishedDevices,
} from './sound.ts'

/** What the voice page knows of the sound devices. A device is `chosen` only after the browser confirmed it. */
export const DeviceReport = z.object({
  microphone: z.enum(['unknown', 'open', 'denied', 'missing', 'lost']),
  devices: z.array(z.object({ deviceId: z.string(), label: z.string(), kind: z.enum(['input', 'output']) })),
  chosen: z.object({ microphone: z.string(), speaker: z.string(), ringer: z.string() }),
  /** Where it is not the one in use, it is not there: another took its place until it returns. */
  wished: WishedDevices,
  /** Who takes the noise away now: not always who was asked to. */
  noise: NoiseSuppression,
  /** Whether what comes in passes the limiter before it reaches the ear. */
  shielded: z.boolean(),
  /** The headset whose buttons are heard. */
  headset: z.string().max(200).nullable(),
})
export type DeviceReport = z.infer<typeof DeviceReport>

/** How a colleague's line is, as the exchange tells it (RFC 3856). */
export const LinePresence = z.enum(['free', 'busy', 'away', 'offline'])
export type LinePresence = z.infer<typeof LinePresence>

/** Messages in this line's mailbox (RFC 3842): not heard yet, and heard. */
export const Voicemail = z.object({ fresh: z.number().int(), kept: z.number().int() })
export type Voicemail = z.infer<typeof Voicemail>

/** What may stand before the `@` of an address we dial: a number, an extension, a queue or a room. */
export const DialTarget = z
  .string()
  .regex(/^\+?[A-Za-z0-9*#._-]{1,64}$/, 'must be a number or a name to dial')
export type DialTarget = z.infer<typeof DialTarget>

/** Core → voice page. Executed in order; each leads to telephony events, never to a direct answer. */
export const VoiceCommand = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('register'), account: SoftphoneAccount }),
  z.object({ kind: z.literal('unregister') }),
  /** Whose lines the exchange is asked about; our own mailbox always. */
  z.object({ kind: z.literal('watch'), lines: z.array(z.string().min(1).max(64)).max(200) }),
  z.object({ kind: z.literal('reconnect') }),
  z.object({ kind: z.literal('ring'), on: z.boolean() }),
  /** `toneFirst`: nobody pressed; the agent is told by a tone before he is heard. */
  z.object({ kind: z.literal('answer'), callId: z.string(), toneFirst: z.boolean().optional() }),
  z.object({
    kind: z.literal('reject'),
    callId: z.string(),
    status: z.union([z.literal(480), z.literal(486), z.literal(603)]),
  }),
  z.object({ kind: z.literal('hang-up'), callId: z.string() }),
  z.object({ kind: z.literal('dial'), callId: z.string().min(1).max(64), part: CallPart, to: DialTarget }),
  /** `replacing`: the consult call whose far end takes this call over (RFC 3891). */
  z.object({
    kind: z.literal('transfer'),
    callId: z.string(),
    how: TransferHow,
    to: DialTarget,
    replacing: z.string().optional(),
  }),
  z.object({ kind: z.literal('text'), callId: z.string(), text: z.string().min(1).max(2000) }),
  z.object({ kind: z.literal('hold'), callId: z.string(), held: z.boolean() }),
  z.object({ kind: z.literal('mute'), callId: z.string(), muted: z.boolean() }),
  z.object({ kind: z.literal('dtmf'), callId: z.string(), tones: z.string().regex(/^[0-9*#A-D]{1,32}$/) }),
  /** New media addresses for a call whose sound is gone (ICE restart by re-INVITE); the call goes on. */
  z.object({ kind: z.literal('restart-media'), callId: z.string() }),
  z.object({ kind: z.literal('open-microphone') }),
  z.object({ kind: z.literal('choose-device'), role: DeviceRole, deviceId: z.string() }),
  /** What the agent chose on another day. */
  z.object({ kind: z.literal('wish-devices'), wished: WishedDevices }),
  z.object({ kind: z.literal('treat-sound'), treatment: SoundTreatment }),
  /** Levels are told for so long, ms; told again it goes on. */
  z.object({ kind: z.literal('meter'), forMs: z.number().int().min(0).max(60_000) }),
  z.object({ kind: z.literal('test-sound'), role: z.enum(['speaker', 'ringer']) }),
  z.object({ kind: z.literal('loop-back') }),
  z.object({ kind: z.literal('probe-exchange') }),
  /** Buttons and lights of a headset (HID); null: its buttons are not wanted. */
  z.object({ kind: z.literal('headset'), lights: HeadsetLights.nullable() }),
])
export type VoiceCommand = z.infer<typeof VoiceCommand>

/** Voice page → core. Times are the voice page's own clock, epoch milliseconds with fractions, as `epochMs`. */
export const TelephonyEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('registration'), registration: Registration }),
  z.object({
    kind: z.literal('incoming'),
    callId: z.string().min(1).max(64),
    offer: CallOffer,
    at: Instant,
    epochMs: z.number(),
  }),
  /** A call we placed, told again to a core that lost it. */
  z.object({
    kind: z.literal('outgoing'),
    callId: z.string().min(1).max(64),
    part: CallPart,
    to: DialTarget,
    at: Instant,
  }),
  z.object({ kind: z.literal('call'), callId: z.string(), event: CallEvent }),
  z.object({ kind: z.literal('presence'), line: z.string().min(1).max(64), state: LinePresence }),
  z.object({ kind: z.literal('voicemail'), voicemail: Voicemail }),
  z.object({ kind: z.literal('devices'), report: DeviceReport }),
  /** First decoded sound of the citizen: energy measured, not packets counted. */
  z.object({ kind: z.literal('first-audio'), callId: z.string(), epochMs: z.number() }),
  z.object({ kind: z.literal('levels'), callId: z.string(), media: MediaReading }),
  /** Once per call that was taken: how long each part of bringing it up took. */
  z.object({ kind: z.literal('set-up'), callId: z.string(), phases: SetUpPhases }),
  /** New media addresses were offered, whoever asked for it. */
  z.object({ kind: z.literal('media-restarted'), callId: z.string() }),
  /** The limiter held back a sound this loud, were it a click of a millisecond. At most one a second. */
  z.object({ kind: z.literal('acoustic-peak'), callId: z.string(), peakDbov: z.number() }),
  z.object({ kind: z.literal('sound-levels'), levels: SoundLevels }),
  z.object({ kind: z.literal('loop-back'), heard: LoopBack }),
  z.object({ kind: z.literal('exchange-probe'), probe: ExchangeProbe }),
  z.object({ kind: z.literal('headset-button'), button: HeadsetButton }),
])
export type TelephonyEvent = z.infer<typeof TelephonyEvent>
