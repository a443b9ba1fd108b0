import type { DeviceReport, DeviceRole } from '../../shared/domain/telephony.ts'
import { createMicrophone, type Microphone } from './microphone.ts'
import { createSpeakers, type Speakers } from './speakers.ts'

export interface SoundDevices {
  readonly microphone: Microphone
  readonly speakers: Speakers
  readonly ringer: Speakers
  choose(role: DeviceRole, deviceId: string): Promise<void>
  /** What is there and in use, now. */
  report(): Promise<DeviceReport>
}

/** All sound of this desk; `changed` whenever the report would read differently. */
export function createSoundDevices(told: {
  changed: () => void
  microphoneReplaced: () => void
}): SoundDevices {
  const microphone = createMicrophone({ changed: told.changed, replaced: told.microphoneReplaced })
  const speakers = createSpeakers(told.changed)
  const ringer = createSpeakers(told.changed)
  const outputs = { speaker: speakers, ringer }

  navigator.mediaDevices.addEventListener('devicechange', () => {
    void navigator.mediaDevices.enumerateDevices().then((devices) => {
      const present = devices.filter(({ kind }) => kind === 'audiooutput').map(({ deviceId }) => deviceId)
      for (const output of Object.values(outputs)) output.devicesChanged(present)
      microphone.devicesChanged()
      told.changed()
    })
  })
  void navigator.permissions.query({ name: 'microphone' }).then((permission) => {
    permission.addEventListener('change', () => {
      if (permission.state === 'granted' && microphone.state === 'denied') void microphone.open()
    })
  })

  return {
    microphone,
    speakers,
    ringer,
    /** A refused device changes nothing; the report that follows says what is in use. */
    choose: (role, deviceId) =>
      role === 'microphone'
        ? microphone.choose(deviceId)
        : outputs[role].choose(deviceId).catch(() => told.changed()),
    async report() {
      const devices = await navigator.mediaDevices.enumerateDevices()
      return {
        microphone: microphone.state,
        devices: devices.flatMap(({ deviceId, label, kind }) =>
          kind === 'videoinput' || deviceId === ''
            ? []
            : [{ deviceId, label, kind: kind === 'audioinput' ? ('input' as const) : ('output' as const) }],
        ),
        chosen: { microphone: microphone.chosen, speaker: speakers.chosen, ringer: ringer.chosen },
      }
    },
  }
}
