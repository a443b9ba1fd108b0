import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import { ulid } from 'ulid'
import { z } from 'zod'
import { Day, Id } from '../../shared/domain/basics.ts'
import { proposing } from '../../shared/domain/schedules/propose.ts'
import { weekIdOf } from '../../shared/domain/schedules/publish.ts'
import { requirementsOf } from '../../shared/domain/schedules/requirement.ts'
import { mondayOf, slotsOfWeek } from '../../shared/domain/schedules/week-time.ts'
import { DeskError } from '../../shared/errors.ts'
import {
  DecideExchange,
  ImportCalls,
  Publish,
  ReplyToWeek,
  SaveDraft,
  SavePlanning,
  schedulePaths,
} from '../../shared/schedules-api.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/schema.ts'
import { checked } from '../http/answers.ts'
import { callerOf, onlyFor } from '../http/gate.ts'
import { readAudit } from '../schedules/audit.ts'
import { makeCalendarLink, readCalendar } from '../schedules/calendar.ts'
import { readCallsFile } from '../schedules/calls-file.ts'
import { partnersFor } from '../schedules/exchange-rules.ts'
import { decideExchange } from '../schedules/exchanges.ts'
import { inSlices } from '../schedules/in-slices.ts'
import { readPlanning, storeCalls, storePlanning } from '../schedules/planning-store.ts'
import { replyToWeek } from '../schedules/reply-to-week.ts'
import { publish, saveDraft } from '../schedules/publication.ts'
import { readQueues, readWeekFile, readWeeks } from '../schedules/week-file.ts'

export interface SchedulesDesk {
  db: Kysely<Database>
  clock: Clock
}

/** A week of a hundred agents, or a year of calls by half hour. */
const weekBodyBytes = 4 * 1024 * 1024
const auditShown = 200

const InWeek = z.object({ weekStart: Day.refine((day) => mondayOf(day) === day, 'must be a Monday') })
const weekOf = (request: FastifyRequest) => checked(InWeek, request.params).weekStart

/** Planning by leads, and what agents ask of it while they are online. */
export function scheduleRoutes(app: FastifyInstance, { db, clock }: SchedulesDesk): void {
  const now = () => new Date(clock.now())
  const leadOf = (request: FastifyRequest) => ({
    agentId: onlyFor(request, 'team-lead').agent.agentId,
    at: now(),
  })

  app.route({
    method: 'GET',
    url: schedulePaths.week(':weekStart'),
    handler: async (request) => {
      onlyFor(request, 'team-lead')
      return await readWeekFile(db, weekOf(request))
    },
  })

  app.route({
    method: 'PUT',
    url: schedulePaths.week(':weekStart'),
    bodyLimit: weekBodyBytes,
    handler: async (request) => {
      const by = leadOf(request)
      return { version: await saveDraft(db, weekOf(request), checked(SaveDraft, request.body), by) }
    },
  })

  app.route({
    method: 'POST',
    url: schedulePaths.proposal(':weekStart'),
    handler: async (request) => {
      onlyFor(request, 'team-lead')
      const file = await readWeekFile(db, weekOf(request))
      const { planning, weekStart, timeZone } = file
      const slots = slotsOfWeek(weekStart, timeZone)
      return {
        shifts: await inSlices(
          proposing({
            ...file,
            ...planning,
            agents: file.agents.map(({ agentId, skills }) => ({
              agentId,
              skills,
              contract: planning.contracts.find((one) => one.agentId === agentId),
            })),
            planned: requirementsOf(slots, file.expected, file).map(({ planned }) => planned),
            newId: () => ulid(clock.now()),
          }),
        ),
      }
    },
  })

  app.route({
    method: 'POST',
    url: schedulePaths.publication(':weekStart'),
    handler: async (request) => {
      const by = leadOf(request)
      return await publish(db, weekOf(request), checked(Publish, request.body).version, by)
    },
  })

  app.route({
    method: 'POST',
    url: schedulePaths.replies(':weekStart'),
    handler: async (request) => {
      const lead = onlyFor(request, 'team-lead').agent
      const { agentId, words } = checked(ReplyToWeek, request.body)
      await replyToWeek(db, weekIdOf(agentId, weekOf(request)), words, { lead, at: now() })
      return {}
    },
  })

  app.route({
    method: 'GET',
    url: schedulePaths.planning,
    handler: async (request) => {
      onlyFor(request, 'team-lead')
      return await readPlanning(db)
    },
  })

  app.route({
    method: 'PUT',
    url: schedulePaths.planning,
    bodyLimit: weekBodyBytes,
    handler: async (request) => {
      const by = leadOf(request)
      return { version: await storePlanning(db, checked(SavePlanning, request.body), by) }
    },
  })

  app.route({
    method: 'POST',
    url: schedulePaths.callHistory,
    bodyLimit: weekBodyBytes,
    handler: async (request) => {
      const by = leadOf(request)
      const read = readCallsFile(checked(ImportCalls, request.body).csv, await readQueues(db))
      if (!read.ok) return { rows: 0, problems: read.problems }
      await storeCalls(db, read.calls, by)
      return { rows: read.calls.length, problems: [] }
    },
  })

  app.route({
    method: 'POST',
    url: schedulePaths.decision(':exchangeId'),
    handler: async (request) => {
      const by = leadOf(request)
      const { exchangeId } = checked(z.object({ exchangeId: Id }), request.params)
      const decision = checked(DecideExchange, request.body)
      return await db.transaction().execute((trx) => decideExchange(trx, exchangeId, decision, by))
    },
  })

  app.route({
    method: 'GET',
    url: schedulePaths.audit,
    handler: async (request) => {
      onlyFor(request, 'team-lead')
      return await readAudit(db, auditShown)
    },
  })

  app.route({
    method: 'GET',
    url: schedulePaths.partners(':datedShiftId'),
    handler: async (request) => {
      const { agentId } = callerOf(request).agent
      const { datedShiftId } = checked(z.object({ datedShiftId: Id }), request.params)
      const weeks = await ownWeeks(db, agentId)
      const week = weeks.find(({ shifts }) => shifts.some((shift) => shift.datedShiftId === datedShiftId))
      const given = week?.shifts.find((shift) => shift.datedShiftId === datedShiftId)
      if (!week || !given) throw new DeskError('not-found', 'This shift is not in your published weeks.')
      return await partnersFor(db, given, week.weekStart, now())
    },
  })

  app.route({
    method: 'POST',
    url: schedulePaths.calendarLink,
    handler: async (request) => {
      const { agentId } = callerOf(request).agent
      return { path: schedulePaths.calendar(await makeCalendarLink(db, agentId, now())) }
    },
  })

  app.route({
    method: 'GET',
    url: schedulePaths.calendar(':token'),
    config: { open: true },
    handler: async (request, reply) => {
      const { token } = checked(z.object({ token: z.string().max(100) }), request.params)
      const calendar = await readCalendar(db, token)
      return await reply.type('text/calendar; charset=utf-8').send(calendar)
    },
  })
}

async function ownWeeks(db: Kysely<Database>, agentId: string) {
  const rows = await db
    .selectFrom('records')
    .select('id')
    .where('entity', '=', 'schedule-week')
    .where('owner', '=', agentId)
    .execute()
  const weeks = await readWeeks(
    db,
    rows.map(({ id }) => id.slice(-10)),
  )
  return weeks.filter((week) => week.agentId === agentId)
}
