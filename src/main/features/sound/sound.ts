import { SoundSettings } from '../../../shared/contract.ts'
import type { Call } from '../../../shared/domain/call.ts'
import {
  type HeadsetButton,
  usualTreatment,
  WishedDevices,
  type DeviceRole,
  type SoundLevels,
} from '../../../shared/domain/sound.ts'
import type { DeviceReport, VoiceCommand } from '../../../shared/domain/telephony.ts'
import type { Remembered } from '../../db/remembered.ts'
import type { HandlersOf } from '../../feature.ts'
import { lightsOf, meaningOf } from './headset.ts'

const settingsName = 'sound'
const wishedName = 'wished-devices'
const atFirst: SoundSettings = { treatment: usualTreatment, headsetButtons: false, autoAnswer: true }
const nothingWished: WishedDevices = { microphone: null, speaker: null, ringer: null }
/** A meter that is looked at asks again well before; one that is not costs nothing after this, ms. */
const meterMs = 6_000

/** What is done to a call from the headset: the same as from the screen. */
export interface CallHandle {
  answer(callId: string): void
  reject(callId: string): void
  hangUp(callId: string): void
  mute(callId: string, muted: boolean): void
}

export interface Sound {
  readonly handlers: HandlersOf<'sound'>
  current(): SoundSettings
  /** What a voice page is told before anything else. */
  greeting(): VoiceCommand[]
  /** The devices changed: what the agent chose is kept once the browser confirmed it. */
  devicesReported(report: DeviceReport): void
  /** The agent chose; kept when a report confirms it. */
  choosing(role: DeviceRole, deviceId: string): void
  callsChanged(): void
  pressed(button: HeadsetButton): void
  levels(levels: SoundLevels): void
}

/** How the agent hears and is heard: his devices and preferences over the days, his headset's buttons. */
export function createSound(deps: {
  remembered: Remembered
  calls: () => readonly Call[]
  handle: CallHandle
  execute: (command: VoiceCommand) => void
  tellLevels: (levels: SoundLevels) => void
  onChanged: () => void
}): Sound {
  const { remembered, execute } = deps
  const current = () => remembered.read(settingsName, SoundSettings) ?? atFirst
  const wished = () => remembered.read(wishedName, WishedDevices) ?? nothingWished
  const choosing = new Map<DeviceRole, string>()
  let shown = ''

  const lights = (): VoiceCommand => ({
    kind: 'headset',
    lights: current().headsetButtons ? lightsOf(deps.calls()) : null,
  })

  function callsChanged(): void {
    const command = lights()
    const now = JSON.stringify(command)
    if (now === shown) return
    shown = now
    execute(command)
  }

  return {
    current,
    greeting() {
      const headset = lights()
      shown = JSON.stringify(headset)
      return [
        { kind: 'treat-sound', treatment: current().treatment },
        { kind: 'wish-devices', wished: wished() },
        headset,
      ]
    },
    devicesReported(report) {
      for (const [role, deviceId] of choosing) {
        if (report.chosen[role] !== deviceId) continue
        choosing.delete(role)
        remembered.write(wishedName, { ...wished(), [role]: report.wished[role] })
      }
    },
    choosing: (role, deviceId) => void choosing.set(role, deviceId),
    callsChanged,
    pressed(button) {
      const meant = meaningOf(button, deps.calls())
      switch (meant?.what) {
        case 'answer':
          return deps.handle.answer(meant.callId)
        case 'reject':
          return deps.handle.reject(meant.callId)
        case 'hang-up':
          return deps.handle.hangUp(meant.callId)
        case 'mute':
          return deps.handle.mute(meant.callId, meant.muted)
        case undefined:
          return undefined
      }
    },
    levels: deps.tellLevels,
    handlers: {
      'sound.get': current,
      'sound.set'(settings) {
        remembered.write(settingsName, settings)
        execute({ kind: 'treat-sound', treatment: settings.treatment })
        callsChanged()
        deps.onChanged()
        return settings
      },
      'sound.meter'() {
        execute({ kind: 'meter', forMs: meterMs })
        return null
      },
      'sound.test'({ role }) {
        execute({ kind: 'test-sound', role })
        return null
      },
      'sound.lookForHeadset'() {
        execute(lights())
        return null
      },
    },
  }
}
