import { opinionScore, ratingFactor } from './e-model.ts'
import type { MediaReading } from './media-reading.ts'

/** One second of a call, as far as it could be measured. */
export interface Measurement {
  readonly atMs: number
  readonly lossPct: number
  readonly concealedPct: number
  readonly jitterMs: number
  readonly roundTripMs: number | null
  /** Null where no packet was due: there is nothing to have an opinion of. */
  readonly mos: number | null
  /** Level against full scale, dBov; null for digital silence. */
  readonly heardDbov: number | null
  readonly spokenDbov: number | null
}

/** Filling one packet, and playing it out, ms. */
const packetMs = 20

/** What happened between two readings of one call. */
export function measure(before: MediaReading, now: MediaReading): Measurement {
  const received = now.packetsReceived - before.packetsReceived
  const missed = Math.max(
    0,
    now.packetsLost - before.packetsLost + (now.packetsDiscarded - before.packetsDiscarded),
  )
  const due = received + Math.max(0, now.packetsLost - before.packetsLost)
  const lossPct = due > 0 ? Math.min(100, (100 * missed) / due) : 0
  const samples = now.samplesReceived - before.samplesReceived
  const concealed = now.concealedSamples - before.concealedSamples
  const oneWayDelayMs = (now.roundTripMs ?? 0) / 2 + bufferMs(before, now) + packetMs
  return {
    atMs: now.atMs,
    lossPct,
    concealedPct: samples > 0 ? Math.min(100, Math.max(0, (100 * concealed) / samples)) : 0,
    jitterMs: now.jitterMs,
    roundTripMs: now.roundTripMs,
    mos: due > 0 ? opinionScore(ratingFactor({ lossPct, oneWayDelayMs })) : null,
    heardDbov: level(now.heardEnergy - before.heardEnergy, now.heardSeconds - before.heardSeconds),
    spokenDbov: level(now.spokenEnergy - before.spokenEnergy, now.spokenSeconds - before.spokenSeconds),
  }
}

function bufferMs(before: MediaReading, now: MediaReading): number {
  const samples = now.bufferedSamples - before.bufferedSamples
  return samples > 0
    ? Math.max(0, (1000 * (now.bufferDelaySeconds - before.bufferDelaySeconds)) / samples)
    : 0
}

function level(energy: number, seconds: number): number | null {
  return energy > 0 && seconds > 0 ? 10 * Math.log10(energy / seconds) : null
}
