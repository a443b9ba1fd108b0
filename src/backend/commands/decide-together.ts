import { commandRefusals } from '../../shared/domain/command-refusals.ts'
import { sql, type Transaction } from 'kysely'
import { readEmergencyReceipts } from '../breaks/emergencies.ts'
import { recordBreakDays } from '../breaks/break-days.ts'
import type { Command, CommandType, Outcome } from '../../shared/commands.ts'
import { writeRecords } from '../changes/change-log.ts'
import { recordCallQualities } from '../quality/call-qualities.ts'
import { recordReads } from '../publishing/receipts.ts'
import type { Database } from '../database/schema.ts'
import { stepAppointments } from '../appointments/step-appointments.ts'
import { removeAttachments, takeAttachmentParts } from '../attachments/attachment-parts.ts'
import { keepDiscarded } from './command-discard.ts'
import { decideDeliveries } from './delivery-decide.ts'
import { speakWithCitizens } from './citizen-speak.ts'
import { giveFeedback } from './feedback-give.ts'
import { answerWeeks } from '../schedules/answer-week.ts'
import { answerExchanges, askExchanges } from '../schedules/exchanges.ts'
import { leaveHandovers, takeHandovers } from './handovers.ts'
import { fingerprint } from './fingerprint.ts'
import { recordInteractions } from './interaction-record.ts'
import { createServiceRequests } from './service-request-create.ts'
import { stepServiceRequests } from './service-request-step.ts'
import type { CommandOf, Verdict } from './verdict.ts'
import type { CommandBody } from './waves.ts'

/** Decides all commands of one type that came together; as many verdicts as commands, in their order. */
type Deciders = {
  readonly [T in CommandType]: (
    trx: Transaction<Database>,
    commands: readonly CommandOf<T>[],
    at: Date,
  ) => Promise<Verdict[]>
}

/** One line per command. A decider changes nothing before it knows that it accepts. In the order of their locks. */
const deciders: Deciders = {
  'interaction.record': recordInteractions,
  'serviceRequest.create': createServiceRequests,
  'serviceRequest.step': stepServiceRequests,
  'breaks.record': recordBreakDays,
  'citizen.speak': speakWithCitizens,
  'feedback.give': giveFeedback,
  'quality.record': recordCallQualities,
  'schedule.answer': answerWeeks,
  'exchange.ask': askExchanges,
  'exchange.answer': answerExchanges,
  'emergency.read': readEmergencyReceipts,
  'handover.leave': leaveHandovers,
  'handover.take': takeHandovers,
  'knowledge.read': recordReads,
  'appointment.step': stepAppointments,
  'attachment.part': takeAttachmentParts,
  'attachment.remove': removeAttachments,
  'delivery.decide': decideDeliveries,
  'command.discard': keepDiscarded,
}

export interface Candidate {
  readonly body: CommandBody
  readonly command: Command
}

/**
 * Decides commands of different subjects and records in one transaction, with as many statements for two hundred
 * as for one. Their rows are taken first, in the order of their ids: of two sends of one command the second waits
 * here for the first to commit, and two batches never wait for each other in a circle.
 */
export async function decideTogether(
  trx: Transaction<Database>,
  candidates: readonly Candidate[],
  at: Date,
): Promise<Map<string, Outcome>> {
  const prints = new Map(candidates.map(({ body }) => [body.commandId, fingerprint(body)]))
  const taken = await take(trx, candidates, prints, at)
  const outcomes = new Map<string, Outcome>()
  const fresh = candidates.map(({ command }) => command).filter(({ commandId }) => taken.has(commandId))
  const verdicts = await judge(trx, fresh, at)
  for (const { commandId } of fresh) {
    const verdict = verdicts.get(commandId)
    if (verdict?.status === 'accepted') outcomes.set(commandId, { commandId, status: 'accepted' })
    else outcomes.set(commandId, await keepRefusal(trx, commandId, verdict?.reason ?? ''))
  }
  const known = candidates
    .map(({ command }) => command.commandId)
    .filter((commandId) => !taken.has(commandId))
  for (const outcome of await firstOutcomes(trx, known, prints)) outcomes.set(outcome.commandId, outcome)
  const writes = fresh.flatMap(({ commandId }) => {
    const verdict = verdicts.get(commandId)
    return verdict?.status === 'accepted' ? verdict.writes : []
  })
  await writeRecords(trx, writes, at)
  return outcomes
}

async function take(
  trx: Transaction<Database>,
  candidates: readonly Candidate[],
  prints: ReadonlyMap<string, string>,
  at: Date,
): Promise<Set<string>> {
  const inOrder = candidates.toSorted((a, b) => (a.command.commandId < b.command.commandId ? -1 : 1))
  const { rows } = await sql<{ command_id: string }>`
    INSERT INTO commands (command_id, fingerprint, agent_id, type, subject, status, decided_at)
    SELECT command_id, fingerprint, agent_id, type, subject, 'accepted', ${at}::timestamptz
    FROM unnest(
      ${inOrder.map(({ command }) => command.commandId)}::text[],
      ${inOrder.map(({ command }) => prints.get(command.commandId) ?? '')}::text[],
      ${inOrder.map(({ command }) => command.agentId)}::text[],
      ${inOrder.map(({ command }) => command.type)}::text[],
      ${inOrder.map(({ command }) => command.subject)}::text[]
    ) WITH ORDINALITY AS sent (command_id, fingerprint, agent_id, type, subject, position)
    ORDER BY position
    ON CONFLICT DO NOTHING
    RETURNING command_id`.execute(trx)
  return new Set(rows.map((row) => row.command_id))
}

async function judge(
  trx: Transaction<Database>,
  commands: readonly Command[],
  at: Date,
): Promise<Map<string, Verdict>> {
  const verdicts = new Map<string, Verdict>()
  async function judgeType<T extends CommandType>(type: T): Promise<void> {
    const ofType = commands.filter((command): command is CommandOf<T> => command.type === type)
    if (ofType.length === 0) return
    const decided = await deciders[type](trx, ofType, at)
    for (const [index, { commandId }] of ofType.entries()) {
      const verdict = decided[index]
      if (verdict) verdicts.set(commandId, verdict)
    }
  }
  for (const type of Object.keys(deciders) as CommandType[]) await judgeType(type)
  return verdicts
}

async function keepRefusal(trx: Transaction<Database>, commandId: string, reason: string): Promise<Outcome> {
  await trx
    .updateTable('commands')
    .set({ status: 'rejected', reason })
    .where('command_id', '=', commandId)
    .execute()
  return rejected(commandId, reason)
}

async function firstOutcomes(
  trx: Transaction<Database>,
  commandIds: readonly string[],
  prints: ReadonlyMap<string, string>,
): Promise<Outcome[]> {
  if (commandIds.length === 0) return []
  const rows = await trx.selectFrom('commands').selectAll().where('command_id', 'in', commandIds).execute()
  return rows.map(({ command_id: commandId, fingerprint: first, status, reason }) => {
    if (first !== prints.get(commandId)) return rejected(commandId, commandRefusals.idTaken)
    return status === 'accepted' ? { commandId, status } : rejected(commandId, reason ?? '')
  })
}

export function rejected(commandId: string, reason: string): Outcome {
  return { commandId, status: 'rejected', reason: reason.slice(0, 500) }
}
