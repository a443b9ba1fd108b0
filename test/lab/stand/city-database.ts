import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../../../scripts/ensure.mjs'
import { startBackend } from '../../../src/backend/backend.ts'
import { logOnlyExchange } from '../../../src/backend/exchange/log-only-exchange.ts'
import { newSigningKey } from '../../../src/backend/publishing/signing-key.ts'
import { quietLog } from '../../support/quiet-host.ts'

/** The city as it ships. */
export const cityPack = join(root, 'assets', 'packs', 'quito')

/** What every city of the lab has in common. */
export const labCity = {
  cityId: 'quito' as const,
  signIn: 'choose' as const,
  port: 0,
  exchange: logOnlyExchange(quietLog),
  signingKey: newSigningKey(),
  log: quietLog,
}

let model: Promise<string> | undefined

/** A database of its own for each desk, with the city in it already: to fill an empty one takes three seconds. */
export async function cityDatabase(folder: string): Promise<{ kind: 'pglite'; folder: string }> {
  model ??= fillModel()
  cpSync(await model, folder, { recursive: true })
  return { kind: 'pglite', folder }
}

/** Closed again, as only a database at rest can be copied; it goes with the process. */
async function fillModel(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-lab-city-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const database = { kind: 'pglite' as const, folder }
  const backend = await startBackend({
    ...labCity,
    packFolder: cityPack,
    database,
    softphoneAccount: () => {
      throw new Error('Nobody signs in where the city is only filled.')
    },
  })
  await backend.close()
  return folder
}
