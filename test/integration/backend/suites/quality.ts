import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCallQualities } from '../../../../src/backend/quality/call-qualities.ts'
import { migrate } from '../../../../src/backend/database/migrate.ts'
import { migrations } from '../../../../src/backend/database/migrations/index.ts'
import type { Command } from '../../../../src/shared/commands.ts'
import { callQualities } from '../../../support/fake-city.ts'
import {
  openWorld,
  start,
  type BackendWorld,
  type DeskDouble,
} from '../../../support/backend/backend-world.ts'
import type { Suite } from './index.ts'

export const qualitySuite: Suite = (database) =>
  describe('how calls sounded', () => {
    let world: BackendWorld
    let ana: DeskDouble
    const db = () => database().open.db
    beforeAll(async () => {
      world = await openWorld(database())
      ana = await world.signIn('ana')
    })
    afterAll(() => world.close())

    const told = (agentId: string, callQualityId = ulid()): Command => {
      const [one] = callQualities
      if (!one) throw new Error('No call to tell of.')
      return {
        commandId: ulid(),
        type: 'quality.record',
        subject: `quality-${callQualityId}`,
        issuedAt: start,
        agentId: 'ana',
        payload: { quality: { ...one, agentId, callQualityId } },
      }
    }

    test('a call is kept once, as it was told first', async () => {
      const first = told('ana')
      expect(await ana.push(first)).toMatchObject([{ status: 'accepted' }])
      expect(await ana.push({ ...first, commandId: ulid() })).toMatchObject([{ status: 'accepted' }])
      expect(await readCallQualities(db(), new Date(0), 10)).toHaveLength(1)
    })

    test('nobody speaks of the calls of another', async () => {
      expect(await ana.push(told('luis'))).toMatchObject([{ status: 'rejected' }])
    })

    test('calls from before are not read', async () => {
      expect(await readCallQualities(db(), new Date('2027-01-01'), 10)).toEqual([])
    })
  })

export const qualityMigrationSuite: Suite = (database) =>
  test('0078 keeps how calls sounded beside the records that stand', async () => {
    const { db } = database().open
    await database().reset(migrations.filter(({ number }) => number < 78))
    await db
      .insertInto('records')
      .values({ entity: 'unit', id: 'u1', owner: null, doc: '{}', changed_at: new Date(0) })
      .execute()
    await migrate(db, migrations)
    expect(await db.selectFrom('call_qualities').selectAll().execute()).toEqual([])
    expect(await db.selectFrom('records').select('id').execute()).toEqual([{ id: 'u1' }])
  })
