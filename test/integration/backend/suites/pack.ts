import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Change } from '../../../../src/shared/backend-api.ts'
import { ServiceRequest } from '../../../../src/shared/domain/service-request.ts'
import { migrations } from '../../../../src/backend/database/migrations/index.ts'
import {
  create,
  openWorldBeside,
  serviceRequest,
  type BackendWorld,
} from '../../../support/backend/backend-world.ts'
import { smallPack, writeSmallPack, type PackFolder } from '../../../support/backend/small-pack.ts'
import { readRecord } from '../../../../src/backend/changes/change-log.ts'
import type { Suite } from './index.ts'

export const packSuite: Suite = (database) =>
  describe('the pack at start', () => {
    let pack: PackFolder
    beforeEach(async () => {
      await database().reset(migrations)
      pack = await writeSmallPack()
    })
    afterEach(() => pack.remove())

    const inOneRun = async <T>(
      work: (world: BackendWorld) => Promise<T>,
      seed: Change[] = [],
    ): Promise<T> => {
      const world = await openWorldBeside(database(), { pack, seed })
      try {
        return await work(world)
      } finally {
        await world.close()
      }
    }
    const cursorNow = () =>
      inOneRun(async (world) => (await (await world.signIn('ana')).pull(0, 1000)).cursor)
    const changesSince = (cursor: number) =>
      inOneRun(async (world) => (await world.signIn('ana')).pullAll(cursor))

    test('a second start with the same files changes nothing', async () => {
      const cursor = await cursorNow()
      expect(await changesSince(cursor)).toEqual([])
    })

    test('only what differs becomes a change; what is gone is forgotten', async () => {
      const cursor = await cursorNow()
      const [first, second] = smallPack['units.json']
      const renamed = { ...first, name: 'Alumbrado' }
      await pack.write('units.json', [renamed, second])
      await pack.write('queues.json', [])
      await pack.write(
        'agents.json',
        smallPack['agents.json'].map((agent) => ({ ...agent, queues: [] })),
      )
      const changes = await changesSince(cursor)
      expect(changes.map((change) => change.entity).toSorted()).toEqual(['agent', 'agent', 'bundle'])
      const { documents } = await inOneRun(async (world) => (await world.signIn('ana')).knowledge())
      expect(documents.get(`unit ${first.unitId}`)).toEqual(renamed)
      expect(documents.has('queue general')).toBe(false)
    })

    test('a shift that goes to another agent disappears from the first one’s desk', async () => {
      const cursor = await cursorNow()
      const [, luis] = smallPack['shifts.json']
      await pack.write('shifts.json', [{ ...luis, shiftId: 'ana-manana' }, luis])
      expect(await changesSince(cursor)).toEqual([{ entity: 'shift', id: 'ana-manana', doc: null }])
    })

    test('a damaged file is named by file, line, field and rule, and the last good version stays', async () => {
      const cursor = await cursorNow()
      await pack.write('shifts.json', '[\n  { "shiftId": "ana-manana", }\n]')
      const units = smallPack['units.json'].map((unit, index) => (index === 1 ? { ...unit, name: '' } : unit))
      await pack.write('units.json', units)
      await pack.write('queues.json', [])
      await inOneRun(async (world) => {
        const ana = await world.signIn('ana')
        expect(await ana.pullAll(cursor)).toEqual([])
        expect(await ana.find('unit', 'catastro')).toMatchObject({ name: 'Catastro' })
        expect(await ana.find('shift', 'ana-manana')).toBeDefined()
        const problems = world.logged
          .map((line) => JSON.parse(line) as Record<string, unknown>)
          .filter((line) => 'file' in line)
        expect(problems).toContainEqual(expect.objectContaining({ file: 'shifts.json', line: 2 }))
        expect(problems).toContainEqual(
          expect.objectContaining({
            file: 'units.json',
            field: '1.name',
            rule: expect.any(String) as string,
          }),
        )
      })
    })

    test('a damaged city.json leaves the stored city in use', async () => {
      await cursorNow()
      await pack.write('city.json', '{')
      await inOneRun(async (world) => {
        expect(await world.ask('GET', '/v1/city')).toMatchObject({ status: 200, body: { name: 'Quito 101' } })
      })
    })

    test('without any sound city.json the backend does not start, nor on another city’s files', async () => {
      await pack.write('city.json', '{')
      await expect(cursorNow()).rejects.toMatchObject({ code: 'damaged' })
      await pack.write('city.json', { ...smallPack['city.json'], cityId: 'cordoba' })
      await expect(cursorNow()).rejects.toMatchObject({ code: 'conflict' })
    })

    test('sample records come in once, keep their numbers to themselves, and a damaged one is left out', async () => {
      const sample = serviceRequest({ referenceNumber: 'SR-2026-000041', unitId: 'catastro' })
      const seed = [
        { entity: 'service-request', id: sample.serviceRequestId, doc: sample },
        { entity: 'citizen', id: 'x', doc: { name: 'half a citizen' } },
      ]
      const numberOfNext = () =>
        inOneRun(async (world) => {
          const ana = await world.signIn('ana')
          const request = serviceRequest()
          await ana.push(create(request))
          expect(await readRecord(database().open.db, 'citizen', 'x')).toBeUndefined()
          expect(await ana.find('service-request', sample.serviceRequestId)).toMatchObject({
            referenceNumber: 'SR-2026-000041',
          })
          return ServiceRequest.parse(await ana.find('service-request', request.serviceRequestId))
            .referenceNumber
        }, seed)
      expect(await numberOfNext()).toBe('SR-2026-000042')
      expect(await numberOfNext()).toBe('SR-2026-000043')
    })
  })
