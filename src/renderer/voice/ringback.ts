import { endStream } from './sound/end-stream.ts'
import type { Speakers } from './speakers.ts'

/** Spain's and, near enough, Ecuador's ring-back (ITU-T E.180 supplement 2): 425 Hz, 1.5 s on, 3 s off. */
const hertz = 425
const onSeconds = 1.5
const roundSeconds = 4.5
const loudness = 0.12
/** Without a ramp each tone would begin and end with a click, s. */
const rampSeconds = 0.01

/** What the agent hears while the far end rings and the exchange sends no sound of its own. Returns how to stop. */
export function playRingback(context: AudioContext, speakers: Speakers): () => void {
  void context.resume()
  const samples = ringbackSamples(context.sampleRate)
  const buffer = context.createBuffer(1, samples.length, context.sampleRate)
  buffer.copyToChannel(samples, 0)
  const source = new AudioBufferSourceNode(context, { buffer, loop: true })
  const output = context.createMediaStreamDestination()
  source.connect(output)
  source.start()
  const playback = speakers.play(output.stream)
  return () => {
    source.stop()
    source.disconnect()
    playback.close()
    endStream(output.stream)
  }
}

function ringbackSamples(sampleRate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(sampleRate * roundSeconds))
  for (let n = 0; n < onSeconds * sampleRate; n += 1) {
    const seconds = n / sampleRate
    const ramp = Math.min(1, seconds / rampSeconds, (onSeconds - seconds) / rampSeconds)
    samples[n] = loudness * ramp * Math.sin(2 * Math.PI * hertz * seconds)
  }
  return samples
}
