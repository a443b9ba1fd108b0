import { z } from 'zod'

const count = z.number().min(0)

/**
 * What the browser has counted of one call so far (W3C webrtc-stats), once a second. Counters only ever grow, so that
 * a reading that was lost costs nothing: two of them make a measurement.
 */
export const MediaReading = z.object({
  /** The voice page's own clock, epoch ms. */
  atMs: z.number(),
  /** Whether ICE says that there is a way to the other side now. */
  path: z.enum(['up', 'down']),
  packetsReceived: count,
  /** May be negative in the standard, where packets came twice. */
  packetsLost: z.number(),
  packetsDiscarded: count,
  packetsSent: count,
  /** Samples that had to be made up, without those that were silence anyhow. */
  concealedSamples: count,
  samplesReceived: count,
  /** Sum over all samples of their time in the jitter buffer, s, and how many those were. */
  bufferDelaySeconds: count,
  bufferedSamples: count,
  /** As the receiver smooths it (RFC 3550 §6.4.1), ms. */
  jitterMs: count,
  /** Null before the far side has reported once. */
  roundTripMs: count.nullable(),
  /** `totalAudioEnergy` and its duration in s, both ways: level is their quotient. */
  heardEnergy: count,
  heardSeconds: count,
  spokenEnergy: count,
  spokenSeconds: count,
  /** As in the session description, `PCMU` or `opus`; empty before anything came. */
  codec: z.string().max(40),
  /** Whether the media go straight, through a mapped address or through a relay; empty before. */
  candidate: z.enum(['', 'host', 'srflx', 'prflx', 'relay']),
})
export type MediaReading = z.infer<typeof MediaReading>
