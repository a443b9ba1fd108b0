import { randomBytes } from 'node:crypto'
import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrate } from '../../../../src/backend/database/migrate.ts'
import { migrations } from '../../../../src/backend/database/migrations/index.ts'
import { createDesks, type Desks } from '../../../../src/backend/desks/desks.ts'
import { paths } from '../../../../src/shared/backend-api.ts'
import {
  openWorld,
  start,
  type BackendWorld,
  type DeskDouble,
} from '../../../support/backend/backend-world.ts'
import type { Suite } from './index.ts'

const secret = () => randomBytes(32).toString('base64url')

export const desksSuite: Suite = (database) =>
  describe('the machines that agents work at', () => {
    let world: BackendWorld
    let ana: DeskDouble
    let desks: Desks
    const knock = { deskId: ulid(), credential: secret() }
    beforeAll(async () => {
      world = await openWorld(database())
      ana = await world.signIn('ana')
      desks = createDesks(database().open.db, world.clock.now)
    })
    afterAll(() => world.close())

    const greet = (body: typeof knock) => world.ask('POST', paths.desk, { token: ana.token, body })
    const askShare = (body: typeof knock) => world.ask('POST', paths.deskShare, { body })

    test('are known by the secret they came with, and a second one under the same name is refused', async () => {
      expect(await greet(knock)).toMatchObject({ status: 200, body: { wipe: false, share: null } })
      expect(await greet({ ...knock, credential: secret() })).toMatchObject({ status: 409 })
    })

    test('get no answer without that secret, and none is open to a stranger', async () => {
      expect(await askShare({ ...knock, credential: secret() })).toMatchObject({ status: 403 })
      expect(await askShare({ deskId: ulid(), credential: secret() })).toMatchObject({ status: 403 })
      expect(await askShare(knock)).toMatchObject({ status: 200 })
    })

    test('are wiped by order of a team lead, not of an agent, and the receipt ends the order', async () => {
      expect(
        await world.ask('POST', `${paths.desks}/${knock.deskId}/wipe`, { token: ana.token }),
      ).toMatchObject({ status: 403 })
      await desks.orderWipe(knock.deskId, 'jefa')
      expect(await askShare(knock)).toMatchObject({ body: { wipe: true, share: null } })
      const receipt = { ...knock, keyDestroyedAt: start, filesDestroyedAt: start, files: 4, unsent: 1 }
      expect(await world.ask('POST', paths.deskWiped, { body: receipt })).toMatchObject({ status: 200 })
      expect(await askShare(knock)).toMatchObject({ body: { wipe: false } })
      const [desk] = await desks.list()
      expect(desk).toMatchObject({ agentId: 'ana', wipeOrderedBy: 'jefa', wiped: { files: 4, unsent: 1 } })
    })

    test('share one key each, however often and at once they ask, where the city lends it', async () => {
      const { db } = database().open
      const before = await db.selectFrom('city').select('doc').executeTakeFirstOrThrow()
      const lending = { ...(before.doc as object), desk: { keepMinutes: 15, keyShareDays: 3 } }
      await db
        .updateTable('city')
        .set({ doc: JSON.stringify(lending) })
        .execute()
      const other = { deskId: ulid(), credential: secret() }
      const answers = await Promise.all([1, 2, 3, 4].map(() => desks.greet(other, 'ana')))
      const again = await desks.release(other.deskId, other.credential)
      expect(new Set([...answers, again].map(({ share }) => share?.value)).size).toBe(1)
      expect(again.share).toMatchObject({ days: 3 })
      await db
        .updateTable('city')
        .set({ doc: JSON.stringify(before.doc) })
        .execute()
    })
  })

export const unsentMigrationSuite: Suite = (database) =>
  test('0118 knows the desks of before, on which nothing waits as far as it was told', async () => {
    const { db } = database().open
    await database().reset(migrations.filter(({ number }) => number < 118))
    const desk = { desk_id: 'd1', credential_hash: 'h', agent_id: 'ana', seen_at: new Date(0).toISOString() }
    await db.insertInto('desks').values(desk).execute()
    await migrate(db, migrations)
    expect(await db.selectFrom('desks').select(['desk_id', 'unsent', 'unsent_since']).execute()).toEqual([
      { desk_id: 'd1', unsent: 0, unsent_since: null },
    ])
  })
