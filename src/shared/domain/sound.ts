import { z } from 'zod'

export const DeviceRole = z.enum(['microphone', 'speaker', 'ringer'])
export type DeviceRole = z.infer<typeof DeviceRole>

/** A device the agent chose. Its name finds it again where the browser gave it another id meanwhile. */
export const DeviceWish = z.object({ deviceId: z.string().min(1).max(200), label: z.string().max(200) })
export type DeviceWish = z.infer<typeof DeviceWish>

/** What the agent chose for each role; null: whatever the system says. */
export const WishedDevices = z.object({
  microphone: DeviceWish.nullable(),
  speaker: DeviceWish.nullable(),
  ringer: DeviceWish.nullable(),
})
export type WishedDevices = z.infer<typeof WishedDevices>

/** Who takes the noise away: nobody, the browser, or RNNoise on this machine (`strong`). */
export const NoiseSuppression = z.enum(['none', 'browser', 'strong'])
export type NoiseSuppression = z.infer<typeof NoiseSuppression>

/** What is done to the agent's voice before it leaves. */
export const SoundTreatment = z.object({
  echoCancellation: z.boolean(),
  gainControl: z.boolean(),
  noise: NoiseSuppression,
})
export type SoundTreatment = z.infer<typeof SoundTreatment>

/** What a desk begins with: all that costs nothing. */
export const usualTreatment: SoundTreatment = {
  echoCancellation: true,
  gainControl: true,
  noise: 'browser',
}

/** Quieter than this is told as this, dBov. */
export const silenceDbov = -90

/** How loud each of the three is now, as mean power of a tenth of a second, dBov. */
export const SoundLevels = z.object({ microphone: z.number(), speaker: z.number(), ringer: z.number() })
export type SoundLevels = z.infer<typeof SoundLevels>

/**
 * Requests timed on a connection of their own to the exchange: SIP OPTIONS (RFC 3261 §11) over WebSocket. It is the
 * way of the signalling: over TCP a lost packet is a late answer, and `lost` are those that nobody answered in time.
 */
export const ExchangeProbe = z.object({
  sent: z.number().int().nonnegative(),
  lost: z.number().int().nonnegative(),
  /** Median, ms; null where nothing was answered. */
  roundTripMs: z.number().nullable(),
  /** Mean difference between one round trip and the next, ms. */
  jitterMs: z.number().nullable(),
})
export type ExchangeProbe = z.infer<typeof ExchangeProbe>

/** Three seconds of the agent's voice, played back to him: how loud it went in and came out, dBov. */
export const LoopBack = z.object({ spokenDbov: z.number(), playedDbov: z.number() })
export type LoopBack = z.infer<typeof LoopBack>

/** What was pressed on a headset, in the words of HID Usage Tables 1.5, telephony page. */
export const HeadsetButton = z.enum(['off-hook', 'on-hook', 'mute', 'drop'])
export type HeadsetButton = z.infer<typeof HeadsetButton>

/** What a headset shows of the telephone. */
export const HeadsetLights = z.object({ ringing: z.boolean(), offHook: z.boolean(), muted: z.boolean() })
export type HeadsetLights = z.infer<typeof HeadsetLights>
