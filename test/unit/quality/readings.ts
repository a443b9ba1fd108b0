import type { MediaReading } from '../../../src/shared/domain/quality/media-reading.ts'
import type { Measurement } from '../../../src/shared/domain/quality/measure.ts'

/** The first reading of a call in which all is well. */
export const firstReading: MediaReading = {
  atMs: 0,
  path: 'up',
  packetsReceived: 0,
  packetsLost: 0,
  packetsDiscarded: 0,
  packetsSent: 0,
  concealedSamples: 0,
  samplesReceived: 0,
  bufferDelaySeconds: 0,
  bufferedSamples: 0,
  jitterMs: 2,
  roundTripMs: 40,
  heardEnergy: 0,
  heardSeconds: 0,
  spokenEnergy: 0,
  spokenSeconds: 0,
  codec: 'PCMU',
  candidate: 'host',
}

/** One good second of G.711 later: 50 packets each way, both heard, 20 ms in the jitter buffer. */
export function secondAfter(before: MediaReading, change: Partial<MediaReading> = {}): MediaReading {
  return {
    ...before,
    atMs: before.atMs + 1000,
    packetsReceived: before.packetsReceived + 50,
    packetsSent: before.packetsSent + 50,
    samplesReceived: before.samplesReceived + 8000,
    bufferDelaySeconds: before.bufferDelaySeconds + 0.02 * 8000,
    bufferedSamples: before.bufferedSamples + 8000,
    heardEnergy: before.heardEnergy + 0.01,
    heardSeconds: before.heardSeconds + 1,
    spokenEnergy: before.spokenEnergy + 0.01,
    spokenSeconds: before.spokenSeconds + 1,
    ...change,
  }
}

/** A second as it is measured on a good line. */
export const goodSecond: Measurement = {
  atMs: 0,
  lossPct: 0,
  concealedPct: 0,
  jitterMs: 2,
  roundTripMs: 40,
  mos: 4.4,
  heardDbov: -20,
  spokenDbov: -20,
}
