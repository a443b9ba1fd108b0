import { ceiling, createLimiter } from './limiter.ts'

/** What the audio thread offers to a processor (Web Audio API §1.32); TypeScript's DOM library leaves it out. */
declare const sampleRate: number
declare const registerProcessor: (name: string, processor: unknown) => void
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}

/** What came in since the last message. */
export interface HeardNow {
  /** Seconds × full-scale power, as `totalAudioEnergy` of webrtc-stats. */
  readonly energy: number
  /** The largest sample that was held back; 0 where none was. */
  readonly heldBack: number
}

/** Often enough that no second of a call reads as silent because of it, s. */
const tellEverySeconds = 0.25

/**
 * The limiter on the audio thread; tells what it heard, as the browser's own count is of the silenced element. Its one
 * message says that the call is over: until `process` wants no more (Web Audio API §1.32.5.3) the browser keeps node
 * and processor, and with them all that is left of the call.
 */
class LimiterProcessor extends AudioWorkletProcessor {
  readonly #limiters = new Map<number, ReturnType<typeof createLimiter>>()
  #energy = 0
  #heldBack = 0
  #samples = 0
  #over = false

  constructor() {
    super()
    this.port.addEventListener('message', () => {
      this.#over = true
      this.port.close()
    })
    this.port.start()
  }

  process([input = []]: Float32Array[][], [output = []]: Float32Array[][]): boolean {
    input.forEach((samples, channel) => {
      const limiter = this.#limiters.get(channel) ?? createLimiter(sampleRate)
      this.#limiters.set(channel, limiter)
      const into = output[channel]
      if (!into) return
      const { peak, energy } = limiter.process(samples, into)
      if (peak > ceiling) this.#heldBack = Math.max(this.#heldBack, peak)
      this.#energy += energy / sampleRate / input.length
    })
    this.#samples += input[0]?.length ?? 0
    if (this.#samples >= tellEverySeconds * sampleRate) this.#tell()
    return !this.#over
  }

  #tell(): void {
    this.port.postMessage({ energy: this.#energy, heldBack: this.#heldBack } satisfies HeardNow, [])
    this.#energy = this.#heldBack = this.#samples = 0
  }
}

registerProcessor('limiter', LimiterProcessor)
