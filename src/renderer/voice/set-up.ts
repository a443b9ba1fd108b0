import type { SetUpPhases } from '../../shared/domain/quality/call-quality.ts'

/** Moments of a call coming up. `answered`: somebody took it, the agent or the far end. */
type Moment =
  | 'begun'
  | 'microphone'
  | 'signalled'
  | 'confirmed'
  | 'answered'
  | 'way-sought'
  | 'way-found'
  | 'keys'
  | 'sound'

export interface SetUp {
  /** The first time counts: an ICE restart later on is no part of the set-up. */
  mark(moment: Moment): void
  phases(): SetUpPhases
}

/** Where the time between the press and the first word goes: without it every slow answer is "the network". */
export function createSetUp(now: () => number = () => performance.now()): SetUp {
  const moments = new Map<Moment, number>()

  function between(from: Moment, to: Moment): number | null {
    const [start, end] = [moments.get(from), moments.get(to)]
    return start === undefined || end === undefined ? null : Math.max(0, Math.round(end - start))
  }

  return {
    mark(moment) {
      if (!moments.has(moment)) moments.set(moment, now())
    },
    phases: () => ({
      microphoneMs: between('begun', 'microphone'),
      iceMs: between('way-sought', 'way-found'),
      signallingMs: between('signalled', 'confirmed'),
      dtlsMs: between('way-found', 'keys'),
      firstAudioMs: between('answered', 'sound'),
    }),
  }
}
