import { existsSync } from 'node:fs'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { systemClock } from '../../../src/backend/clock.ts'
import { afterRestore } from '../../../src/backend/database/after-restore.ts'
import { backUpEmbedded, restoreEmbedded } from '../../../src/backend/database/embedded-backup.ts'
import { openDatabase } from '../../../src/backend/database/open.ts'
import { ServiceRequest } from '../../../src/shared/domain/service-request.ts'
import {
  create,
  openWorldBeside,
  serviceRequest,
  type BackendWorld,
} from '../../support/backend/backend-world.ts'
import { quietLog } from '../../support/quiet-host.ts'

vi.setConfig({ testTimeout: 120_000 })

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ventanilla-backup-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const data = () => join(folder, 'data', 'quito')
const file = () => join(folder, 'city.back-up')
const restored = () => join(folder, 'restored', 'quito')

/** A backend on the embedded database of this folder, for as long as `run` takes. */
async function served<T>(at: string, run: (world: BackendWorld) => Promise<T>): Promise<T> {
  const choice = { kind: 'pglite', folder: at } as const
  const open = await openDatabase(choice, systemClock, quietLog)
  const world = await openWorldBeside({ choice, open, reset: () => Promise.resolve(), stop: open.close })
  try {
    return await run(world)
  } finally {
    await world.close()
    await open.close()
  }
}

test('the embedded database comes back whole from its file, and no number or session is given twice', async () => {
  const request = serviceRequest()
  const command = create(request)
  const before = await served(data(), async (world) => {
    const ana = await world.signIn('ana')
    expect(await ana.push(command)).toMatchObject([{ status: 'accepted' }])
    await expect(backUpEmbedded(data(), file())).rejects.toMatchObject({ code: 'conflict' })
    const filed = ServiceRequest.parse(await ana.find('service-request', request.serviceRequestId))
    return { number: filed.referenceNumber, cursor: (await ana.pull()).cursor, token: ana.token }
  })
  await backUpEmbedded(data(), file())
  expect((await stat(file())).mode & 0o077).toBe(0)
  await expect(backUpEmbedded(data(), file())).rejects.toMatchObject({ code: 'conflict' })

  // Accepted after the back-up: its number was told to a citizen and must not be told to another.
  const later = await served(data(), async (world) => {
    const ana = await world.signIn('ana')
    const lost = serviceRequest()
    await ana.push(create(lost))
    return ServiceRequest.parse(await ana.find('service-request', lost.serviceRequestId)).referenceNumber
  })

  await restoreEmbedded(restored(), file())
  const database = await openDatabase({ kind: 'pglite', folder: restored() }, systemClock, quietLog)
  await afterRestore(database.db)
  await database.close()
  await served(restored(), async (world) => {
    const status = await world.ask('GET', '/v1/changes', { token: before.token })
    expect(status.status).toBe(401)
    const ana = await world.signIn('ana')
    expect(await ana.find('service-request', request.serviceRequestId)).toMatchObject({
      referenceNumber: before.number,
      requesterName: request.requesterName,
    })
    expect(await ana.push(command)).toMatchObject([{ status: 'accepted' }])
    const fresh = serviceRequest()
    await ana.push(create(fresh))
    const number = ServiceRequest.parse(
      await ana.find('service-request', fresh.serviceRequestId),
    ).referenceNumber
    expect([before.number, later]).not.toContain(number)
    const anew = await ana.pullAll(before.cursor)
    expect(anew.map(({ id }) => id)).toContain(request.serviceRequestId)
  })
})

test('nothing is restored over data, nor from what is no back-up', async () => {
  await served(data(), (world) => world.signIn('ana'))
  await backUpEmbedded(data(), file())
  await expect(restoreEmbedded(data(), file())).rejects.toMatchObject({ code: 'conflict' })
  await expect(restoreEmbedded(restored(), join(folder, 'nowhere'))).rejects.toMatchObject({
    code: 'not-found',
  })
  await expect(backUpEmbedded(join(folder, 'nowhere'), file())).rejects.toMatchObject({ code: 'not-found' })
  const noise = join(folder, 'noise')
  await writeFile(noise, 'not a back-up')
  await expect(restoreEmbedded(restored(), noise)).rejects.toMatchObject({ code: 'damaged' })
  expect(existsSync(restored())).toBe(false)
})
