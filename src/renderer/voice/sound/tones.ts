import type { Speakers } from '../speakers.ts'
import { endStream } from './end-stream.ts'

interface Tone {
  hertz: number
  seconds: number
}

/** Rising, twice: told from the ringtone and from anything the exchange plays. */
const answering: readonly Tone[] = [
  { hertz: 660, seconds: 0.18 },
  { hertz: 880, seconds: 0.18 },
  { hertz: 0, seconds: 0.08 },
  { hertz: 660, seconds: 0.18 },
  { hertz: 880, seconds: 0.18 },
]
/** The range of a voice, for a device that is tried. */
const trying: readonly Tone[] = [
  { hertz: 440, seconds: 0.35 },
  { hertz: 554, seconds: 0.35 },
  { hertz: 659, seconds: 0.6 },
]
const loudness = 0.2
/** Without a ramp each tone would begin and end with a click, s. */
const rampSeconds = 0.01

/** Before a call that answers itself: the agent knows that he is heard from its end on. Resolves at its end. */
export const playAnsweringTone = (context: AudioContext, speakers: Speakers) =>
  playTones(context, speakers, answering)

/** On a device that the agent is choosing. */
export const playTrialTone = (context: AudioContext, speakers: Speakers) =>
  playTones(context, speakers, trying)

async function playTones(context: AudioContext, speakers: Speakers, tones: readonly Tone[]): Promise<void> {
  void context.resume()
  const samples = samplesOf(tones, context.sampleRate)
  const buffer = context.createBuffer(1, samples.length, context.sampleRate)
  buffer.copyToChannel(samples, 0)
  const source = new AudioBufferSourceNode(context, { buffer })
  const output = context.createMediaStreamDestination()
  source.connect(output)
  const playback = speakers.play(output.stream)
  source.start()
  // By the clock, not by `ended`: a graph that may not sound yet must not keep a citizen waiting.
  await new Promise((done) => setTimeout(done, buffer.duration * 1000))
  source.disconnect()
  playback.close()
  endStream(output.stream)
}

function samplesOf(tones: readonly Tone[], sampleRate: number): Float32Array<ArrayBuffer> {
  const parts = tones.map(({ hertz, seconds }) =>
    Float32Array.from({ length: Math.round(seconds * sampleRate) }, (_, n) => {
      const at = n / sampleRate
      const ramp = Math.min(1, at / rampSeconds, (seconds - at) / rampSeconds)
      return loudness * ramp * Math.sin(2 * Math.PI * hertz * at)
    }),
  )
  const samples = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0))
  let from = 0
  for (const part of parts) {
    samples.set(part, from)
    from += part.length
  }
  return samples
}
