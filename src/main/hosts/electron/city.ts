import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { DemoCity } from '../../demo-city.ts'
import { Policy } from '../../policy.ts'
import type { Log } from '../../shell.ts'
import type { PolicyReading } from '../read-policy.ts'
import { startDemoCity } from '../start-demo-city.ts'
import type { StartOptions } from './start-options.ts'

/**
 * The city's own backend where policy names one; otherwise the demo city, which may keep its secrets in plain
 * text because nobody in it exists.
 */
export async function startCity(
  reading: Exclude<PolicyReading, { kind: 'malformed' }>,
  options: StartOptions,
  folders: { builtFolder: string; assetsFolder: string; dataFolder: string },
  log: Log,
): Promise<{ policy: Policy; demo?: DemoCity }> {
  if (reading.kind === 'policy') return { policy: reading.policy }
  const demo = await startDemoCity({
    threadUrl: pathToFileURL(join(folders.builtFolder, 'demo-city.js')),
    cityId: options.city,
    assetsFolder: folders.assetsFolder,
    dataFolder: join(folders.dataFolder, 'city'),
    callsPerMinute: options.callsPerMinute,
    log,
  })
  const policy = Policy.parse({
    backend: { url: demo.backendUrl },
    allowPlainTextSecrets: true,
    knowledge: { keys: [demo.publicKey] },
  })
  return { policy, demo }
}
