import type { Transaction } from 'kysely'
import type { AgentWeek } from '../../shared/domain/schedules/dated-shift.ts'
import { refusal, refusalLine, type ScheduleRefusal } from '../../shared/domain/schedules/refusal.ts'
import { Exchange, mayStep, stepExchange } from '../../shared/domain/schedules/exchange.ts'
import { DeskError } from '../../shared/errors.ts'
import type { DecidedExchange } from '../../shared/schedules-api.ts'
import { readDisconnected } from '../breaks/disconnection.ts'
import { lockRecords, writeRecords, type RecordWrite } from '../changes/change-log.ts'
import type { CommandOf, Verdict } from '../commands/verdict.ts'
import type { Database } from '../database/schema.ts'
import { readAgent } from '../sign-in/agents.ts'
import { writeAudit } from './audit.ts'
import { exchangeFault, weeksAfter } from './exchange-rules.ts'
import { readDraft, readWeeks } from './week-file.ts'

/** Each of the two has a copy, so that nobody else's desk hears of it. */
function copiesOf(exchange: Exchange): RecordWrite[] {
  return [exchange.askedBy, exchange.askedOf].map((agentId) => ({
    entity: 'exchange',
    id: `${exchange.exchangeId}.${agentId}`,
    doc: { ...exchange, agentId },
  }))
}

async function standingExchange(
  trx: Transaction<Database>,
  exchangeId: string,
): Promise<Exchange | undefined> {
  const row = await trx
    .selectFrom('records')
    .select('doc')
    .where('entity', '=', 'exchange')
    .where('id', 'like', `${exchangeId}.%`)
    .where('doc', 'is not', null)
    .executeTakeFirst()
  return row && Exchange.parse(row.doc)
}

const refused = (why: ScheduleRefusal): Verdict => ({ status: 'rejected', reason: refusalLine(why) })

/** Judged when it is asked, so that nobody says yes to what no lead could approve. */
export async function askExchanges(
  trx: Transaction<Database>,
  commands: readonly CommandOf<'exchange.ask'>[],
  at: Date,
): Promise<Verdict[]> {
  await lockRecords(
    trx,
    commands.map(({ payload }) => payload.exchange.exchangeId),
  )
  const verdicts: Verdict[] = []
  for (const { agentId, payload } of commands) verdicts.push(await ask(trx, agentId, payload.exchange, at))
  return verdicts
}

async function ask(trx: Transaction<Database>, agentId: string, asked: Exchange, at: Date): Promise<Verdict> {
  const [asker, colleague] = [await readAgent(trx, agentId), await readAgent(trx, asked.askedOf)]
  if (!asker || asked.askedBy !== agentId) return refused(refusal('not-yours'))
  if (!colleague || colleague.role !== 'agent' || colleague.agentId === agentId)
    return refused(refusal('not-yours'))
  if (asked.given.agentId !== agentId || (asked.taken && asked.taken.agentId !== asked.askedOf))
    return refused(refusal('not-yours'))
  if (await standingExchange(trx, asked.exchangeId)) return refused(refusal('asked-before'))
  const fault = await exchangeFault(trx, asked, at)
  if (fault !== undefined) return refused(fault)
  const exchange: Exchange = {
    ...asked,
    askedByName: asker.name,
    askedOfName: colleague.name,
    state: 'asked',
    reason: '',
    askedAt: at.toISOString(),
    changedAt: at.toISOString(),
  }
  await writeAudit(trx, at, { agentId, act: 'exchange.asked', subject: exchange.exchangeId })
  return { status: 'accepted', writes: copiesOf(exchange) }
}

