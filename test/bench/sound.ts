import { startHost } from '../../src/demo/drive/start-host.ts'
import { NoiseSuppression } from '../../src/shared/domain/sound.ts'
import { waitFor } from '../support/wait-for.ts'
import { endDemoCall, openDemoDesk, takeDemoCall, type DemoDesk } from './demo-desk.ts'
import { percentile, rounded } from './figures.ts'
import { browserCpuPct } from './lab/measured-page.ts'
import { openChromium } from './open-chromium.ts'
import { temporaryProfile } from './temporary-profile.ts'

/** The first call compiles code and reads RNNoise; it is not counted. */
const calls = { warmUp: 1, counted: 3 }
/** A demo citizen talks well beyond three of them. */
const windowMs = 6_000

/**
 * What a call costs with each way of taking the noise away, in percent of one core for the whole browser: all three in
 * each call, in turn, so that whatever else the machine does meets all of them.
 */
export async function benchSound(): Promise<Record<string, unknown>> {
  const profile = temporaryProfile()
  const host = await startHost({ city: 'quito', dataFolder: profile.folder })
  const browser = await openChromium()
  const costs: Record<NoiseSuppression, number[]> = { none: [], browser: [], strong: [] }
  try {
    const desk = await openDemoDesk(await browser.newPage(), host.url)
    for (let call = 0; call < calls.warmUp + calls.counted; call += 1) {
      await takeDemoCall(desk)
      for (const noise of NoiseSuppression.options) {
        await treatNoise(desk, noise)
        const pct = await browserCpuPct(desk.page, windowMs)
        if (call >= calls.warmUp) costs[noise].push(pct)
      }
      await endDemoCall(desk)
    }
  } finally {
    await browser.close()
    await host.stop()
    profile.remove()
  }
  const pct = (noise: NoiseSuppression) => percentile(costs[noise], 0.5)
  return {
    calls: calls.counted,
    callCpuPct: {
      none: rounded(pct('none')),
      browser: rounded(pct('browser')),
      rnnoise: rounded(pct('strong')),
    },
    browserRatio: rounded(pct('browser') / pct('none'), 3),
    rnnoiseRatio: rounded(pct('strong') / pct('none'), 3),
  }
}

/** Resolves once the running call takes the new track. */
async function treatNoise({ control }: DemoDesk, noise: NoiseSuppression): Promise<void> {
  const current = await control.request('sound.get', {})
  await control.request('sound.set', { ...current, treatment: { ...current.treatment, noise } })
  await waitFor(`the noise to be taken away by: ${noise}`, async () => {
    const { devices } = await control.request('agent.get', {})
    return devices.noise === noise
  })
}
