import type { MediaReading } from './media-reading.ts'

/**
 * What is wrong with the sound of a call: no packets come; ours do not leave; packets come and never carried a sound;
 * our microphone gives digital silence, which no room does.
 */
export const soundFaults = ['nothing-arrives', 'nothing-leaves', 'never-heard', 'microphone-silent'] as const
export type SoundFault = (typeof soundFaults)[number]

/** What else is known of the call when a reading comes. */
export interface SoundSetting {
  /** Either side holds the call: silence is wanted. */
  readonly held: boolean
  readonly muted: boolean
}

/** Seconds in a row, by what was missing in them. */
export interface SoundWatch {
  readonly last: MediaReading | null
  readonly heardOnce: boolean
  readonly seconds: Readonly<Record<SoundFault, number>>
}

const nothing = { 'nothing-arrives': 0, 'nothing-leaves': 0, 'never-heard': 0, 'microphone-silent': 0 }

export const newSoundWatch: SoundWatch = { last: null, heardOnce: false, seconds: nothing }

/** With the second that the first reading may be late, found within 5 s of the last sound. */
const faultAfterSeconds = 3
/** A citizen may take a breath first, and a headset may gate the noise of a quiet room between two words. */
const silenceAfterSeconds = 4

/** One more reading. On hold nothing is missing; the count begins again after it. */
export function watchSound(watch: SoundWatch, now: MediaReading, { held, muted }: SoundSetting): SoundWatch {
  const { last } = watch
  if (!last || held) return { ...watch, last: now, seconds: nothing }
  const heard = now.heardEnergy > last.heardEnergy
  const heardOnce = watch.heardOnce || heard
  const arrives = now.packetsReceived > last.packetsReceived
  const missing: Record<SoundFault, boolean> = {
    'nothing-arrives': !arrives,
    'nothing-leaves': now.packetsSent <= last.packetsSent || now.path === 'down',
    'never-heard': arrives && !heardOnce,
    'microphone-silent': !muted && now.spokenEnergy <= last.spokenEnergy,
  }
  const next = (fault: SoundFault) => (missing[fault] ? watch.seconds[fault] + 1 : 0)
  return {
    last: now,
    heardOnce,
    seconds: {
      'nothing-arrives': next('nothing-arrives'),
      'nothing-leaves': next('nothing-leaves'),
      'never-heard': next('never-heard'),
      'microphone-silent': next('microphone-silent'),
    },
  }
}

/** The worst of what has lasted long enough to be told; null while all is well. */
export function soundFault({ seconds }: SoundWatch): SoundFault | null {
  const lasts = (fault: SoundFault) =>
    seconds[fault] >=
    (fault === 'nothing-arrives' || fault === 'nothing-leaves' ? faultAfterSeconds : silenceAfterSeconds)
  return soundFaults.find(lasts) ?? null
}
