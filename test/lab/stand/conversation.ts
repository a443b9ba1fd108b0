import { expect } from '@playwright/test'
import { sampleRate } from '../../../src/demo/exchange/g711.ts'
import { holdMusicHz } from './asterisk.ts'
import type { Citizen } from './citizen.ts'
import { energyOf, toneShare } from './sound.ts'

/** Long enough for a pause between two words, s. */
const listenSeconds = 1

export type Hearing = 'silence' | 'music' | 'voice'

/** What the last second in the citizen's receiver was, by measured energy. */
function hearing(citizen: Citizen, since: number): Hearing | 'too early' {
  const heard = citizen.heardSince(since)
  if (heard.length < listenSeconds * sampleRate) return 'too early'
  const last = heard.subarray(-listenSeconds * sampleRate)
  if (energyOf(last) < 1e-6) return 'silence'
  return toneShare(last, holdMusicHz) > 0.8 ? 'music' : 'voice'
}

/** Waits until a whole second of what she hears from now on is this and nothing else. */
export async function citizenHears(citizen: Citizen, wanted: Hearing): Promise<void> {
  const since = citizen.heardSamples()
  await expect
    .poll(() => hearing(citizen, since), { intervals: [200], message: 'what the citizen hears' })
    .toBe(wanted)
}
