import type { SoundTreatment } from '../../../shared/domain/sound.ts'
import type { DeviceReport, TelephonyEvent, VoiceCommand } from '../../../shared/domain/telephony.ts'
import { assertNever } from '../../../shared/errors.ts'
import { createHeadset } from '../headset/headset.ts'
import { createRinger } from '../ringer.ts'
import { createSoundDevices, type SoundDevices } from '../sound-devices.ts'
import { createLevelMeters } from './levels.ts'
import { playLoopBack } from './loop-back.ts'
import { createNoiseSuppressor } from './noise-suppressor.ts'
import { createSoundGraph, type SoundGraph } from './sound-graph.ts'
import { createShield, type Shield } from './shield.ts'
import { playAnsweringTone, playTrialTone } from './tones.ts'

/** What of a command is about sound and not about a call. */
export type SoundCommand = Extract<
  VoiceCommand,
  {
    kind:
      | 'ring'
      | 'open-microphone'
      | 'choose-device'
      | 'wish-devices'
      | 'treat-sound'
      | 'meter'
      | 'test-sound'
      | 'loop-back'
      | 'headset'
  }
>

/** Everything of the telephone that is heard or pressed. */
export interface SoundDesk {
  readonly graph: SoundGraph
  readonly devices: SoundDevices
  readonly shield: Shield
  execute(command: SoundCommand): void
  answeringTone(): Promise<void>
  devicesNow(): Promise<DeviceReport>
}

/** Until the core says what the agent prefers; see `usualTreatment` of the domain. */
const atFirst: SoundTreatment = { echoCancellation: true, gainControl: true, noise: 'browser' }
/** RNNoise knows no other rate, and the ear hears no more of a telephone. */
const hertz = 48_000

export function createSoundDesk(deps: {
  report(event: TelephonyEvent): void
  /** Resolves once all running calls have the new microphone. */
  microphoneReplaced(): Promise<void>
}): SoundDesk {
  const { report } = deps
  const graph = createSoundGraph(new AudioContext({ sampleRate: hertz }))
  const { context } = graph
  const changed = () => void reportDevices()
  const headset = createHeadset({
    changed,
    pressed: (button) => report({ kind: 'headset-button', button }),
  })
  const devices = createSoundDevices({
    graph: context,
    suppressor: createNoiseSuppressor(context),
    treatment: atFirst,
    changed,
    microphoneReplaced: deps.microphoneReplaced,
  })
  const shield = createShield({ graph, speakers: devices.speakers, changed })
  const ringer = createRinger(devices.ringer, context)
  const meters = createLevelMeters(
    graph,
    () => ({
      microphone: devices.microphone.track ? [captureOf(devices.microphone.track)] : [],
      speaker: devices.speakers.playing,
      ringer: devices.ringer.playing,
    }),
    (levels) => report({ kind: 'sound-levels', levels }),
  )
  let lastReport = ''
  let capture: MediaStream | undefined
  let looping = false
  let endRinging: (() => void) | undefined

  /** One stream per track: a meter is built for each stream it sees. */
  function captureOf(track: MediaStreamTrack): MediaStream {
    if (capture?.getAudioTracks()[0] !== track) capture = new MediaStream([track])
    return capture
  }

  async function devicesNow(): Promise<DeviceReport> {
    return { ...(await devices.report()), shielded: shield.ready, headset: headset.name }
  }

  async function reportDevices(): Promise<void> {
    const now = await devicesNow()
    if (JSON.stringify(now) === lastReport) return
    lastReport = JSON.stringify(now)
    report({ kind: 'devices', report: now })
  }

  /** The graph runs for as long as this sounds. */
  async function sounding<T>(sound: () => Promise<T>): Promise<T> {
    const over = graph.use()
    try {
      return await sound()
    } finally {
      over()
    }
  }

  function ring(on: boolean): void {
    if (on) endRinging ??= graph.use()
    ringer.ring(on)
    if (on) return
    endRinging?.()
    endRinging = undefined
  }

  async function loopBack(): Promise<void> {
    await devices.microphone.open()
    const { track } = devices.microphone
    if (!track || looping) return
    looping = true
    try {
      const heard = await sounding(() => playLoopBack(context, track, devices.speakers))
      report({ kind: 'loop-back', heard })
    } finally {
      looping = false
    }
  }

  return {
    graph,
    devices,
    shield,
    answeringTone: () => sounding(() => playAnsweringTone(context, devices.speakers)),
    devicesNow,
    execute(command) {
      switch (command.kind) {
        case 'ring':
          return ring(command.on)
        case 'open-microphone':
          return void devices.microphone.open()
        case 'choose-device':
          return void devices.choose(command.role, command.deviceId)
        case 'wish-devices':
          return devices.wish(command.wished)
        case 'treat-sound':
          return devices.microphone.treat(command.treatment)
        case 'meter':
          return meters.run(command.forMs)
        case 'test-sound':
          return void sounding(() =>
            playTrialTone(context, devices[command.role === 'ringer' ? 'ringer' : 'speakers']),
          )
        case 'loop-back':
          return void loopBack()
        case 'headset':
          return headset.show(command.lights)
        default:
          return assertNever(command)
      }
    },
  }
}
