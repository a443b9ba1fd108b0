import type { DeviceReport } from '../../shared/domain/telephony.ts'

export type MicrophoneState = DeviceReport['microphone']

export interface Microphone {
  readonly state: MicrophoneState
  readonly chosen: string
  /** Opens it once and keeps it: opening costs 200–600 ms, which nobody should wait after answering. */
  open(): Promise<void>
  /** Changes to this device if the browser can open it; otherwise everything stays as it was. */
  choose(deviceId: string): Promise<void>
  /** A track of a call's own, as muting the shared one would mute every call; undefined where none is open. */
  clone(): MediaStreamTrack | undefined
  /** Devices came or went: try again where there is none. */
  devicesChanged(): void
  /** Signed out: nothing may listen any more. */
  close(): void
}

const anyDevice = 'default'

/** `changed` after any change of state or device; `replaced` when running calls must take the new track. */
export function createMicrophone(told: { changed: () => void; replaced: () => void }): Microphone {
  let state: MicrophoneState = 'unknown'
  let chosen = anyDevice
  let track: MediaStreamTrack | undefined
  let opening: Promise<void> | undefined
  let wanted = false

  async function capture(deviceId: string): Promise<MediaStreamTrack | undefined> {
    const device = deviceId === anyDevice ? {} : { deviceId: { exact: deviceId } }
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: { ...device, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    })
    return stream.getAudioTracks()[0]
  }

  function adopt(next: MediaStreamTrack | undefined, deviceId: string): void {
    const running = track !== undefined
    const former = track
    track = next
    chosen = deviceId
    state = next ? 'open' : 'missing'
    next?.addEventListener('ended', () => lose(next))
    told.changed()
    if (running) told.replaced()
    former?.stop()
  }

  /** The device vanished, or permission was taken back: the default one takes over if there is any. */
  function lose(lost: MediaStreamTrack): void {
    if (lost !== track) return
    state = 'lost'
    told.changed()
    void start(anyDevice)
  }

  function start(deviceId: string): Promise<void> {
    opening ??= take(deviceId).finally(() => (opening = undefined))
    return opening
  }

  /** A refused device leaves an open one alone: only who has none is told why. */
  async function take(deviceId: string): Promise<void> {
    wanted = true
    try {
      const next = await capture(deviceId)
      if (wanted) adopt(next, deviceId)
      else next?.stop()
    } catch (error) {
      if (state !== 'open') state = stateOf(error)
      told.changed()
    }
  }

  return {
    get state() {
      return state
    },
    get chosen() {
      return chosen
    },
    open: () => (state === 'open' ? Promise.resolve() : start(anyDevice)),
    async choose(deviceId) {
      await opening
      await take(deviceId)
    },
    clone: () => (state === 'open' ? track?.clone() : undefined),
    devicesChanged() {
      if (state === 'missing' || state === 'lost') void start(anyDevice)
    },
    close() {
      wanted = false
      track?.stop()
      track = undefined
      state = 'unknown'
      told.changed()
    },
  }
}

/** The names are those of the Media Capture specification, getUserMedia step 10. */
function stateOf(error: unknown): MicrophoneState {
  switch (error instanceof DOMException ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied'
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing'
    default:
      return 'lost'
  }
}
