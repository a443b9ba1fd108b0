import { expect, type Page } from '@playwright/test'
import { soundEnergy } from '../../../src/demo/drive/drive-call.ts'
import { sampleRate } from '../../../src/demo/exchange/g711.ts'
import { holdMusicHz } from './asterisk.ts'
import type { Citizen } from './citizen.ts'
import { heardByAgent } from './listen-in.ts'
import { energyOf, toneShare } from './sound.ts'

/** Long enough for a pause between two words, s. */
const listenSeconds = 1

export type Hearing = 'silence' | 'music' | 'voice'

/** What the last second in the citizen's receiver was, by measured energy. */
function hearing(citizen: Citizen, since: number): Hearing | 'too early' {
  const heard = citizen.heardSince(since)
  if (heard.length < listenSeconds * sampleRate) return 'too early'
  const last = heard.subarray(-listenSeconds * sampleRate)
  if (energyOf(last) < soundEnergy) return 'silence'
  return toneShare(last, holdMusicHz) > 0.8 ? 'music' : 'voice'
}

/** Waits until a whole second of what she hears from now on is this and nothing else. */
export async function citizenHears(citizen: Citizen, wanted: Hearing): Promise<void> {
  const since = citizen.heardSamples()
  await expect
    .poll(() => hearing(citizen, since), { intervals: [200], message: 'what the citizen hears' })
    .toBe(wanted)
}

/** Waits until what the agent's browser decoded during a second is sound, or none. */
export async function agentHears(page: Page, wanted: 'silence' | 'voice'): Promise<void> {
  await expect
    .poll(async () => ((await heardByAgent(page)) > soundEnergy ? 'voice' : 'silence'), {
      intervals: [100],
      message: 'what the agent hears',
    })
    .toBe(wanted)
}
