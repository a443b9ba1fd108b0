const everyMs = 1_000

export interface Levels {
  /** Decoded so far, in the unit of `totalAudioEnergy` (webrtc-stats): s × full-scale power. */
  inboundEnergy: number
  outboundEnergy: number
}

/** Every second while the call has media: is the citizen heard, is the microphone alive? */
export function watchLevels(connection: RTCPeerConnection, measured: (levels: Levels) => void): () => void {
  const timer = setInterval(() => void measure(), everyMs)

  async function measure(): Promise<void> {
    const levels: Levels = { inboundEnergy: 0, outboundEnergy: 0 }
    const stats = await connection.getStats()
    stats.forEach((entry: { type: string; totalAudioEnergy?: number }) => {
      if (entry.type === 'inbound-rtp') levels.inboundEnergy += entry.totalAudioEnergy ?? 0
      if (entry.type === 'media-source') levels.outboundEnergy += entry.totalAudioEnergy ?? 0
    })
    measured(levels)
  }
  return () => clearInterval(timer)
}
