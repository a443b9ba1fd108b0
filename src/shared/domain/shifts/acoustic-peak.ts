/** Above this mean power over a second it is no voice: −6 dBov, where full scale is 1 and loud speech −15 dBov. */
const loudPower = 10 ** (-6 / 10)
/** Sudden: twelve decibels above what this call was like until now. */
const rise = 10 ** (12 / 10)
/** How fast what a call is like follows it: about the last ten seconds. */
const follows = 0.1
/** Energy told later than this says nothing of any one second. */
const longestMs = 3_000

/** Listens to the incoming sound of calls, by their energy alone: nothing of what is said is looked at. */
export interface AcousticWatch {
  /** `energy` as in webrtc-stats' `totalAudioEnergy` (s × full-scale power), `at` in epoch ms; true for a shock. */
  hear(callId: string, energy: number, at: number): boolean
  /**
   * One sample of the call was this loud, dBov; true for a shock, were it a click of a millisecond. `voices`: how many
   * may speak at once in it; in a room their peaks add up, and two citizens who talk are no shock.
   */
  peak(callId: string, dbov: number, voices: number): boolean
  forget(callId: string): void
}

/** A sample this near full scale, dBov, is no voice on a line that is set up well. */
const loudPeakDbov = -3
/** Peaks of speech are up to eighteen decibels above its mean; what is four more above it is something else. */
const peakRiseDb = 22
/** How loud speech usually is on a telephone network (ITU-T P.56, G.100.1): until this call has said. */
const usualSpeechDbov = -26

/** F-ACOU's trigger (INRS: an acoustic shock is a work accident): a sound that is loud and sudden for a call. */
export function createAcousticWatch(): AcousticWatch {
  const calls = new Map<string, { energy: number; at: number; usual: number | undefined }>()
  return {
    hear(callId, energy, at) {
      const before = calls.get(callId)
      const passedMs = before ? at - before.at : 0
      if (!before || passedMs <= 0 || passedMs > longestMs || energy < before.energy) {
        calls.set(callId, { energy, at, usual: before?.usual })
        return false
      }
      const power = (energy - before.energy) / (passedMs / 1000)
      const usual = before.usual ?? power
      const shock = power >= loudPower && power >= usual * rise
      calls.set(callId, { energy, at, usual: shock ? usual : usual + (power - usual) * follows })
      return shock
    },
    peak(callId, dbov, voices) {
      // A line on which nobody spoke yet says nothing of how loud speech will be on it.
      const usualDbov = Math.max(usualSpeechDbov, 10 * Math.log10(calls.get(callId)?.usual ?? 0))
      return dbov >= loudPeakDbov && dbov - usualDbov >= peakRiseDb + 20 * Math.log10(voices)
    },
    forget: (callId) => void calls.delete(callId),
  }
}
