import { fork } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../../scripts/ensure.mjs'
import { openCache } from '../../src/main/db/open.ts'
import { createCacheRows } from '../../src/main/db/rows.ts'
import { fileSecrets } from '../../src/main/hosts/browser/file-secrets.ts'

export interface ColdStart {
  /** Core complete: cache open, features joined, in a process of its own. */
  coldStartMs: number
  /** Only the encrypted file. */
  openMs: number
  /** From the INVITE told to the caller's card answered, with his name, through the contract. */
  lookUpP95Ms: number
  lookUps: number
}

const cases = 50_000

/** Fills the desk's cache up with cases and opens it as a start does, in a fresh process. */
export async function coldStart(dataFolder: string): Promise<ColdStart> {
  await fillCases(dataFolder)
  const child = fork(join(root, 'test', 'bench', 'cold-start-process.ts'), [dataFolder], { cwd: root })
  const figures = await new Promise<ColdStart>((resolve, reject) => {
    child.once('message', (message) => resolve(message as ColdStart))
    child.once('exit', (code) => reject(new Error(`The desk ended with ${code}.`)))
  })
  return figures
}

async function fillCases(dataFolder: string): Promise<void> {
  const key = Buffer.from((await fileSecrets(dataFolder).read('cache-key')) ?? '', 'base64')
  const { db } = openCache(join(dataFolder, 'cache.db'), key, Date.now)
  const rows = createCacheRows(db)
  rows.together(() => {
    for (let number = 0; number < cases; number++) {
      const at = new Date(Date.now() - number * 60_000).toISOString()
      rows.serviceRequests.put({
        serviceRequestId: `01J${String(number).padStart(23, '0')}`,
        referenceNumber: `SR-2025-${String(number).padStart(6, '0')}`,
        serviceCode: 'alumbrado',
        status: 'open',
        requesterName: `Persona ${number}`,
        phone: `+5939${String(80_000_000 + number)}`,
        address: 'Av. Amazonas',
        description: 'Luminaria apagada',
        attributes: {},
        requestedAt: at,
        updatedAt: at,
        receivedAt: at,
      })
    }
  })
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}
