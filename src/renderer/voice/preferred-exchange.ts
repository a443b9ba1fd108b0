import type { Socket } from 'jssip'

/** How often the preferred exchange is tried while the line is on another one, ms. */
export const tryEveryMs = 15_000
/** So long it must stay there before anybody goes back to it: longer than the heartbeat needs to notice silence, ms. */
export const steadyMs = 6_000

interface Situation {
  /** Whether the line is on an exchange that the city prefers less. */
  elsewhere(): boolean
  /** Whether no call would be lost. */
  idle(): boolean
  /** A connection to the preferred exchange for the trial alone. */
  trial(): Pick<Socket, 'connect' | 'disconnect' | 'onconnect' | 'ondisconnect'>
  back(): void
}

/**
 * Brings the line home: JsSIP stays on the second exchange for as long as that one lives, and a city that pays for
 * a first one wants its agents there again. Only between calls, and only once the first has been steady, so that
 * one that comes and goes does not take the line along. Returns what ends the watch.
 */
export function watchPreferred(situation: Situation): () => void {
  let stopTrial = () => {}

  function tryIt(): void {
    stopTrial()
    if (!situation.elsewhere() || !situation.idle()) return
    const trial = situation.trial()
    let steady: ReturnType<typeof setTimeout> | undefined
    stopTrial = () => {
      clearTimeout(steady)
      trial.onconnect = trial.ondisconnect = () => {}
      trial.disconnect()
      stopTrial = () => {}
    }
    trial.onconnect = () => {
      steady = setTimeout(() => {
        stopTrial()
        if (situation.elsewhere() && situation.idle()) situation.back()
      }, steadyMs)
    }
    trial.ondisconnect = () => stopTrial()
    trial.connect()
  }

  const timer = setInterval(tryIt, tryEveryMs)
  return () => {
    clearInterval(timer)
    stopTrial()
  }
}
