import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCallQualities, readTeamLineQuality } from '../../../../src/backend/quality/call-qualities.ts'
import { migrate } from '../../../../src/backend/database/migrate.ts'
import { migrations } from '../../../../src/backend/database/migrations/index.ts'
import type { Command } from '../../../../src/shared/commands.ts'
import { schedulePaths } from '../../../../src/shared/schedules-api.ts'
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
      expect(await readCallQualities(db(), 'ana')).toHaveLength(1)
    })

    test('nobody speaks of the calls of another', async () => {
      expect(await ana.push(told('luis'))).toMatchObject([{ status: 'rejected' }])
    })

    test('a lead sees the team as one figure, and the calls of one person only after that person was told', async () => {
      const lead = await world.signIn('eva')
      const since = new Date(Date.parse('2026-11-23T14:00:00Z'))
      expect(await readTeamLineQuality(db(), since)).toEqual({ calls: 1, troubled: 1, mos: 3.42 })
      expect(await readTeamLineQuality(db(), new Date('2027-01-01'))).toMatchObject({ calls: 0, mos: null })
      const looked = (token: string, reason: string) =>
        world.ask('POST', schedulePaths.lineQualityOf('ana'), { token, body: { reason } })
      expect((await looked(ana.token, 'Curiosidad')).status).toBe(403)
      expect((await looked(lead.token, '')).status).toBe(400)
      expect((await looked(lead.token, 'Se oye mal')).body).toMatchObject({
        name: 'Ana',
        calls: [{ agentId: 'ana', faults: [{ fault: 'nothing-arrives' }] }],
      })
      const told = (await ana.pull()).changes.filter(({ entity }) => entity === 'consultation')
      expect(told).toMatchObject([{ doc: { metric: 'line-quality', byName: 'Eva', reason: 'Se oye mal' } }])
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
