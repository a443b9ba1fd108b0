import type { FastifyInstance } from 'fastify'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import {
  AskAgenda,
  AskHold,
  AskSlots,
  FindAppointments,
  ReminderDone,
  appointmentPaths,
  type Held,
  type NextReminder,
} from '../../shared/appointments-api.ts'
import { Appointment } from '../../shared/domain/appointments/appointment.ts'
import { SlotRule } from '../../shared/domain/appointments/slot-rule.ts'
import { Code, Id } from '../../shared/domain/basics.ts'
import { DeskError } from '../../shared/errors.ts'
import type { Trail } from '../audit/trail.ts'
import { readRecord } from '../changes/change-log.ts'
import { readCity } from '../city.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/schema.ts'
import { checked } from '../http/answers.ts'
import { callerOf, onlyFor } from '../http/gate.ts'
import { calendarFileOf } from './calendar-file.ts'
import { holdSlot, releaseHold } from './holds.ts'
import { nextReminder, settleNotice, takeNotices } from './notices.ts'
import { onlyForUnit, publishHours } from './publish-hours.ts'
import { findSlots, readRules } from './seats.ts'
import { findAppointments, readAgenda } from './visitors.ts'

const WhichAppointment = z.object({ appointmentId: Id })
const WhichRule = z.object({ ruleId: Code })
const WhichUnit = z.object({ unitId: Code })
const WhichNotice = z.object({ noticeId: Id })

/** What desks ask of appointments at once, what units publish, and what the city's sender hands on. */
export function appointmentRoutes(
  app: FastifyInstance,
  { db, clock, trail }: { db: Kysely<Database>; clock: Clock; trail: Trail },
): void {
  const now = () => new Date(clock.now())

  app.route({
    method: 'GET',
    url: appointmentPaths.slots,
    handler: async (request) => {
      callerOf(request)
      return { slots: await findSlots(db, checked(AskSlots, request.query), now()) }
    },
  })
  app.route({
    method: 'POST',
    url: appointmentPaths.holds,
    handler: async (request): Promise<Held> => {
      const { agentId } = callerOf(request).agent
      return await holdSlot(db, { ...checked(AskHold, request.body), agentId }, now())
    },
  })
  app.route({
    method: 'DELETE',
    url: appointmentPaths.hold(':appointmentId'),
    handler: async (request) => {
      const { agentId } = callerOf(request).agent
      await releaseHold(db, { ...checked(WhichAppointment, request.params), agentId })
      return {}
    },
  })
  app.route({
    method: 'POST',
    url: appointmentPaths.find,
    handler: async (request) => {
      callerOf(request)
      return { appointments: await findAppointments(db, checked(FindAppointments, request.body)) }
    },
  })
  app.route({
    method: 'GET',
    url: appointmentPaths.calendar(':appointmentId'),
    handler: async (request, reply) => {
      callerOf(request)
      const { appointmentId } = checked(WhichAppointment, request.params)
      const appointment = Appointment.optional().parse(await readRecord(db, 'appointment', appointmentId))
      if (appointment?.state !== 'confirmed' && appointment?.state !== 'cancelled')
        throw new DeskError('not-found', 'appointmentId: there is no such hour.')
      const file = calendarFileOf(appointment, await readCity(db))
      return await reply.type('text/calendar; charset=utf-8').send(file)
    },
  })

  app.route({
    method: 'GET',
    url: appointmentPaths.rules,
    handler: async (request) => {
      callerOf(request)
      return { rules: await readRules(db) }
    },
  })
  app.route({
    method: 'PUT',
    url: appointmentPaths.rule(':ruleId'),
    handler: async (request) => {
      const { agent } = callerOf(request)
      const { ruleId } = checked(WhichRule, request.params)
      const rule = checked(SlotRule, request.body)
      if (rule.ruleId !== ruleId)
        throw new DeskError('invalid-input', 'ruleId: must be the one in the address.')
      await publishHours(db, ruleId, rule, { agent, at: now() })
      return {}
    },
  })
  app.route({
    method: 'DELETE',
    url: appointmentPaths.rule(':ruleId'),
    handler: async (request) => {
      const { agent } = callerOf(request)
      await publishHours(db, checked(WhichRule, request.params).ruleId, undefined, { agent, at: now() })
      return {}
    },
  })
  app.route({
    method: 'GET',
    url: appointmentPaths.agenda(':unitId'),
    handler: async (request) => {
      const { unitId } = checked(WhichUnit, request.params)
      onlyForUnit(callerOf(request).agent, unitId)
      const { day } = checked(AskAgenda, request.query)
      await trail.look(request, `${unitId} ${day}`, 'unit')
      return { appointments: await readAgenda(db, unitId, day) }
    },
  })

  app.route({
    method: 'POST',
    url: appointmentPaths.nextReminder,
    handler: async (request): Promise<NextReminder> => {
      callerOf(request)
      return await nextReminder(db, now())
    },
  })
  app.route({
    method: 'POST',
    url: appointmentPaths.reminder(':noticeId'),
    handler: async (request) => {
      callerOf(request)
      const { result } = checked(ReminderDone, request.body)
      await settleNotice(db, checked(WhichNotice, request.params).noticeId, result, now())
      return {}
    },
  })
  app.route({
    method: 'POST',
    url: appointmentPaths.notices,
    handler: async (request) => {
      onlyFor(request, 'administrator')
      return { notices: await takeNotices(db, now()) }
    },
  })
  app.route({
    method: 'POST',
    url: appointmentPaths.noticeSent(':noticeId'),
    handler: async (request) => {
      onlyFor(request, 'administrator')
      await settleNotice(db, checked(WhichNotice, request.params).noticeId, 'told', now())
      return {}
    },
  })
}