/** The colleague's yes or no, or the asker's change of mind. */
export async function answerExchanges(
  trx: Transaction<Database>,
  commands: readonly CommandOf<'exchange.answer'>[],
  at: Date,
): Promise<Verdict[]> {
  await lockRecords(
    trx,
    commands.map(({ payload }) => payload.exchangeId),
  )
  const verdicts: Verdict[] = []
  for (const { agentId, payload } of commands) {
    const { exchangeId, step, reason } = payload
    const exchange = await standingExchange(trx, exchangeId)
    if (!exchange || !mayStep(exchange, step, { agentId, lead: false })) {
      verdicts.push(refused(refusal('not-yours')))
      continue
    }
    const next = stepExchange(exchange, step, { at: at.toISOString(), reason })
    if (!next) {
      verdicts.push(refused(refusal('decided')))
      continue
    }
    await writeAudit(trx, at, { agentId, act: 'exchange.answered', subject: exchangeId, detail: step })
    verdicts.push({ status: 'accepted', writes: copiesOf(next) })
  }
  return verdicts
}

/**
 * A lead's last word. Approval moves both shifts, in the published weeks and in the draft, so that the next
 * publication does not undo it. Refused where the shifts or the rules no longer allow it. Throws `not-found`,
 * `forbidden` for a party to it, `conflict` where it went another way meanwhile.
 */
export async function decideExchange(
  trx: Transaction<Database>,
  exchangeId: string,
  decision: { approve: boolean; reason: string },
  by: { agentId: string; at: Date },
): Promise<DecidedExchange> {
  await lockRecords(trx, [exchangeId])
  const exchange = await standingExchange(trx, exchangeId)
  if (!exchange) throw new DeskError('not-found', 'There is no such exchange.')
  const step = decision.approve ? 'approve' : 'refuse'
  if (!mayStep(exchange, step, { agentId: by.agentId, lead: true }))
    throw new DeskError('forbidden', 'Nobody decides an exchange of their own.')
  const next = stepExchange(exchange, step, { at: by.at.toISOString(), reason: decision.reason })
  if (!next) throw new DeskError('conflict', 'This exchange was decided meanwhile, or not agreed yet.')
  const writes = copiesOf(next)
  if (decision.approve) {
    await lockRecords(trx, [
      `${exchange.askedBy}.${exchange.weekStart}`,
      `${exchange.askedOf}.${exchange.weekStart}`,
    ])
    const weeks = await readWeeks(trx, [exchange.weekStart])
    const fault = await exchangeFault(trx, exchange, by.at)
    if (fault !== undefined) return { exchange, refusal: fault }
    writes.push(...weeksAfter(exchange, weeks).map(weekWrite))
    await moveInDraft(trx, exchange, by)
  }
  await writeAudit(trx, by.at, {
    agentId: by.agentId,
    act: 'exchange.decided',
    subject: exchangeId,
    detail: step,
  })
  const disconnected = await readDisconnected(trx, [exchange.askedBy, exchange.askedOf], by.at.getTime())
  await writeRecords(trx, writes, by.at, disconnected)
  return { exchange: next, refusal: null }
}

const weekWrite = (week: AgentWeek): RecordWrite => ({ entity: 'schedule-week', id: week.weekId, doc: week })

async function moveInDraft(
  trx: Transaction<Database>,
  { given, taken, askedBy, askedOf, weekStart }: Exchange,
  by: { agentId: string; at: Date },
): Promise<void> {
  await lockRecords(trx, [`draft ${weekStart}`])
  const draft = await readDraft(trx, weekStart)
  if (!draft) return
  const shifts = draft.shifts.map((shift) => {
    if (shift.datedShiftId === given.datedShiftId) return { ...shift, agentId: askedOf }
    if (shift.datedShiftId === taken?.datedShiftId) return { ...shift, agentId: askedBy }
    return shift
  })
  await trx
    .updateTable('schedule_drafts')
    .set({
      version: draft.version + 1,
      shifts: JSON.stringify(shifts),
      changed_by: by.agentId,
      changed_at: by.at.toISOString(),
    })
    .where('week_start', '=', weekStart)
    .execute()
}
