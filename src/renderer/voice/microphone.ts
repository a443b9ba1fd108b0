import type { DeviceWish, NoiseSuppression, SoundTreatment } from '../../shared/domain/sound.ts'
import type { DeviceReport } from '../../shared/domain/telephony.ts'
import { anyDevice, findDevice, type Present } from './sound/find-device.ts'
import type { NoiseSuppressor } from './sound/noise-suppressor.ts'

export type MicrophoneState = DeviceReport['microphone']

export interface Microphone {
  readonly state: MicrophoneState
  readonly chosen: string
  readonly wished: DeviceWish | null
  /** Who takes the noise away now. */
  readonly noise: NoiseSuppression
  /** What is captured, for a meter; calls take a track of their own. */
  readonly track: MediaStreamTrack | undefined
  /** Opens it once and keeps it: opening costs 200–600 ms, which nobody should wait after answering. */
  open(): Promise<void>
  /** Changes to this device if the browser can open it; otherwise everything stays as it was. */
  choose(deviceId: string): Promise<void>
  /** What the agent chose on another day; used as soon as it is there. */
  wish(wished: DeviceWish | null): void
  treat(treatment: SoundTreatment): void
  /** A track of a call's own, as muting the shared one would mute every call; undefined where none is open. */
  clone(): MediaStreamTrack | undefined
  /** Devices came or went: another one where this is gone, and back to the chosen one where it returned. */
  devicesChanged(): void
  /** Signed out: nothing may listen any more. */
  close(): void
}

/** An open device, cleaned as the agent wishes. */
interface Captured {
  readonly track: MediaStreamTrack
  readonly noise: NoiseSuppression
  /** Which machine it is, where the browser says so: the system's default may become another one. */
  readonly group: string
  live(): boolean
  onLost(lost: () => void): void
  close(): void
}

interface MicrophoneDeps {
  suppressor: NoiseSuppressor
  /** The microphones that are there. */
  present(): Promise<Present>
  /** After any change of state or device. */
  changed(): void
  /** Running calls must take the new track; it counts as chosen only once they have. */
  replaced(): Promise<void>
}

export function createMicrophone(deps: MicrophoneDeps, atFirst: SoundTreatment): Microphone {
  let treatment = atFirst
  let state: MicrophoneState = 'unknown'
  let chosen = anyDevice
  let wished: DeviceWish | null = null
  let current: Captured | undefined
  let wanted = false
  let last: Promise<unknown> = Promise.resolve()

  /** One change after the other: two at once would each stop the other's track. */
  function inTurn(run: () => Promise<unknown>): Promise<void> {
    last = last.then(run, run)
    return last.then(
      () => {},
      () => {},
    )
  }

  async function capture(deviceId: string): Promise<Captured> {
    if (treatment.noise === 'strong') {
      const raw = await listenTo(deviceId, treatment, false)
      try {
        const { track, close } = await deps.suppressor.suppress(raw)
        return captured(raw, track, 'strong', close)
      } catch {
        raw.stop()
      }
    }
    const noise = treatment.noise === 'none' ? 'none' : 'browser'
    const raw = await listenTo(deviceId, treatment, noise === 'browser')
    return captured(raw, raw, noise, () => {})
  }

  /** A refused device leaves an open one alone: only who has none is told why. */
  async function take(deviceId: string): Promise<boolean> {
    wanted = true
    let next: Captured
    try {
      next = await capture(deviceId)
    } catch (error) {
      if (state !== 'open') state = stateOf(error)
      deps.changed()
      return false
    }
    if (wanted) return await adopt(next, deviceId)
    next.close()
    return false
  }

  async function adopt(next: Captured, deviceId: string): Promise<boolean> {
    const former = current
    current = next
    if (former && !(await deps.replaced().then(yes, no))) {
      current = former
      next.close()
      deps.changed()
      return false
    }
    chosen = deviceId
    state = 'open'
    next.onLost(() => lose(next))
    deps.changed()
    former?.close()
    return true
  }

  /** The device vanished, or permission was taken back: the default one takes over if there is any. */
  function lose(lost: Captured): void {
    if (lost !== current) return
    state = 'lost'
    deps.changed()
    void inTurn(() => (lost === current && wanted ? take(anyDevice) : Promise.resolve()))
  }

  async function start(): Promise<void> {
    if (state === 'open') return
    const target = findDevice(wished, await deps.present())
    if (!(await take(target)) && target !== anyDevice) await take(anyDevice)
    // Only an open microphone lets the browser name the others.
    await follow()
  }

  /** Takes what is wished, or what is left. */
  async function follow(): Promise<void> {
    const present = await deps.present()
    // Asking again for what was refused is the agent's to do.
    if (!wanted || state === 'denied') return
    const target = findDevice(wished, present)
    const group = present.find(({ deviceId }) => deviceId === anyDevice)?.groupId ?? ''
    const moved = chosen === anyDevice && group !== '' && current?.group !== '' && group !== current?.group
    if (state === 'open' && target === chosen && !(target === anyDevice && moved)) return
    if (!(await take(target)) && target !== anyDevice && state !== 'open') await take(anyDevice)
  }

  return {
    get state() {
      return state
    },
    get chosen() {
      return chosen
    },
    get wished() {
      return wished
    },
    get noise() {
      return current?.noise ?? treatment.noise
    },
    get track() {
      return current?.track
    },
    open: () => (state === 'open' ? Promise.resolve() : inTurn(start)),
    choose: (deviceId) =>
      inTurn(async () => {
        const present = await deps.present()
        const label = present.find((one) => one.deviceId === deviceId)?.label ?? ''
        if (!(await take(deviceId))) return
        wished = deviceId === anyDevice ? null : { deviceId, label }
        deps.changed()
      }),
    wish(next) {
      wished = next
      void inTurn(follow)
      deps.changed()
    },
    treat(next) {
      if (JSON.stringify(next) === JSON.stringify(treatment)) return
      treatment = next
      void inTurn(() => (state === 'open' ? take(chosen) : Promise.resolve()))
    },
    clone: () => (current?.live() ? current.track.clone() : undefined),
    devicesChanged() {
      if (wanted) void inTurn(follow)
    },
    close() {
      wanted = false
      current?.close()
      current = undefined
      state = 'unknown'
      deps.changed()
    },
  }
}

async function listenTo(
  deviceId: string,
  treatment: SoundTreatment,
  noiseSuppression: boolean,
): Promise<MediaStreamTrack> {
  const { echoCancellation, gainControl: autoGainControl } = treatment
  const device = deviceId === anyDevice ? {} : { deviceId: { exact: deviceId } }
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { ...device, echoCancellation, autoGainControl, noiseSuppression },
  })
  const [track] = stream.getAudioTracks()
  if (!track) throw new DOMException('The device gave no sound.', 'NotFoundError')
  return track
}

function captured(
  raw: MediaStreamTrack,
  track: MediaStreamTrack,
  noise: NoiseSuppression,
  close: () => void,
): Captured {
  return {
    track,
    noise,
    group: raw.getSettings().groupId ?? '',
    live: () => raw.readyState === 'live',
    onLost(lost) {
      if (raw.readyState === 'ended') lost()
      else raw.addEventListener('ended', lost)
    },
    close() {
      close()
      raw.stop()
    },
  }
}

const yes = () => true
const no = () => false

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
