import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readBreakDays } from '../../../../src/backend/breaks/break-days.ts'
import { consult } from '../../../../src/backend/consultations/consult.ts'
import { migrate } from '../../../../src/backend/database/migrate.ts'
import { migrations } from '../../../../src/backend/database/migrations/index.ts'
import type { Command } from '../../../../src/shared/commands.ts'
import {
  openWorld,
  start,
  type BackendWorld,
  type DeskDouble,
} from '../../../support/backend/backend-world.ts'
import type { Suite } from './index.ts'

export const careSuite: Suite = (database) =>
  describe('breaks and consultations', () => {
    let world: BackendWorld
    let ana: DeskDouble
    let luis: DeskDouble
    const db = () => database().open.db
    beforeAll(async () => {
      world = await openWorld(database())
      ana = await world.signIn('ana')
      luis = await world.signIn('luis')
    })
    afterAll(() => world.close())

    const told = (agentId: string, taken: number, toldAt = start): Command => ({
      commandId: ulid(),
      type: 'breaks.record',
      subject: `breaks-${agentId}`,
      issuedAt: start,
      agentId: 'ana',
      payload: {
        breaks: { agentId, day: '2026-11-23', owed: 3, taken, debt: 0, nextAt: null, toldAt },
      },
    })

    test('the later word about a day of breaks stands, in whatever order the two arrive', async () => {
      const later = new Date(Date.parse(start) + 60_000).toISOString()
      await ana.push(told('ana', 3, later))
      await ana.push(told('ana', 2))
      expect(await readBreakDays(db(), '2026-11-23')).toMatchObject([
        { agentId: 'ana', taken: 3, toldAt: later },
      ])
    })

    test('nobody speaks of the breaks of another', async () => {
      expect(await ana.push(told('luis', 3))).toMatchObject([{ status: 'rejected' }])
    })

    test('who was looked at reads by whom, at what and why; nobody else does', async () => {
      const by = { agentId: 'eva', name: 'Eva Lasso' }
      const look = {
        agentIds: ['ana', 'eva'],
        metrics: ['adherence'] as const,
        by,
        reason: 'Reunión mensual',
      }
      await consult(db(), world.clock, look)
      const seen = (await ana.pull()).changes.filter(({ entity }) => entity === 'consultation')
      expect(seen).toMatchObject([
        { doc: { metric: 'adherence', byName: 'Eva Lasso', reason: 'Reunión mensual' } },
      ])
      const id = seen[0]?.id ?? ''
      expect(await luis.find('consultation', id)).toBeUndefined()
    })

    test('a look without a reason is refused, and so shows nothing', async () => {
      const look = {
        agentIds: ['ana'],
        metrics: ['load'] as const,
        by: { agentId: 'eva', name: 'Eva' },
        reason: ' ',
      }
      await expect(consult(db(), world.clock, look)).rejects.toThrow('reason')
    })
  })

export const careMigrationSuite: Suite = (database) =>
  test('0035 keeps the breaks of a day beside the records that stand', async () => {
    const { db } = database().open
    await database().reset(migrations.filter(({ number }) => number < 35))
    await db
      .insertInto('records')
      .values({ entity: 'unit', id: 'u1', owner: null, doc: '{}', changed_at: new Date(0) })
      .execute()
    await migrate(db, migrations)
    expect(await db.selectFrom('break_days').selectAll().execute()).toEqual([])
    expect(await db.selectFrom('records').select('id').execute()).toEqual([{ id: 'u1' }])
  })
