import { expect, type Page } from '@playwright/test'
import { soundEnergy } from '../../../src/demo/drive/drive-call.ts'
import { sampleRate } from '../../../src/demo/exchange/g711.ts'
import { holdMusicHz } from './asterisk.ts'
import { heardByAgent } from './listen-in.ts'
import { energyOf, toneShare } from './sound.ts'
import { serviceHz, type Telephone } from './telephone.ts'

/** Long enough for a pause between two words, s. */
const listenSeconds = 1

/** Also where no story is run: a benchmark waits as long. */
const patienceMs = 20_000

/** `service`: the tone of a unit's telephone. */
export type Hearing = 'silence' | 'music' | 'service' | 'voice'

/** What the last second in the citizen's receiver was, by measured energy. */
function hearing(citizen: Telephone, since: number): Hearing | 'too early' {
  const heard = citizen.heardSince(since)
  if (heard.length < listenSeconds * sampleRate) return 'too early'
  const last = heard.subarray(-listenSeconds * sampleRate)
  if (energyOf(last) < soundEnergy) return 'silence'
  if (toneShare(last, holdMusicHz) > 0.8) return 'music'
  return toneShare(last, serviceHz) > 0.8 ? 'service' : 'voice'
}

/** Waits until a whole second of what she hears from now on is this and nothing else. */
export async function citizenHears(citizen: Telephone, wanted: Hearing): Promise<void> {
  const since = citizen.heardSamples()
  await expect
    .poll(() => hearing(citizen, since), {
      timeout: patienceMs,
      intervals: [200],
      message: 'what the citizen hears',
    })
    .toBe(wanted)
}

/** Waits until a second in the agent’s ear is sound, or none. */
export async function agentHears(page: Page, wanted: 'silence' | 'voice'): Promise<void> {
  await expect
    .poll(async () => ((await heardByAgent(page)) > soundEnergy ? 'voice' : 'silence'), {
      timeout: patienceMs,
      intervals: [100],
      message: 'what the agent hears',
    })
    .toBe(wanted)
}
