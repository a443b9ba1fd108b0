import type { SoundLevels } from '../../../shared/domain/sound.ts'
import type { SoundGraph } from './sound-graph.ts'

/** `silenceDbov` of the domain: pages take its types alone. */
export const silenceDbov = -90
/** So often levels are told while somebody looks, ms: fast enough for the eye, slow enough for a busy machine. */
const everyMs = 100

/** What can be measured now; several streams of one role are told as the loudest. */
export type Sounding = Readonly<Record<keyof SoundLevels, readonly MediaStream[]>>

export interface LevelMeters {
  /** Tells levels for so long, ms; told again it goes on, and stops by itself when nobody asks any more. */
  run(forMs: number): void
}

/** Mean power of a window of samples, dBov: 0 is a full-scale square wave. */
export function dbovOf(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  const power = sum / Math.max(1, samples.length)
  return power > 0 ? Math.max(silenceDbov, 10 * Math.log10(power)) : silenceDbov
}

/** How loud microphone, calls and ringer are, while a meter of them is on the screen. */
export function createLevelMeters(
  graph: SoundGraph,
  sounding: () => Sounding,
  tell: (levels: SoundLevels) => void,
): LevelMeters {
  const probes = new Map<MediaStream, LevelProbe>()
  let timer: ReturnType<typeof setInterval> | undefined
  let until = 0
  let restGraph: (() => void) | undefined

  function look(): void {
    if (performance.now() >= until) return stop()
    const now = sounding()
    const all = new Set(Object.values(now).flat())
    for (const [stream, probe] of probes)
      if (!all.has(stream)) {
        probe.close()
        probes.delete(stream)
      }
    const loudest = (streams: readonly MediaStream[]) =>
      Math.round(Math.max(silenceDbov, ...streams.map((stream) => probeOf(stream).dbov())))
    tell({
      microphone: loudest(now.microphone),
      speaker: loudest(now.speaker),
      ringer: loudest(now.ringer),
    })
  }

  function probeOf(stream: MediaStream): LevelProbe {
    const known = probes.get(stream)
    if (known) return known
    const probe = probeLevel(graph.context, stream)
    probes.set(stream, probe)
    return probe
  }

  function stop(): void {
    clearInterval(timer)
    timer = undefined
    for (const probe of probes.values()) probe.close()
    probes.clear()
    restGraph?.()
    restGraph = undefined
  }

  return {
    run(forMs) {
      restGraph ??= graph.use()
      until = performance.now() + forMs
      timer ??= setInterval(look, everyMs)
    },
  }
}

interface LevelProbe {
  dbov(): number
  close(): void
}

/** Measures one stream, as long as somebody asks. */
export function probeLevel(context: AudioContext, stream: MediaStream): LevelProbe {
  const source = context.createMediaStreamSource(stream)
  const analyser = new AnalyserNode(context, { fftSize: 4096 })
  source.connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  return {
    dbov() {
      analyser.getFloatTimeDomainData(samples)
      return dbovOf(samples)
    },
    close: () => source.disconnect(),
  }
}
