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
  /** "Who is this number", through the contract. */
  lookUpP95Ms: number
  /** From the INVITE told to the caller's card answered, with his name: a contact is written on the way. */
  ringToCardP95Ms: number
  lookUps: number
}

const cases = 50_000
const citizens = 100_000

/** Fills the desk's cache with a whole city and opens it as a start does, in a fresh process. */
export async function coldStart(dataFolder: string, password: string): Promise<ColdStart> {
  await fillCache(dataFolder)
  const child = fork(join(root, 'test', 'bench', 'cold-start-process.ts'), [dataFolder, password], {
    cwd: root,
  })
  const figures = await new Promise<ColdStart>((resolve, reject) => {
    child.once('message', (message) => resolve(message as ColdStart))
    child.once('exit', (code) => reject(new Error(`The desk ended with ${code}.`)))
  })
  return figures
}

async function fillCache(dataFolder: string): Promise<void> {
  const key = Buffer.from((await fileSecrets(dataFolder).read('cache-key')) ?? '', 'base64')
  const { db } = openCache(join(dataFolder, 'cache.db'), key, Date.now)
  const rows = createCacheRows(db)
  db.exec('DELETE FROM service_requests')
  rows.together(() => {
    // As in a city whose window is longer than a day: nobody has left this desk yet.
    const updatedAt = new Date().toISOString()
    for (let number = 0; number < citizens; number++)
      rows.citizens.put(
        {
          citizenId: `01K${String(number).padStart(23, '0')}`,
          name: `Persona ${number}`,
          phones: [`+5939${String(80_000_000 + number)}`],
          updatedAt,
        },
        updatedAt,
      )
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
