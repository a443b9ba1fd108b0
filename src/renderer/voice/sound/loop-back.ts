import type { LoopBack } from '../../../shared/domain/sound.ts'
import type { Speakers } from '../speakers.ts'
import { endStream } from './end-stream.ts'
import { probeLevel, silenceDbov } from './levels.ts'

/** Spoken for so long, then played back for as long, s: never both at once, so nothing can whistle. */
export const spokenSeconds = 3
const lookMs = 50

/** Lets the agent hear himself as the microphone hears him, through the device that calls are heard on. */
export async function playLoopBack(
  context: AudioContext,
  microphone: MediaStreamTrack,
  speakers: Speakers,
): Promise<LoopBack> {
  await context.resume()
  const spoken = new MediaStream([microphone])
  const source = context.createMediaStreamSource(spoken)
  const gate = new GainNode(context, { gain: 1 })
  const delay = new DelayNode(context, { delayTime: spokenSeconds, maxDelayTime: spokenSeconds })
  const output = context.createMediaStreamDestination()
  gate.gain.setValueAtTime(0, context.currentTime + spokenSeconds)
  source.connect(gate).connect(delay).connect(output)
  const playback = speakers.play(output.stream)
  try {
    const spokenDbov = await loudestOf(context, spoken)
    const playedDbov = await loudestOf(context, output.stream)
    return { spokenDbov, playedDbov }
  } finally {
    source.disconnect()
    delay.disconnect()
    playback.close()
    endStream(output.stream)
  }
}

async function loudestOf(context: AudioContext, stream: MediaStream): Promise<number> {
  const probe = probeLevel(context, stream)
  const until = performance.now() + spokenSeconds * 1000
  let loudest = silenceDbov
  while (performance.now() < until) {
    await new Promise((next) => setTimeout(next, lookMs))
    loudest = Math.max(loudest, probe.dbov())
  }
  probe.close()
  return Math.round(loudest)
}
