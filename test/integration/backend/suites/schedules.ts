import ICAL from 'ical.js'
import { ulid } from 'ulid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { migrate } from '../../../../src/backend/database/migrate.ts'
import { migrations } from '../../../../src/backend/database/migrations/index.ts'
import { paths } from '../../../../src/shared/backend-api.ts'
import { AgentWeek, type DatedShift } from '../../../../src/shared/domain/schedules/dated-shift.ts'
import type { AgentReport } from '../../../../src/shared/domain/schedules/live.ts'
import { HeldExchange, type Exchange } from '../../../../src/shared/domain/schedules/exchange.ts'
import { usualPlanning } from '../../../../src/shared/domain/schedules/planning.ts'
import { clockMinutes, wallTimeOf } from '../../../../src/shared/domain/schedules/week-time.ts'
import { judgeDraft } from '../../../../src/shared/domain/schedules/violations.ts'
import { AuditEntry, schedulePaths, WeekFile } from '../../../../src/shared/schedules-api.ts'
import { start, type BackendWorld, type DeskDouble } from '../../../support/backend/backend-world.ts'
import { teamAtWork, type TeamAtWork } from '../../../support/backend/team-world.ts'
import type { Suite } from './index.ts'

const week = '2026-12-07'
const thisWeek = '2026-11-23'
const tuesday = '2026-12-08'

const shift = (agentId: string, day: string, from = '08:00', to = '13:00'): DatedShift => ({
  datedShiftId: ulid(),
  agentId,
  day,
  from,
  to,
  work: 'phone',
  pauses: [
    { kind: 'break', from: wallTimeOf(clockMinutes(from) + 140), to: wallTimeOf(clockMinutes(from) + 160) },
  ],
  blocks: [],
})

