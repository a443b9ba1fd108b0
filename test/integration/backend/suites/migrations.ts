import { sql, type Kysely } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../../../src/backend/clock.ts'
import { migrate } from '../../../../src/backend/database/migrate.ts'
import { migrations } from '../../../../src/backend/database/migrations/index.ts'
import { openDatabase } from '../../../../src/backend/database/open.ts'
import type { Database } from '../../../../src/backend/database/schema.ts'
import type { Suite } from './index.ts'

const silent = { info: () => {}, warn: () => {}, error: () => {} }

export const migrationsSuite: Suite = (database) =>
  describe('migrations', () => {
    let db: Kysely<Database>
    beforeAll(() => {
      db = database().open.db
    })

    const databaseAt = (number: number) => database().reset(migrations.slice(0, number))
    const unit = { entity: 'unit', id: 'u1', owner: null, doc: '{"a":"\\u0000"}', changed_at: new Date(0) }

    test('0001 counts from its birth, above any cursor of an older database', async () => {
      await databaseAt(1)
      const counter = await db.selectFrom('change_counter').selectAll().executeTakeFirstOrThrow()
      expect(counter.last).toBe(counter.origin)
      expect(counter.origin).toBeGreaterThan(Date.parse('2026-01-01') * 1_000)
      expect(Number.isSafeInteger(counter.origin)).toBe(true)
      await db.insertInto('records').values(unit).execute()
      const change = { number: counter.last + 1, entity: 'unit', id: 'u1', audience: null }
      await db.insertInto('changes').values(change).execute()
      await expect(db.insertInto('changes').values(change).execute()).rejects.toMatchObject({ code: '23505' })
    })

    test('0002 adds sessions, passwords and presences beside the records that stand', async () => {
      await databaseAt(1)
      await db.insertInto('records').values(unit).execute()
      await migrate(db, migrations.slice(0, 2))
      const expires = new Date('2026-11-23T14:00:00.000Z')
      await db
        .insertInto('sessions')
        .values({ token_hash: 'h', agent_id: 'ana', expires_at: expires })
        .execute()
      expect(await db.selectFrom('sessions').select('expires_at').execute()).toEqual([
        { expires_at: expires },
      ])
      expect(await db.selectFrom('records').select('doc').execute()).toEqual([{ doc: { a: '\u0000' } }])
    })

    test('0003 lets no two cases share a number, and no command be decided in a third way', async () => {
      await databaseAt(2)
      await db.insertInto('records').values(unit).execute()
      await migrate(db, migrations.slice(0, 3))
      const filed = {
        reference_number: 'SR-2026-000001',
        unit_id: 'u1',
        accepted_at: new Date(0),
        received_at: null,
      }
      await db
        .insertInto('service_requests')
        .values({ service_request_id: 'a', ...filed })
        .execute()
      const second = db.insertInto('service_requests').values({ service_request_id: 'b', ...filed })
      await expect(second.execute()).rejects.toMatchObject({ code: '23505' })
      await expect(
        sql`INSERT INTO commands VALUES ('c', 'f', 'ana', 't', 'perhaps', NULL, now())`.execute(db),
      ).rejects.toMatchObject({ code: '23514' })
      expect(await db.selectFrom('records').selectAll().execute()).toHaveLength(1)
    })

    test('0004 leaves cases of before with their unit, and knows no state of a delivery beyond its own', async () => {
      await databaseAt(3)
      const filed = { service_request_id: 'a', reference_number: 'SR-2026-000001', unit_id: 'u1' }
      await db
        .insertInto('service_requests')
        .values({ ...filed, accepted_at: new Date(0), received_at: null })
        .execute()
      await migrate(db, migrations.slice(0, 4))
      expect(await db.selectFrom('deliveries').selectAll().execute()).toEqual([])
      expect(await db.selectFrom('service_requests').select('received_at').execute()).toEqual([
        { received_at: null },
      ])
      const fresh = {
        service_request_id: 'a',
        destination: 'd',
        state: 'queued' as const,
        reference: null,
        token: null,
        reason: null,
        queued_at: new Date(0),
        sent_at: null,
        changed_at: new Date(0),
        next_at: null,
        heard_at: null,
      }
      await db.insertInto('deliveries').values(fresh).execute()
      expect(await db.selectFrom('deliveries').select(['attempts', 'agreed_status']).execute()).toEqual([
        { attempts: 0, agreed_status: 'open' },
      ])
      await expect(sql`UPDATE deliveries SET state = 'lost'`.execute(db)).rejects.toMatchObject({
        code: '23514',
      })
      await expect(db.insertInto('deliveries').values(fresh).execute()).rejects.toMatchObject({
        code: '23505',
      })
    })

    test('every step has a number above the one before, and a second run finds nothing to do', async () => {
      const numbers = migrations.map((step) => step.number)
      expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b))
      await databaseAt(migrations.length)
      const { origin } = await db.selectFrom('change_counter').select('origin').executeTakeFirstOrThrow()
      expect(await migrate(db, migrations)).toBe(migrations.at(-1)?.number)
      expect(await db.selectFrom('change_counter').select('origin').execute()).toEqual([{ origin }])
    })

    test('0112 leaves of what was announced of citizens only that one is gone', async () => {
      await databaseAt(migrations.findIndex(({ number }) => number === 112))
      const rows = [
        { ...unit, entity: 'citizen', id: 'stays' },
        { ...unit, entity: 'citizen', id: 'gone', doc: null },
        { ...unit, entity: 'handover', id: 'stays' },
      ]
      await db.insertInto('records').values(rows).execute()
      const changes = rows.map(({ entity, id }, index) => ({ number: index + 1, entity, id, audience: null }))
      await db.insertInto('changes').values(changes).execute()
      await migrate(db, migrations)
      const left = await db.selectFrom('changes').select(['entity', 'id']).orderBy('number').execute()
      expect(left).toEqual([
        { entity: 'citizen', id: 'gone' },
        { entity: 'handover', id: 'stays' },
      ])
    })

    test('a step that fails leaves the database as it was', async () => {
      await databaseAt(1)
      const broken = {
        number: 2,
        name: 'broken',
        statements: ['CREATE TABLE half (x integer)', 'SELECT 1 / 0'],
      }
      await expect(migrate(db, [...migrations.slice(0, 1), broken])).rejects.toMatchObject({ code: '22012' })
      await expect(sql`SELECT * FROM half`.execute(db)).rejects.toMatchObject({ code: '42P01' })
      expect(await migrate(db, migrations)).toBe(migrations.at(-1)?.number)
    })

    test('a database of a newer program is refused untouched', async () => {
      await databaseAt(migrations.length)
      await sql`INSERT INTO schema_migrations (number, name) VALUES (9999, 'of tomorrow')`.execute(db)
      await expect(migrate(db, migrations)).rejects.toMatchObject({ code: 'conflict' })
    })

    test('two programs that start at once do not run a step twice', async (context) => {
      const { choice } = database()
      if (choice.kind === 'pglite') context.skip('PGlite belongs to one program')
      await databaseAt(0)
      const programs = await Promise.all([1, 2, 3].map(() => openDatabase(choice, systemClock, silent)))
      const steps = await sql<{
        number: number
      }>`SELECT number FROM schema_migrations ORDER BY number`.execute(db)
      expect(steps.rows).toHaveLength(migrations.length)
      for (const program of programs) await program.close()
    })
  })
