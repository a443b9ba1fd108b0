import { expect, test } from 'vitest'
import type { MediaReading } from '../../../src/shared/domain/quality/media-reading.ts'
import {
  newSoundWatch,
  soundFault,
  watchSound,
  type SoundSetting,
} from '../../../src/shared/domain/quality/sound-watch.ts'
import { firstReading, secondAfter } from './readings.ts'

const open: SoundSetting = { held: false, muted: false }

/** Seconds of one call; each says how it differs from a good one. */
function story(
  seconds: readonly ((before: MediaReading) => Partial<MediaReading>)[],
  setting: (second: number) => SoundSetting = () => open,
) {
  let watch = watchSound(newSoundWatch, firstReading, open)
  let reading = firstReading
  return seconds.map((change, index) => {
    reading = secondAfter(reading, change(reading))
    watch = watchSound(watch, reading, setting(index))
    return soundFault(watch)
  })
}

const well = () => ({})
const noPackets = ({ packetsReceived, heardEnergy }: MediaReading) => ({ packetsReceived, heardEnergy })
const silence = ({ heardEnergy }: MediaReading) => ({ heardEnergy })
const deadMicrophone = ({ spokenEnergy }: MediaReading) => ({ spokenEnergy })
const noneLeave = ({ packetsSent }: MediaReading) => ({ packetsSent })

test('a citizen who is not heard any more is found within five seconds, and is well again at once', () => {
  expect(story([well, well, noPackets, noPackets, noPackets, well])).toEqual([
    null,
    null,
    null,
    null,
    'nothing-arrives',
    null,
  ])
})

test('packets that carry nothing from the first second are told; a citizen who is silent later is not', () => {
  expect(story([silence, silence, silence, silence, silence]).at(-1)).toBe('never-heard')
  expect(story([well, ...Array.from({ length: 60 }, () => silence)])).not.toContain('never-heard')
})

test('a microphone of digital silence is told, unless the agent muted it', () => {
  const dead = [well, ...Array.from({ length: 5 }, () => deadMicrophone)]
  expect(story(dead).at(-1)).toBe('microphone-silent')
  expect(story(dead, () => ({ held: false, muted: true }))).toEqual(dead.map(() => null))
})

test('a path that is down, or packets of ours that do not leave, are told', () => {
  expect(story([noneLeave, noneLeave, noneLeave]).at(-1)).toBe('nothing-leaves')
  const down = () => ({ path: 'down' as const })
  expect(story([well, down, down, down]).at(-1)).toBe('nothing-leaves')
})

test('on hold nothing is missing, and the count begins again after it', () => {
  const seconds = Array.from({ length: 12 }, () => noPackets)
  const faults = story(seconds, (second) => ({ held: second < 9, muted: false }))
  expect(faults.slice(0, 11)).toEqual(Array.from({ length: 11 }, () => null))
  expect(faults[11]).toBe('nothing-arrives')
})
