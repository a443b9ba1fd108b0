import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { migrate } from '../../../../src/backend/database/migrate.ts'
import { migrations } from '../../../../src/backend/database/migrations/index.ts'
import { AgentReportAnswer, paths } from '../../../../src/shared/backend-api.ts'
import type { AgentReport, RotationWord } from '../../../../src/shared/domain/schedules/live.ts'
import { schedulePaths } from '../../../../src/shared/schedules-api.ts'
import { start, type BackendWorld, type DeskDouble } from '../../../support/backend/backend-world.ts'
import { teamAtWork, type TeamAtWork } from '../../../support/backend/team-world.ts'
import type { Suite } from './index.ts'

const minute = 60_000
const endsAt = new Date(Date.parse(start) + 6 * 60 * minute).toISOString()
const word = (changed: Partial<RotationWord>): RotationWord => ({
  work: 'email',
  until: endsAt,
  leaves: null,
  takes: ['phone', 'email'],
  voiceShare: 0.1,
  load: 3,
  priority: 0,
  volunteer: false,
  ...changed,
})
const tired = word({ work: 'phone', leaves: 'R-VOICE', voiceShare: 0.8, load: 5 })

/** Ana has had too much voice, Luis answers e-mail; both go home at the same hour. */
export const tradesSuite: Suite = (database) =>
  describe('a trade of functions between two desks', () => {
    let world: BackendWorld
    let ana: DeskDouble
    let luis: DeskDouble
    let ask: TeamAtWork['ask']
    beforeAll(async () => void ({ world, ana, luis, ask } = await teamAtWork(database())))
    afterAll(() => world.close())
    // Every story begins where nobody is left in peace any more from the one before.
    beforeEach(async () => {
      await says(ana, { state: 'signed-out' })
      await says(luis, { state: 'signed-out' })
      world.clock.pass(3 * 60 * minute)
      ;[ana, luis] = [await world.signIn('ana'), await world.signIn('luis')]
    })

    const says = async (desk: DeskDouble, changed: Partial<AgentReport>) => {
      const report: AgentReport = {
        state: 'ready',
        since: new Date(world.clock.now()).toISOString(),
        reason: null,
        resting: false,
        onPrompt: false,
        disconnected: false,
        nextBreak: null,
        overloaded: false,
        rotation: null,
        trade: null,
        ...changed,
      }
      return AgentReportAnswer.parse((await ask('PUT', paths.agentReport, report, desk)).body).trade
    }
    const both = async (change: { ana?: Partial<RotationWord>; luis?: Partial<RotationWord> }) => ({
      own: await says(ana, { rotation: { ...tired, ...change.ana } }),
      other: await says(luis, { rotation: word(change.luis ?? {}) }),
    })
    /** A quarter of an hour in which both desks are heard: the team was looked through at its end. */
    const asked = async (change: { ana?: Partial<RotationWord>; luis?: Partial<RotationWord> } = {}) => {
      await both(change)
      world.clock.pass(8 * minute)
      await both(change)
      world.clock.pass(7 * minute)
      await both(change)
      return await both(change)
    }

    test('R-VOICE: both are asked, the taker goes first, the giver after him, and then nobody waits for anything', async () => {
      const { own, other } = await asked()
      expect(own).toMatchObject({ ruleId: 'R-VOICE', to: 'email', go: false })
      expect(other).toMatchObject({ ruleId: 'R-BUDGET', to: 'phone', go: false })
      const trade = { tradeId: own?.tradeId ?? '', yes: true }
      expect(await says(ana, { rotation: tired, trade })).toMatchObject({ go: false })
      expect(await says(luis, { rotation: word({}), trade })).toMatchObject({ go: true })
      expect(await says(ana, { rotation: tired, trade })).toMatchObject({ go: false })
      expect(await says(luis, { rotation: word({ work: 'phone' }), trade })).toBeNull()
      expect(await says(ana, { rotation: tired, trade })).toMatchObject({ go: true })
      expect(await says(ana, { rotation: word({ load: 5 }), trade })).toBeNull()
      expect(await says(luis, { rotation: word({ work: 'phone' }) })).toBeNull()
    })

    test('a no of either ends it, and nobody is asked again within the hour', async () => {
      const { other } = await asked()
      await says(luis, { rotation: word({}), trade: { tradeId: other?.tradeId ?? '', yes: false } })
      expect(await says(ana, { rotation: tired })).toBeNull()
      world.clock.pass(10 * minute)
      expect(await asked()).toEqual({ own: null, other: null })
    })

    test('a trade that was made leaves both free for the next: who traded for too much voice can trade again', async () => {
      const { own } = await asked()
      const trade = { tradeId: own?.tradeId ?? '', yes: true }
      await says(ana, { rotation: tired, trade })
      await says(luis, { rotation: word({}), trade })
      await says(luis, { rotation: word({ work: 'phone' }), trade })
      await says(ana, { rotation: word({ load: 5 }), trade })
      const again = await asked({ ana: { ...word({ load: 3 }) }, luis: { ...tired, load: 9 } })
      expect(again.other).toMatchObject({ ruleId: 'R-VOICE', to: 'email', go: false })
      expect(again.own).toMatchObject({ to: 'phone', go: false })
    })

    test('a colleague whose desk falls silent keeps nobody waiting: after a quarter of an hour the question is gone', async () => {
      const { own } = await asked()
      const trade = { tradeId: own?.tradeId ?? '', yes: true }
      await says(ana, { rotation: tired, trade })
      world.clock.pass(15 * minute)
      expect(await says(ana, { rotation: tired, trade })).toBeNull()
    })

    test('R-SKILL, R-PREF and the end of the shift bind both sides, and who is off shift is not asked', async () => {
      const nobody = { own: null, other: null }
      expect(await asked({ luis: { takes: ['email'] } })).toEqual(nobody)
      expect(await asked({ ana: { takes: ['phone'] } })).toEqual(nobody)
      expect(
        await asked({ luis: { until: new Date(Date.parse(endsAt) + 61 * minute).toISOString() } }),
      ).toEqual(nobody)
      world.clock.pass(15 * minute)
      await says(luis, { rotation: word({}), disconnected: true })
      expect(await says(ana, { rotation: tired })).toBeNull()
    })

    test('leads see nothing of what trades are found by', async () => {
      await asked()
      const board = JSON.stringify((await ask('GET', schedulePaths.board)).body)
      expect(board).not.toMatch(/voiceShare|leaves|load|R-VOICE/)
    })
  })

export const tradeMigrationSuite: Suite = (database) =>
  test('0081 keeps what desks said before there were trades', async () => {
    const { db } = database().open
    await database().reset(migrations.filter(({ number }) => number < 81))
    const report = {
      state: 'ready',
      since: start,
      reason: null,
      resting: false,
      onPrompt: false,
      disconnected: false,
      nextBreak: null,
    }
    await db
      .insertInto('agent_reports')
      .values({ agent_id: 'ana', report: JSON.stringify(report), heard_at: start })
      .execute()
    await migrate(db, migrations)
    expect(await db.selectFrom('agent_reports').select('agent_id').execute()).toEqual([{ agent_id: 'ana' }])
    expect(await db.selectFrom('rotation_trades').selectAll().execute()).toEqual([])
  })
