import { endStream } from './end-stream.ts'
import type { HeardNow } from './limiter-worklet.ts'

/** What is heard of a stream that passes the limiter. */
export interface Shielded {
  readonly stream: MediaStream
  /** Seconds × full-scale power heard so far; undefined where the browser's own count is right. */
  energy(): number | undefined
  close(): void
}

/** What a guarded call says and hears of it. */
export interface Guarded {
  /** Whether the agent hears it now: what he holds is no shock to him. */
  audible(): boolean
  /** The limiter held back a sound this loud, dBov; at most once a second. */
  peaked(dbov: number): void
}

const tellPeakEveryMs = 1_000

export interface Shield {
  /** Whether a call that begins now would pass the limiter. */
  readonly ready: boolean
  guard(stream: MediaStream, call: Guarded): Shielded
}

/**
 * Stands between the line and the ear: a whistle, a fax tone or a click is held back before it is heard. Where the
 * audio graph cannot run, the voice is heard as it comes: a citizen who is not heard at all is the greater harm.
 */
export function createShield(context: AudioContext, changed: () => void): Shield {
  let loaded = false
  import('./limiter-worklet.ts?worker&url')
    .then(({ default: url }) => context.audioWorklet.addModule(url))
    .then(
      () => {
        loaded = true
        changed()
      },
      () => changed(),
    )
  const ready = () => loaded && context.state === 'running'
  context.addEventListener('statechange', changed)

  return {
    get ready() {
      return ready()
    },
    guard(stream, call) {
      if (!ready()) return { stream, energy: () => undefined, close: () => {} }
      let energy = 0
      let toldAt = -Infinity
      // Chromium decodes a remote track only while some element plays it; this one is never heard, and so its
      // energy in webrtc-stats is nought: the limiter counts its own.
      const decoding = new Audio()
      decoding.muted = true
      decoding.srcObject = stream
      void decoding.play().catch(() => {})
      const source = context.createMediaStreamSource(stream)
      const limiter = new AudioWorkletNode(context, 'limiter')
      const output = context.createMediaStreamDestination()
      limiter.port.addEventListener('message', ({ data }: MessageEvent<HeardNow>) => {
        if (!call.audible()) return
        energy += data.energy
        if (data.heldBack === 0 || performance.now() - toldAt < tellPeakEveryMs) return
        toldAt = performance.now()
        call.peaked(20 * Math.log10(data.heldBack))
      })
      limiter.port.start()
      source.connect(limiter).connect(output)
      return {
        stream: output.stream,
        energy: () => energy,
        close() {
          source.disconnect()
          limiter.disconnect()
          limiter.port.close()
          decoding.pause()
          decoding.srcObject = null
          endStream(output.stream)
        },
      }
    },
  }
}
