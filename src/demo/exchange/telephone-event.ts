/** DTMF as it travels in RTP (RFC 4733) and in SIP INFO (`application/dtmf-relay`). */
const tones = '0123456789*#ABCD'

/**
 * Hears each key once: its packets share one RTP timestamp, and the last is sent three times with the E bit.
 * Undefined while the key is still down, for a repeat, and for events that are not keys.
 */
export function createToneListener(): (packet: {
  timestamp: number
  payload: Uint8Array
}) => string | undefined {
  let heard = -1
  return ({ timestamp, payload }) => {
    const [event = 255, flags = 0] = payload
    const ended = (flags & 0x80) !== 0
    if (payload.length < 4 || !ended || timestamp === heard) return undefined
    heard = timestamp
    return tones[event]
  }
}

/** The key of an INFO body `Signal=5\r\nDuration=100`; undefined for anything else. */
export function toneOfInfo(body: string): string | undefined {
  const signal = /^\s*Signal\s*=\s*([0-9*#A-D])\s*$/im.exec(body)?.[1]
  return signal?.toUpperCase()
}
