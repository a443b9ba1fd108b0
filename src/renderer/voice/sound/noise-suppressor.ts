import { loadRnnoise, RnnoiseWorkletNode } from '@sapphi-red/web-noise-suppressor'
import plainUrl from '@sapphi-red/web-noise-suppressor/rnnoise.wasm?url'
import simdUrl from '@sapphi-red/web-noise-suppressor/rnnoise_simd.wasm?url'

/** The voice without the street behind it. */
export interface Suppressed {
  readonly track: MediaStreamTrack
  close(): void
}

/** RNNoise works on frames of this rate alone. */
const rnnoiseHertz = 48_000

export interface NoiseSuppressor {
  /** Rejects where the browser cannot run it; the browser's own suppression is then the next best. */
  suppress(track: MediaStreamTrack): Promise<Suppressed>
}

/** RNNoise on the audio thread, read only when somebody wants it: it is 150 kB, and a few per cent of a core. */
export function createNoiseSuppressor(context: AudioContext): NoiseSuppressor {
  let loading: Promise<ArrayBuffer> | undefined

  async function load(): Promise<ArrayBuffer> {
    if (context.sampleRate !== rnnoiseHertz) throw new Error(`RNNoise needs ${rnnoiseHertz} Hz.`)
    const { default: workletUrl } = await import('@sapphi-red/web-noise-suppressor/rnnoiseWorklet.js?url')
    await context.audioWorklet.addModule(workletUrl)
    return await loadRnnoise({ url: plainUrl, simdUrl })
  }

  return {
    async suppress(track) {
      loading ??= load()
      const wasmBinary = await loading.catch((error: unknown) => {
        loading = undefined
        throw error
      })
      const source = context.createMediaStreamSource(new MediaStream([track]))
      const node = new RnnoiseWorkletNode(context, { maxChannels: 1, wasmBinary })
      const output = context.createMediaStreamDestination()
      output.channelCount = 1
      source.connect(node).connect(output)
      const [clean] = output.stream.getAudioTracks()
      if (!clean) throw new Error('The audio graph gave no track.')
      return {
        track: clean,
        close() {
          source.disconnect()
          node.disconnect()
          node.destroy()
          clean.stop()
        },
      }
    },
  }
}
