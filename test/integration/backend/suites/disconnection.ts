import { ulid } from 'ulid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { heldFor, releaseHeld } from '../../../../src/backend/changes/change-log.ts'
import { migrate } from '../../../../src/backend/database/migrate.ts'
import { migrations } from '../../../../src/backend/database/migrations/index.ts'
import { AgentReportAnswer, ChangePage, paths } from '../../../../src/shared/backend-api.ts'
import { BreakGrant } from '../../../../src/shared/domain/break-grant.ts'
import { DeclaredEmergency } from '../../../../src/shared/domain/declared-emergency.ts'
import { Board } from '../../../../src/shared/domain/schedules/live.ts'
import { AuditEntry, schedulePaths, WeekFile } from '../../../../src/shared/schedules-api.ts'
import {
  openWorldBeside,
  start,
  type BackendWorld,
  type DeskDouble,
} from '../../../support/backend/backend-world.ts'
import { openTeamWorld } from '../../../support/backend/team-world.ts'
import type { Suite } from './index.ts'

const minute = 60_000
const hour = 60 * minute

/** Ana and Luis work in the morning in Quito; every story starts in the evening, and no desk was heard lately. */
export const disconnectionSuite: Suite = (database) =>
  describe('outside of the shift (F-DISC)', () => {
    let world: BackendWorld
    let lead: DeskDouble
    let ana: DeskDouble
    beforeAll(async () => void (world = await openTeamWorld(database())))
    afterAll(() => world.close())
    beforeEach(() => evening())

    /** Sessions end with the day: both sign in again. */
    const atHour = async (quito: number) => {
      const now = world.clock.now()
      const today = now - (now % (24 * hour)) + (quito + 5) * hour
      world.clock.pass(today > now ? today - now : today + 24 * hour - now)
      lead = await world.signIn('eva')
      ana = await world.signIn('ana')
    }
    /** A quarter of an hour later each: a desk's word of ten minutes ago counts for nothing. */
    let evenings = 0
    const evening = () => atHour(20 + evenings++ / 4)

    const ask = (method: string, path: string, body?: unknown, desk = lead) =>
      world.ask(method, path, { token: desk.token, ...(body === undefined ? {} : { body }) })
    const says = (changed: object) =>
      ask(
        'PUT',
        paths.agentReport,
        {
          state: 'ready',
          since: new Date(world.clock.now()).toISOString(),
          reason: null,
          resting: false,
          onPrompt: false,
          disconnected: false,
          nextBreak: null,
          ...changed,
        },
        ana,
      )
    const given = async () => {
      const feedbackId = ulid(world.clock.now())
      const feedback = {
        feedbackId,
        about: { kind: 'procedure', id: 'q09-irm', title: 'IRM', version: 1 },
        fact: 'time',
        words: 'Ya son 30 días.',
        agentId: 'ana',
        at: start,
        status: 'open',
      }
      await ana.push({
        commandId: ulid(),
        type: 'feedback.give',
        subject: feedbackId,
        issuedAt: start,
        agentId: 'ana',
        payload: { feedback },
      })
      return feedbackId
    }
    const heard = async (feedbackId: string) => (await ana.pullAll()).find(({ id }) => id === feedbackId)?.doc
    const answer = (feedbackId: string) =>
      ask('POST', `${paths.feedback}/${feedbackId}/answer`, { words: 'Corregido.' })

    test('F-DISC: an answer of the lead reaches who is in the shift, and waits for the next one of who is not', async () => {
      await atHour(9)
      const inShift = await given()
      await answer(inShift)
      expect(await heard(inShift)).toMatchObject({ status: 'answered' })

      await evening()
      const offShift = await given()
      await answer(offShift)
      expect(await heard(offShift)).toBeUndefined()
      expect((await ask('GET', paths.feedback)).body).toContainEqual(
        expect.objectContaining({ feedbackId: offShift, status: 'answered' }),
      )
    })

    test('F-DISC: it comes down with the first question of the next shift, once, and to who said yes to overtime at once', async () => {
      const waiting = await given()
      await answer(waiting)
      const before = (await ana.pull(0, 1000)).cursor
      await says({ disconnected: true })
      expect(await heard(waiting)).toBeUndefined()
      const begun = AgentReportAnswer.parse((await says({ disconnected: false })).body)
      expect(begun.released).toBe(true)
      expect((await ana.pull(before, 1000)).changes.filter(({ id }) => id === waiting)).toHaveLength(1)
      const again = (await ana.pull(before, 1000)).cursor
      expect((await ana.pull(again, 1000)).changes).toEqual([])
    })

    test('F-DISC: what is let go while another desk of the same agent reads a page reaches that desk too', async () => {
      const waiting = await given()
      await answer(waiting)
      await says({ disconnected: true })
      const { choice, open } = database()
      let asked: unknown
      let released = Promise.resolve()
      const db = open.db.withPlugin({
        transformQuery({ node, queryId }) {
          if (JSON.stringify(node.kind === 'SelectQueryNode' && node.from).includes('held_changes'))
            asked ??= queryId
          return node
        },
        async transformResult({ result, queryId }) {
          if (queryId !== asked) return result
          released = releaseHeld(open.db, 'ana')
          // PGlite has one connection: whoever asks for it first has it before the next question.
          if (choice.kind !== 'pglite') await released
          return result
        },
      })
      const there = await openWorldBeside(
        { ...database(), open: { ...open, db } },
        { pack: world.pack, clock: world.clock },
      )
      const page = async (after: number) =>
        ChangePage.parse(
          (await there.ask('GET', `${paths.changes}?after=${after}&limit=1000`, { token: ana.token })).body,
        )
      const during = await page(0)
      await released
      const after = await page(during.cursor)
      await there.close()
      const brought = [...during.changes, ...after.changes].filter(({ id }) => id === waiting)
      expect(brought).toMatchObject([{ doc: { status: 'answered' } }])
    })

    test('F-DISC: the publication of a week is held back in the same way, and leads see it as published', async () => {
      await says({ disconnected: true })
      const week = '2026-12-14'
      const shifts = ['ana', 'luis'].map((agentId) => ({
        datedShiftId: ulid(),
        agentId,
        day: week,
        from: '08:00',
        to: '12:00',
        work: 'phone',
        pauses: [],
      }))
      await ask('PUT', schedulePaths.week(week), { version: 0, shifts })
      expect((await ask('POST', schedulePaths.publication(week), { version: 1 })).body).toMatchObject({
        told: 2,
        held: 2,
      })
      const file = WeekFile.parse((await ask('GET', schedulePaths.week(week))).body)
      expect(file.published.map(({ agentId }) => agentId)).toContain('ana')
      expect(file.held).toEqual(['ana', 'luis'])
      const weeks = async () =>
        (await ana.pullAll()).filter(({ entity, doc }) => entity === 'schedule-week' && doc !== null)
      expect(await weeks()).toEqual([])
      await says({ disconnected: false })
      expect(await weeks()).toMatchObject([{ doc: { agentId: 'ana', weekStart: week } }])
      expect(WeekFile.parse((await ask('GET', schedulePaths.week(week))).body).held).toEqual(['luis'])
    })

    test('F-DISC: a declared emergency goes through at once, with its reason in the log; the agent says when he read it', async () => {
      await says({ disconnected: true })
      const declare = (body: unknown, desk = lead) => ask('POST', schedulePaths.emergency('ana'), body, desk)
      const said = { reason: 'Evacuación del edificio municipal', words: 'Mañana no vengas a la sede.' }
      expect((await declare({ ...said, reason: 'urge' })).status).toBe(400)
      expect((await declare(said, ana)).status).toBe(403)
      const { emergencyId } = DeclaredEmergency.parse((await declare(said)).body)

      const own = (await ask('GET', paths.declaredEmergencies, undefined, ana)).body
      expect(own).toMatchObject([{ emergencyId, byName: 'Eva', ...said, readAt: null }])
      expect((await ask('GET', paths.declaredEmergencies)).body).toEqual([])
      const audit = AuditEntry.array().parse((await ask('GET', schedulePaths.audit)).body)
      expect(audit).toContainEqual(
        expect.objectContaining({ act: 'emergency.declared', subject: 'ana', detail: said.reason }),
      )
      const read = (agentId: string) => ({
        commandId: ulid(),
        type: 'emergency.read',
        subject: emergencyId,
        issuedAt: start,
        agentId,
        payload: { emergencyId },
      })
      expect(await lead.push(read('eva'))).toMatchObject([{ status: 'rejected' }])
      expect(await ana.push(read('ana'))).toMatchObject([{ status: 'accepted' }])
      const [logged] = DeclaredEmergency.array().parse((await ask('GET', schedulePaths.emergencies)).body)
      expect(logged?.readAt).not.toBeNull()
    })

    test('F-DISC: the board says who is off shift, by the desk’s own word or by the plan', async () => {
      const rows = async () => Board.parse((await ask('GET', schedulePaths.board)).body).rows
      await says({ disconnected: false })
      expect(await rows()).toMatchObject([
        { agentId: 'ana', disconnected: false },
        { agentId: 'luis', disconnected: true },
      ])
    })

    test('F-OCC: the lead sees whose hour was too full and the breaks of the team, grants one, and can only grant more', async () => {
      await atHour(9)
      await says({ overloaded: true })
      const taken = {
        owed: 3,
        taken: 2,
        debt: 1,
        nextAt: null,
        toldAt: new Date(world.clock.now()).toISOString(),
      }
      const day = new Date(world.clock.now() - 5 * hour).toISOString().slice(0, 10)
      await ana.push({
        commandId: ulid(),
        type: 'breaks.record',
        subject: 'breaks-ana',
        issuedAt: start,
        agentId: 'ana',
        payload: { breaks: { agentId: 'ana', day, ...taken } },
      })
      const board = Board.parse((await ask('GET', schedulePaths.board)).body)
      expect(board.rows).toMatchObject([{ overloaded: true }, { overloaded: false }])
      expect(board.compliance).toEqual({ owed: 3, taken: 2, debt: 1 })
      expect(JSON.stringify(board.rows)).not.toMatch(/owed|taken|debt/)

      const grant = (minutes: number, desk = lead, agentId = 'ana') =>
        ask('POST', schedulePaths.grant(agentId), { minutes }, desk)
      const { grantId } = BreakGrant.parse((await grant(10)).body)
      expect(await ana.find('break-grant', grantId)).toMatchObject({ minutes: 10, byName: 'Eva' })
      expect((await grant(-5)).status).toBe(400)
      expect((await grant(10, ana)).status).toBe(403)
      const audit = AuditEntry.array().parse((await ask('GET', schedulePaths.audit)).body)
      expect(audit).toContainEqual(
        expect.objectContaining({ act: 'break.granted', agentId: 'eva', subject: 'ana', detail: '10' }),
      )

      const look = await ask('POST', schedulePaths.adherence('ana'), { reason: 'Reunión mensual' })
      expect(look.body).toMatchObject({ breaks: { owed: 3, taken: 2, debt: 1 } })
      const seen = (await ana.pullAll()).filter(({ entity }) => entity === 'consultation')
      expect(seen).toMatchObject([{ doc: { metric: 'adherence' } }, { doc: { metric: 'breaks' } }])
    })

    test('F-DISC: nobody is granted a break outside of the shift', async () => {
      await says({ disconnected: true })
      expect((await ask('POST', schedulePaths.grant('ana'), { minutes: 10 })).status).toBe(409)
    })

    test('the desk hears with each report how the line is with and without its agent, by the imported calls', async () => {
      const answered = async () => AgentReportAnswer.parse((await says({})).body).outlook
      expect(await answered()).toMatchObject({ live: null, halfHours: [] })
      const day = (ahead: number) =>
        new Date(Date.parse(start) - ahead * 24 * hour).toISOString().slice(0, 10)
      const lines = Array.from({ length: 7 }, (_, ahead) =>
        Array.from({ length: 48 }, (_half, half) => {
          const at = `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`
          return `${day(ahead + 1)},${at},4,180`
        }),
      ).flat()
      const imported = await ask('POST', schedulePaths.callHistory, {
        csv: ['day,time,calls,handle_seconds', ...lines].join('\n'),
      })
      expect(imported.body).toMatchObject({ problems: [] })
      world.clock.pass(6 * minute)
      const outlook = await answered()
      expect(outlook?.halfHours).toHaveLength(48)
      expect(outlook?.live?.withoutMe).toBe(0)
      expect(outlook?.live?.serviceLevel).toBeGreaterThan(0)
      expect(outlook?.halfHours[0]?.needed).toBeGreaterThan(0)

      // Told by queue the line asks for as many, and the newer file takes the place of the other.
      const byQueue = lines.map((line) => `${line},general`)
      const again = await ask('POST', schedulePaths.callHistory, {
        csv: ['day,time,calls,handle_seconds,queue', ...byQueue].join('\n'),
      })
      expect(again.body).toMatchObject({ problems: [] })
      world.clock.pass(6 * minute)
      const told = await answered()
      expect(told?.halfHours.map(({ needed }) => needed)).toEqual(
        outlook?.halfHours.map(({ needed }) => needed),
      )
      expect(told?.live?.withoutMe).toBe(0)
    })
  })

export const disconnectionMigrationSuite: Suite = (database) =>
  test('0070 holds nothing back of what stood before', async () => {
    const { db } = database().open
    await database().reset(migrations.filter(({ number }) => number < 70))
    await db
      .insertInto('records')
      .values({ entity: 'feedback', id: 'f1', owner: 'ana', doc: '{}', changed_at: new Date(0) })
      .execute()
    await db
      .insertInto('changes')
      .values({ number: 1, entity: 'feedback', id: 'f1', audience: 'ana' })
      .execute()
    await migrate(db, migrations)
    expect(await heldFor(db, 'ana')).toEqual([])
    expect(await db.selectFrom('changes').select('id').execute()).toEqual([{ id: 'f1' }])
  })
