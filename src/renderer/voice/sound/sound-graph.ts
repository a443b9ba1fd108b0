/** The browser's audio graph, which rests while nothing sounds. */
export interface SoundGraph {
  readonly context: AudioContext
  /** Whether it runs, or rests and runs again as soon as somebody uses it. */
  readonly able: boolean
  /** From now on something sounds, or is listened to. Returns how to say that it is over. */
  use(): () => void
}

/**
 * A graph that runs all day computes silence between the calls, and Chromium keeps every source of a call's stream,
 * connected or not, for as long as it runs: over a shift hundreds of them, each with all that hangs on it. Resting, it
 * lets them go. A page that may not sound yet (autoplay waits for the first click) has nothing to rest from.
 */
export function createSoundGraph(context: AudioContext): SoundGraph {
  const users = new Set<symbol>()
  let resting = false

  return {
    context,
    get able() {
      return resting || context.state === 'running'
    },
    use() {
      const user = Symbol('user of the graph')
      users.add(user)
      resting = false
      context.resume().catch(() => undefined)
      return () => {
        if (!users.delete(user) || users.size > 0 || context.state !== 'running') return
        resting = true
        context.suspend().catch(() => (resting = false))
      }
    },
  }
}
