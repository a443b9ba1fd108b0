import type { DeviceWish } from '../../shared/domain/sound.ts'
import { anyDevice, findDevice, type Present } from './sound/find-device.ts'

declare global {
  /** Web Audio API §1.2; TypeScript's DOM library leaves it out. */
  interface AudioContext {
    setSinkId(sinkId: string): Promise<void>
  }
}

/** One stream being heard. */
export interface Playback {
  /** While the agent holds the call, or hears it by another way, nothing of it may be heard. */
  silence(silent: boolean): void
  close(): void
}

export interface Speakers {
  readonly chosen: string
  readonly wished: DeviceWish | null
  /** What plays now, for a meter: a call as the line sends it, before the limiter. */
  readonly playing: readonly MediaStream[]
  play(stream: MediaStream): Playback
  /** Resolves with the sink in use; rejects, changing nothing, where the browser refuses it. */
  choose(deviceId: string): Promise<void>
  /** What the agent chose on another day; used as soon as it is there. */
  wish(wished: DeviceWish | null): void
  /** Devices came or went: another sink where this is gone, and back to the chosen one where it returned. */
  devicesChanged(): void
}

/** Until the page may sound (autoplay waits for the first click), try again this often, in ms. */
const retryMs = 500

/** The sound output of the calls, or of the ringer. Everything of it plays on the same device. */
export function createSpeakers(deps: {
  present(): Promise<Present>
  changed(): void
  /** An audio graph whose own output is one of these sounds. */
  graph?: Pick<AudioContext, 'setSinkId'>
}): Speakers {
  const elements = new Map<HTMLAudioElement, MediaStream>()
  let chosen = anyDevice
  let wished: DeviceWish | null = null
  let last: Promise<unknown> = Promise.resolve()

  /** One change after the other, so that no element is left on the device before. */
  function inTurn<T>(run: () => Promise<T>): Promise<T> {
    const turn = last.then(run, run)
    last = turn
    return turn
  }

  async function route(deviceId: string): Promise<void> {
    const all = [...elements.keys(), ...(deps.graph ? [deps.graph] : [])]
    if (all.length === 0) all.push(new Audio())
    try {
      await Promise.all(all.map((output) => output.setSinkId(sinkOf(deviceId))))
    } catch (refused) {
      await Promise.allSettled(all.map((output) => output.setSinkId(sinkOf(chosen))))
      throw refused
    }
    chosen = deviceId
    deps.changed()
  }

  async function follow(): Promise<void> {
    const target = findDevice(wished, await deps.present())
    if (target === chosen) return
    await route(target).catch(() => (target === anyDevice ? undefined : route(anyDevice)))
  }

  return {
    get chosen() {
      return chosen
    },
    get wished() {
      return wished
    },
    get playing() {
      return [...elements.values()]
    },
    play(stream) {
      const element = new Audio()
      elements.set(element, stream)
      element.srcObject = stream
      const ready =
        chosen === anyDevice
          ? Promise.resolve()
          : element.setSinkId(chosen).catch(() => inTurn(() => route(anyDevice)))
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
    choose: (deviceId) =>
      inTurn(async () => {
        const label = (await deps.present()).find((one) => one.deviceId === deviceId)?.label ?? ''
        await route(deviceId)
        wished = deviceId === anyDevice ? null : { deviceId, label }
        deps.changed()
      }),
    wish(next) {
      wished = next
      deps.changed()
      inTurn(follow).catch(() => deps.changed())
    },
    devicesChanged() {
      inTurn(follow).catch(() => deps.changed())
    },
  }
}

/** `setSinkId` knows the system's own by the empty name. */
const sinkOf = (deviceId: string) => (deviceId === anyDevice ? '' : deviceId)
