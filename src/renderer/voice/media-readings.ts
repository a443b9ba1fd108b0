import type { MediaReading } from '../../shared/domain/quality/media-reading.ts'
import { epochMs } from './voice-clock.ts'

const everyMs = 1_000

type Entry = Readonly<Record<string, unknown>> & { readonly id: string; readonly type: string }

/** Once a second while the call has media, what the browser has counted of it. Returns how to stop. */
export function watchReadings(
  connection: RTCPeerConnection,
  measured: (reading: MediaReading) => void,
): () => void {
  let stopped = false
  const timer = setInterval(() => void measure(), everyMs)

  async function measure(): Promise<void> {
    const entries = new Map<string, Entry>()
    const stats = await connection.getStats()
    stats.forEach((entry: Entry) => entries.set(entry.id, entry))
    if (!stopped) measured(readingOf(entries, connection.iceConnectionState))
  }
  return () => {
    stopped = true
    clearInterval(timer)
  }
}

/** Names as in webrtc-stats; what a browser leaves out counts as nothing. */
export function readingOf(
  entries: ReadonlyMap<string, Entry>,
  ice: RTCIceConnectionState,
  atMs: number = epochMs(),
): MediaReading {
  const all = [...entries.values()]
  const one = (type: string) => all.find((entry) => entry.type === type && entry['kind'] !== 'video')
  const inbound = one('inbound-rtp')
  const outbound = one('outbound-rtp')
  const microphone = one('media-source')
  const transport = one('transport')
  const pair = entries.get(text(transport?.['selectedCandidatePairId']))
  const roundTrip = one('remote-inbound-rtp')?.['roundTripTime'] ?? pair?.['currentRoundTripTime']
  return {
    atMs,
    path: ice === 'connected' || ice === 'completed' ? 'up' : 'down',
    packetsReceived: count(inbound?.['packetsReceived']),
    packetsLost: number(inbound?.['packetsLost']),
    packetsDiscarded: count(inbound?.['packetsDiscarded']),
    packetsSent: count(outbound?.['packetsSent']),
    concealedSamples: Math.max(
      0,
      count(inbound?.['concealedSamples']) - count(inbound?.['silentConcealedSamples']),
    ),
    samplesReceived: count(inbound?.['totalSamplesReceived']),
    bufferDelaySeconds: count(inbound?.['jitterBufferDelay']),
    bufferedSamples: count(inbound?.['jitterBufferEmittedCount']),
    jitterMs: 1000 * count(inbound?.['jitter']),
    roundTripMs: typeof roundTrip === 'number' ? 1000 * count(roundTrip) : null,
    heardEnergy: count(inbound?.['totalAudioEnergy']),
    heardSeconds: count(inbound?.['totalSamplesDuration']),
    spokenEnergy: count(microphone?.['totalAudioEnergy']),
    spokenSeconds: count(microphone?.['totalSamplesDuration']),
    codec: text(entries.get(text(inbound?.['codecId']))?.['mimeType'])
      .replace(/^audio\//, '')
      .slice(0, 40),
    candidate: candidateOf(entries.get(text(pair?.['localCandidateId']))?.['candidateType']),
  }
}

const number = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : 0)
const count = (value: unknown) => Math.max(0, number(value))
const text = (value: unknown) => (typeof value === 'string' ? value : '')

function candidateOf(type: unknown): MediaReading['candidate'] {
  return type === 'host' || type === 'srflx' || type === 'prflx' || type === 'relay' ? type : ''
}
