import { ringtone } from './ringtone.ts'
import type { Playback, Speakers } from './speakers.ts'

/** A page that may not sound before its first click (autoplay) is asked again this often, in ms. */
const wakeMs = 500

export interface Ringer {
  ring(on: boolean): void
}

/** Rings on its own device, so that an agent without the headset on hears it in the room. */
export function createRinger(speakers: Speakers, context: AudioContext): Ringer {
  let stop: (() => void) | undefined
  let buffer: AudioBuffer | undefined
  let output: MediaStreamAudioDestinationNode | undefined
  // Some 20 ms of work: done while nobody calls, because the caller's card waits for the same thread.
  requestIdleCallback(() => tone())

  function tone(): AudioBuffer {
    if (buffer) return buffer
    const samples = ringtone(context.sampleRate)
    buffer = context.createBuffer(1, samples.length, context.sampleRate)
    buffer.copyToChannel(samples, 0)
    return buffer
  }

  function start(): () => void {
    const wake = (): void => void context.resume()
    wake()
    const waking = setInterval(wake, wakeMs)
    const source = new AudioBufferSourceNode(context, { buffer: tone(), loop: true })
    // One for the day: Chromium keeps each for as long as its graph runs, which is until the agent goes home.
    output ??= context.createMediaStreamDestination()
    source.connect(output)
    source.start()
    const playback: Playback = speakers.play(output.stream)
    return () => {
      clearInterval(waking)
      source.stop()
      source.disconnect()
      playback.close()
    }
  }

  return {
    ring(on) {
      if (on) stop ??= start()
      else {
        stop?.()
        stop = undefined
      }
    },
  }
}
