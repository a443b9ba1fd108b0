import type { Speakers } from '../speakers.ts'
import type { HeardNow } from './limiter-worklet.ts'
import type { SoundGraph } from './sound-graph.ts'
import { watchStandstill } from './standstill.ts'

/** A call in the agent's ear. */
export interface Heard {
  /**
   * Seconds × full-scale power heard so far. The browser's own count is right only where no limiter stands before
   * the ear.
   */
  energy(browserCount: number): number
  /** While the agent holds the call, nothing of it may be heard. */
  silence(silent: boolean): void
  close(): void
}

const tellPeakEveryMs = 1_000

export interface Shield {
  /** Whether a call that begins now would pass the limiter; also while the graph rests, as a call wakes it. */
  readonly ready: boolean
  /**
   * `source` is of the shield's own graph. `peaked`: a sound this loud was held back, dBov; at most once a second, and
   * never of a call on hold.
   */
  play(source: MediaStreamAudioSourceNode, peaked: (dbov: number) => void): Heard
}

/**
 * Stands between the line and the ear: a whistle, a fax tone or a click is held back before it is heard. Where the
 * audio graph cannot run, the voice is heard as it comes: a citizen who is not heard at all is the greater harm.
 */
export function createShield({
  graph,
  speakers,
  changed,
}: {
  /** Its own output plays where `speakers` do. */
  graph: SoundGraph
  speakers: Speakers
  changed(): void
}): Shield {
  const { context } = graph
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
  let standing = false
  const routes = new Set<() => void>()
  const ready = () => loaded && !standing && graph.able
  const follow = () => {
    for (const route of routes) route()
    changed()
  }
  context.addEventListener('statechange', follow)
  watchStandstill(context, (stands) => {
    standing = stands
    follow()
  })

  return {
    get ready() {
      return ready()
    },
    play(source, peaked) {
      // Chromium decodes a remote track only while some element plays it, muted or not.
      const direct = speakers.play(source.mediaStream)
      if (!loaded)
        return {
          energy: (count) => count,
          silence: (silent) => direct.silence(silent),
          close: () => direct.close(),
        }
      let energy = 0
      let counted = 0
      let passing = ready()
      let silent = false
      let toldAt = -Infinity
      const limiter = new AudioWorkletNode(context, 'limiter')
      const gate = new GainNode(context)
      const apply = (): void => {
        direct.silence(silent || passing)
        gate.gain.value = silent || !passing ? 0 : 1
      }
      const take = ({ data }: MessageEvent<HeardNow>): void => {
        if (silent) return
        energy += data.energy
        if (data.heldBack === 0 || performance.now() - toldAt < tellPeakEveryMs) return
        toldAt = performance.now()
        peaked(20 * Math.log10(data.heldBack))
      }
      limiter.port.addEventListener('message', take)
      limiter.port.start()
      source.connect(limiter).connect(gate).connect(context.destination)
      apply()
      const route = (): void => {
        passing = ready()
        apply()
      }
      routes.add(route)
      return {
        // What the element plays while the limiter passes is silence, and is counted as such: the limiter has its own.
        energy(browserCount) {
          if (!passing) energy += Math.max(0, browserCount - counted)
          counted = browserCount
          return energy
        },
        silence(now) {
          silent = now
          apply()
        },
        close() {
          routes.delete(route)
          source.disconnect(limiter)
          limiter.disconnect()
          gate.disconnect()
          // The limiter itself goes when the graph runs again; through its listener it would keep the call until then.
          limiter.port.removeEventListener('message', take)
          limiter.port.postMessage('over', [])
          direct.close()
        },
      }
    },
  }
}
