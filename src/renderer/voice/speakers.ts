/** One stream being heard. */
export interface Playback {
  /** While the agent holds the call, nothing of it may be heard. */
  silence(silent: boolean): void
  close(): void
}

export interface Speakers {
  readonly chosen: string
  play(stream: MediaStream): Playback
  /** Resolves with the sink in use; rejects, changing nothing, where the browser refuses it. */
  choose(deviceId: string): Promise<void>
  /** Falls back to the default sink where the chosen one is gone. */
  devicesChanged(present: readonly string[]): void
}

const anyDevice = 'default'
/** Until the page may sound (autoplay waits for the first click), try again this often, in ms. */
const retryMs = 500

/** The sound output of the calls, or of the ringer. Every element of it plays on the same device. */
export function createSpeakers(changed: () => void): Speakers {
  const elements = new Set<HTMLAudioElement>()
  let chosen = anyDevice

  async function route(deviceId: string): Promise<void> {
    const sinkId = deviceId === anyDevice ? '' : deviceId
    const probe = elements.size === 0 ? [new Audio()] : elements
    await Promise.all([...probe].map((element) => element.setSinkId(sinkId)))
    chosen = deviceId
    changed()
  }

  return {
    get chosen() {
      return chosen
    },
    play(stream) {
      const element = new Audio()
      elements.add(element)
      element.srcObject = stream
      const ready =
        chosen === anyDevice ? Promise.resolve() : element.setSinkId(chosen).catch(() => route(anyDevice))
      const tryToPlay = (): void =>
        void ready
          .then(() => element.play())
          .catch(() => {
            if (elements.has(element)) setTimeout(tryToPlay, retryMs)
          })
      tryToPlay()
      return {
        silence(silent) {
          element.muted = silent
        },
        close() {
          elements.delete(element)
          element.pause()
          element.srcObject = null
        },
      }
    },
    choose: route,
    devicesChanged(present) {
      if (chosen !== anyDevice && !present.includes(chosen)) void route(anyDevice)
    },
  }
}