export const schedulesSuite: Suite = (database) =>
  describe('schedules', () => {
    let world: BackendWorld
    let ana: DeskDouble
    let luis: DeskDouble
    let ask: TeamAtWork['ask']
    beforeAll(async () => {
      ;({ world, ana, luis, ask } = await teamAtWork(database()))
      // Both sit at their desks, also where the weeks that are published here give them the day off.
      const atWork: AgentReport = {
        state: 'ready',
        since: start,
        reason: null,
        resting: false,
        onPrompt: false,
        disconnected: false,
        nextBreak: null,
        overloaded: false,
        rotation: null,
        trade: null,
      }
      for (const desk of [ana, luis]) await ask('PUT', paths.agentReport, atWork, desk)
    })
    afterAll(() => world.close())

    const read = async (weekStart = week) =>
      WeekFile.parse((await ask('GET', schedulePaths.week(weekStart))).body)
    const command = (agentId: string, type: string, payload: object) => ({
      commandId: ulid(),
      subject: `schedule ${ulid()}`,
      issuedAt: start,
      agentId,
      type,
      payload,
    })
    const published = async (desk: DeskDouble, weekStart = week) =>
      AgentWeek.parse(await desk.find('schedule-week', `${desk.session.agent.agentId}.${weekStart}`))

    async function save(shifts: DatedShift[], weekStart = week): Promise<number> {
      const { version } = await read(weekStart)
      const answer = await ask('PUT', schedulePaths.week(weekStart), { version, shifts })
      expect(answer.status).toBe(200)
      return version + 1
    }

    async function publishWeek(shifts: DatedShift[], weekStart = week) {
      const version = await save(shifts, weekStart)
      return await ask('POST', schedulePaths.publication(weekStart), { version })
    }

    /** Ana on Monday and Luis on Tuesday: nobody minds whether it was published before. */
    const usual = [shift('ana', week), shift('luis', tuesday)]
    const publishUsual = () => publishWeek(usual)

    /** Ana asks Luis for his shift of a published week. */
    const asked = async (weekStart = week): Promise<Exchange> => {
      const [given] = (await published(ana, weekStart)).shifts
      const [taken] = (await published(luis, weekStart)).shifts
      if (!given || !taken) throw new Error('The week was not published.')
      return {
        exchangeId: ulid(),
        askedBy: 'ana',
        askedOf: 'luis',
        askedByName: '',
        askedOfName: '',
        weekStart,
        given,
        taken,
        words: 'Médico',
        state: 'asked',
        reason: '',
        askedAt: start,
        changedAt: start,
      }
    }

    test('agents are kept out of planning, and see no draft', async () => {
      for (const [method, path] of [
        ['GET', schedulePaths.week(week)],
        ['PUT', schedulePaths.week(week)],
        ['POST', schedulePaths.proposal(week)],
        ['POST', schedulePaths.publication(week)],
        ['GET', schedulePaths.planning],
        ['PUT', schedulePaths.planning],
        ['POST', schedulePaths.callHistory],
        ['POST', schedulePaths.decision(ulid())],
        ['GET', schedulePaths.audit],
        ['GET', schedulePaths.board],
        ['POST', schedulePaths.adherence('luis')],
      ] as const)
        expect([path, (await ask(method, path, method === 'GET' ? undefined : {}, ana)).status]).toEqual([
          path,
          403,
        ])
      expect((await ask('GET', schedulePaths.week('2026-12-08'))).body).toMatchObject({
        code: 'invalid-input',
        message: 'weekStart: must be a Monday',
      })
    })

    test('a week nobody has touched begins with what stands', async () => {
      const file = await read()
      expect(file).toMatchObject({ version: 0, timeZone: 'America/Guayaquil' })
      expect(file.shifts).toHaveLength(10)
      expect(file.shifts[0]).toMatchObject({ agentId: 'ana', day: week, from: '08:00', to: '15:00' })
      expect(file.agents.map(({ agentId }) => agentId)).toEqual(['ana', 'luis'])
    })

    test('of two leads who save at once the second is told, and nothing of the first is lost', async () => {
      const { version } = await read()
      const first = await ask('PUT', schedulePaths.week(week), { version, shifts: [shift('ana', week)] })
      const second = await ask('PUT', schedulePaths.week(week), { version, shifts: [] })
      expect([first.status, second.status]).toEqual([200, 409])
      expect((await read()).shifts).toHaveLength(1)
    })

    test('a draft that breaks a hard rule is not published, and the rule is named', async () => {
      const answer = await publishWeek([shift('ana', week, '14:00', '22:00'), shift('ana', tuesday)])
      expect(answer.status).toBe(409)
      expect(answer.body).toEqual({ code: 'conflict', message: 'F-REST: ana (10 / 12)' })
      expect(await ana.find('schedule-week', `ana.${week}`)).toBeUndefined()
    })

    test('publishing tells each agent their own week and nobody else’s', async () => {
      expect((await publishUsual()).body).toEqual({ told: 2, awaiting: 0, held: 0 })
      expect((await published(ana)).shifts).toMatchObject([{ day: week, from: '08:00' }])
      expect(await ana.find('schedule-week', `luis.${week}`)).toBeUndefined()
    })

    test('the agent accepts or disputes in words, to the publication that was read', async () => {
      await publishUsual()
      const { weekId, version } = await published(ana)
      const answered = { weekId, version, kind: 'disputed', words: 'El lunes tengo médico' }
      expect(await ana.push(command('ana', 'schedule.answer', answered))).toMatchObject([
        { status: 'accepted' },
      ])
      const [seen] = (await read()).published.filter(({ agentId }) => agentId === 'ana')
      expect(seen?.answer).toMatchObject({ kind: 'disputed', words: 'El lunes tengo médico' })
      const stale = { ...answered, version: version + 1 }
      expect(await ana.push(command('ana', 'schedule.answer', stale))).toMatchObject([{ status: 'rejected' }])
      expect(await luis.push(command('luis', 'schedule.answer', answered))).toMatchObject([
        { status: 'rejected' },
      ])
    })

    test('publishing again leaves alone whose week is the same', async () => {
      await publishUsual()
      const { weekId, version } = await published(ana)
      await ana.push(
        command('ana', 'schedule.answer', { weekId, version, kind: 'disputed', words: 'Médico' }),
      )
      const draft = await read()
      const answer = await ask('POST', schedulePaths.publication(week), { version: draft.version })
      expect(answer.body).toEqual({ told: 0, awaiting: 0, held: 0 })
      expect((await published(ana)).answer?.kind).toBe('disputed')
    })

    test('within the notice period a change waits for the agent’s yes, and takes effect with it', async () => {
      const moved = [shift('ana', '2026-11-25', '10:00', '15:00')]
      expect((await publishWeek(moved, thisWeek)).body).toMatchObject({ awaiting: 2 })
      const before = await published(ana, thisWeek)
      expect(before.shifts.find(({ day }) => day === '2026-11-25')).toMatchObject({
        from: '08:00',
        to: '15:00',
      })
      expect(before.awaited?.shifts).toMatchObject([{ from: '10:00' }])
      const { weekId, version } = before
      await ana.push(command('ana', 'schedule.answer', { weekId, version, kind: 'accepted', words: '' }))
      const after = await published(ana, thisWeek)
      expect(after.awaited).toBeNull()
      expect(after.shifts.find(({ day }) => day === '2026-11-25')).toMatchObject({ from: '10:00' })
    })

    describe('an exchange between two agents', () => {
      beforeEach(async () => void (await publishUsual()))

      const held = async (desk: DeskDouble, exchangeId: string) =>
        HeldExchange.parse(await desk.find('exchange', `${exchangeId}.${desk.session.agent.agentId}`))

      test('partners are those with whom no rule is broken', async () => {
        const { given } = await asked()
        const answer = await ask('GET', schedulePaths.partners(given.datedShiftId), undefined, ana)
        expect(answer.body).toMatchObject([
          { agentId: 'luis', taken: null },
          { agentId: 'luis', taken: { day: tuesday } },
        ])
        const another = await ask('GET', schedulePaths.partners(given.datedShiftId), undefined, luis)
        expect(another.status).toBe(404)
      })

      test('goes from asker to colleague to lead, and then both weeks have changed', async () => {
        const exchange = await asked()
        const { exchangeId } = exchange
        expect(await ana.push(command('ana', 'exchange.ask', { exchange }))).toMatchObject([
          { status: 'accepted' },
        ])
        expect(await held(luis, exchangeId)).toMatchObject({ state: 'asked', askedByName: 'Ana' })
        const early = await ask('POST', schedulePaths.decision(exchangeId), { approve: true, reason: '' })
        expect(early.status).toBe(409)
        const agree = { exchangeId, step: 'agree', reason: '' }
        expect(await ana.push(command('ana', 'exchange.answer', agree))).toMatchObject([
          { status: 'rejected' },
        ])
        expect(await luis.push(command('luis', 'exchange.answer', agree))).toMatchObject([
          { status: 'accepted' },
        ])
        const decided = await ask('POST', schedulePaths.decision(exchangeId), { approve: true, reason: '' })
        expect(decided.status).toBe(200)
        expect((await published(ana)).shifts).toMatchObject([{ day: tuesday, agentId: 'ana' }])
        expect((await published(luis)).shifts).toMatchObject([{ day: week, agentId: 'luis' }])
        expect((await held(ana, exchangeId)).state).toBe('approved')
        expect((await read()).shifts.map(({ agentId, day }) => `${agentId} ${day}`).toSorted()).toEqual([
          `ana ${tuesday}`,
          `luis ${week}`,
        ])
      })

      test('that would break a rule is refused with its name; so is one of a shift that is gone', async () => {
        const answer = await publishWeek([
          shift('ana', week),
          shift('ana', tuesday, '14:00', '20:00'),
          shift('luis', '2026-12-09', '07:00', '12:00'),
        ])
        expect(answer.status).toBe(200)
        const [, evening] = (await published(ana)).shifts
        const exchange = { ...(await asked()), ...(evening && { given: evening }), taken: null }
        const [refusal] = await ana.push(command('ana', 'exchange.ask', { exchange }))
        expect(refusal).toMatchObject({
          status: 'rejected',
          reason: 'rule F-REST luis 11 12',
        })
        const late = { ...exchange, exchangeId: ulid(), given: { ...exchange.given, datedShiftId: ulid() } }
        const [gone] = await ana.push(command('ana', 'exchange.ask', { exchange: late }))
        expect(gone).toMatchObject({ status: 'rejected' })
      })

      test('can be declined or withdrawn, and then is over', async () => {
        const exchange = await asked()
        await ana.push(command('ana', 'exchange.ask', { exchange }))
        const { exchangeId } = exchange
        const answer = (step: string) => ({ exchangeId, step, reason: 'No puedo' })
        await luis.push(command('luis', 'exchange.answer', answer('decline')))
        expect(await held(ana, exchangeId)).toMatchObject({ state: 'declined', reason: 'No puedo' })
        expect(await ana.push(command('ana', 'exchange.answer', answer('withdraw')))).toMatchObject([
          { status: 'rejected' },
        ])
      })
    })

    test('the calls of past weeks come in by half hour and become a forecast and a proposal', async () => {
      const lines = ['2026-11-23', '2026-11-30'].flatMap((day) =>
        Array.from({ length: 20 }, (_, half) => {
          const at = 16 + half
          return `${day};${String(Math.floor(at / 2)).padStart(2, '0')}:${at % 2 === 0 ? '00' : '30'};2;240`
        }),
      )
      const csv = ['fecha;hora;llamadas;tmo', ...lines].join('\r\n')
      expect((await ask('POST', schedulePaths.callHistory, { csv })).body).toEqual({ rows: 40, problems: [] })
      const file = await read()
      expect(file.expected.filter(({ calls }) => calls > 0)).toHaveLength(20)
      const proposal = await ask('POST', schedulePaths.proposal(week))
      const { shifts } = WeekFile.pick({ shifts: true }).parse(proposal.body)
      expect(shifts.length).toBeGreaterThan(0)
      const facts = { ...file, ...file.planning, standing: shifts, now: world.clock.now() }
      expect(judgeDraft(shifts, facts)).toEqual([])
    })

    test('what leads plan by is saved as a whole, and a pattern that is no rule is refused in words', async () => {
      const pattern = {
        patternId: ulid(),
        name: 'Mañanas',
        rrule: 'FREQ=WEEKLY;BYDAY=XX',
        firstDay: week,
        from: '08:00',
        to: '13:00',
        work: 'phone',
        pauses: [],
      }
      const planning = { ...usualPlanning, patterns: [pattern] }
      const refused = await ask('PUT', schedulePaths.planning, { version: 0, planning })
      expect(refused).toMatchObject({
        status: 400,
        body: { message: 'patterns.0.rrule: is not a rule of RFC 5545' },
      })
      const absence = { absenceId: ulid(), agentId: 'ana', from: week, to: week, kind: 'holiday' }
      const sound = { ...usualPlanning, absences: [absence] }
      const saved = await ask('PUT', schedulePaths.planning, { version: 0, planning: sound })
      expect(saved.body).toEqual({ version: 1 })
      expect((await ask('PUT', schedulePaths.planning, { version: 0, planning: sound })).status).toBe(409)
      expect((await publishWeek([shift('ana', week)])).status).toBe(409)
    })

    test('the agent’s calendar opens by its secret address alone, and a new one ends the old', async () => {
      const link = async () =>
        ((await ask('POST', schedulePaths.calendarLink, {}, ana)).body as { path: string }).path
      const open = (path: string) => fetch(world.backend.url + path)
      await publishWeek([shift('ana', '2026-12-15')], '2026-12-14')
      const first = await link()
      const calendar = await open(first)
      expect(calendar.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
      const events = new ICAL.Component(ICAL.parse(await calendar.text()) as unknown[]).getAllSubcomponents(
        'vevent',
      )
      expect(events.length).toBeGreaterThan(0)
      const second = await link()
      expect((await open(first)).status).toBe(404)
      expect((await open(second)).status).toBe(200)
      expect(
        JSON.stringify(await database().open.db.selectFrom('calendar_links').selectAll().execute()),
      ).not.toContain(second.split('/')[3])
    })

    test('everything that was done stands in the audit, with who did it', async () => {
      const [monday, next] = ['2026-12-21', '2026-12-22']
      await publishWeek([shift('ana', monday), shift('luis', next)], monday)
      const { weekId, version } = await published(ana, monday)
      await ana.push(command('ana', 'schedule.answer', { weekId, version, kind: 'accepted', words: '' }))
      const exchange = await asked(monday)
      const { exchangeId } = exchange
      await ana.push(command('ana', 'exchange.ask', { exchange }))
      await luis.push(command('luis', 'exchange.answer', { exchangeId, step: 'agree', reason: '' }))
      await ask('POST', schedulePaths.decision(exchangeId), { approve: true, reason: '' })
      const csv = 'fecha;hora;llamadas;tmo\n2026-11-16;08:00;2;240'
      await ask('POST', schedulePaths.callHistory, { csv })
      const { planning, planningVersion } = await read()
      await ask('PUT', schedulePaths.planning, { version: planningVersion, planning })
      await ask('POST', schedulePaths.calendarLink, {}, ana)
      const entries = AuditEntry.array().parse((await ask('GET', schedulePaths.audit)).body)
      const acts = new Set(entries.map(({ act, agentId }) => `${act} ${agentId}`))
      for (const act of [
        'draft.saved eva',
        'week.published eva',
        'planning.saved eva',
        'calls.imported eva',
        'exchange.decided eva',
        'week.answered ana',
        'exchange.asked ana',
        'exchange.answered luis',
        'calendar-link.made ana',
      ])
        expect(acts).toContain(act)
    })
  })

export const scheduleMigrationSuite: Suite = (database) =>
  test('0030 and 0031 give a city that had usual shifts an empty planning beside them', async () => {
    await database().reset(migrations.filter(({ number }) => number < 30))
    const { db } = database().open
    await db
      .insertInto('records')
      .values({
        entity: 'queue',
        id: 'general',
        owner: null,
        doc: '{"queueId":"general"}',
        changed_at: new Date(start),
      })
      .execute()
    await migrate(db, migrations)
    for (const table of [
      'schedule_drafts',
      'planning',
      'call_history',
      'agent_states',
      'agent_reports',
    ] as const)
      expect(await db.selectFrom(table).selectAll().execute()).toEqual([])
    expect(await db.selectFrom('records').select('id').execute()).toEqual([{ id: 'general' }])
  })
