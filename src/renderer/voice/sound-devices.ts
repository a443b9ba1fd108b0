import type { DeviceRole, SoundTreatment, WishedDevices } from '../../shared/domain/sound.ts'
import type { DeviceReport } from '../../shared/domain/telephony.ts'
import { createMicrophone, type Microphone } from './microphone.ts'
import type { NoiseSuppressor } from './sound/noise-suppressor.ts'
import type { Present } from './sound/find-device.ts'
import { createSpeakers, type Speakers } from './speakers.ts'

/** What the devices say of themselves; the rest of the report is the telephone's. */
export type SoundReport = Omit<DeviceReport, 'shielded' | 'headset'>

export interface SoundDevices {
  readonly microphone: Microphone
  readonly speakers: Speakers
  readonly ringer: Speakers
  choose(role: DeviceRole, deviceId: string): Promise<void>
  wish(wished: WishedDevices): void
  /** What is there and in use, now. */
  report(): Promise<SoundReport>
}

/** All sound of this desk; `changed` whenever the report would read differently. */
export function createSoundDevices(told: {
  /** Its own output is heard where the calls are. */
  graph: AudioContext
  suppressor: NoiseSuppressor
  treatment: SoundTreatment
  changed: () => void
  microphoneReplaced: () => Promise<void>
}): SoundDevices {
  const present = (kind: MediaDeviceKind) => async (): Promise<Present> => {
    const devices = await navigator.mediaDevices.enumerateDevices()
    return devices.filter((device) => device.kind === kind && device.deviceId !== '')
  }
  const output = { present: present('audiooutput'), changed: told.changed }
  const speakers = createSpeakers({ ...output, graph: told.graph })
  const ringer = createSpeakers(output)
  const outputs = { speaker: speakers, ringer }
  let wasOpen = false
  const microphone = createMicrophone(
    {
      suppressor: told.suppressor,
      present: present('audioinput'),
      replaced: told.microphoneReplaced,
      changed() {
        const open = microphone.state === 'open'
        // With the first open microphone the browser names the outputs, too.
        if (open && !wasOpen) for (const one of Object.values(outputs)) one.devicesChanged()
        wasOpen = open
        told.changed()
      },
    },
    told.treatment,
  )

  navigator.mediaDevices.addEventListener('devicechange', () => {
    for (const one of Object.values(outputs)) one.devicesChanged()
    microphone.devicesChanged()
    told.changed()
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
    wish(wished) {
      microphone.wish(wished.microphone)
      speakers.wish(wished.speaker)
      ringer.wish(wished.ringer)
    },
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
        wished: { microphone: microphone.wished, speaker: speakers.wished, ringer: ringer.wished },
        noise: microphone.noise,
      }
    },
  }
}
