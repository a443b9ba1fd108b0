import type { z } from 'zod'
import type { Command } from '../../../shared/commands.ts'
import { stepExchange, type Exchange } from '../../../shared/domain/schedules/exchange.ts'
import { answerWeek } from '../../../shared/domain/schedules/publish.ts'
import { readRefusal } from '../../../shared/domain/schedules/refusal.ts'
import { shiftDay, wallClock } from '../../../shared/domain/shifts/clock-time.ts'
import type { RuleProfile } from '../../../shared/domain/shifts/rules.ts'
import { DeskError } from '../../../shared/errors.ts'
import { CalendarLink, Partner, schedulePaths } from '../../../shared/schedules-api.ts'
import type { CacheRows } from '../../db/rows.ts'
import type { HandlersOf } from '../../feature.ts'
import type { Clock } from '../../shell.ts'
import type { Question } from '../../sync/backend-client.ts'
import type { Outbox } from '../../sync/outbox.ts'
import { shownRefusal } from './rule-words.ts'
import { refuseCardNumber } from '../../refuse-card-number.ts'

export interface OwnScheduleDeps {
  rows: CacheRows
  outbox: Outbox
  clock: Clock
  newId: () => string
  agentId: () => string | undefined
  backendUrl: string
  profile: () => RuleProfile
  timeZone: () => string
  ask<S extends z.ZodType>(question: Question<S>): Promise<z.infer<S>>
  onIssued(): void
}

type Payload = Pick<
  Extract<Command, { type: 'schedule.answer' | 'exchange.ask' | 'exchange.answer' }>,
  'type' | 'payload'
>

const asksOfSchedules = (type: string) => type === 'schedule.answer' || type.startsWith('exchange.')

/** The agent's published weeks and exchanges: answers are shown at once and travel when there is a line. */
export function createOwnSchedule(deps: OwnScheduleDeps): HandlersOf<'ownSchedule'> {
  const { rows, outbox, clock, newId } = deps
  const own = () => deps.agentId() ?? ''
  const today = () => wallClock(clock.now(), deps.timeZone()).day
  /** Of weeks that are over nothing is asked any more. */
  const weeks = () =>
    rows.knowledge
      .all('schedule-week')
      .filter(({ agentId, weekStart }) => agentId === own() && shiftDay(weekStart, 7) > today())
  const exchanges = () => rows.knowledge.all('exchange').filter(({ agentId }) => agentId === own())
  const at = () => new Date(clock.now()).toISOString()

  function week(weekId: string) {
    const found = weeks().find((one) => one.weekId === weekId)
    if (!found) throw new DeskError('not-found', 'This week is not published for you any more.')
    return found
  }

  const refused = () =>
    outbox.rejected().filter(({ command: { type, agentId } }) => asksOfSchedules(type) && agentId === own())

  /** What is said now takes the place of what was refused about the same thing, which would hold it back. */
  function issue(subject: string, command: Payload, apply: () => void): null {
    rows.durably(() => {
      for (const { command: before } of refused())
        if (before.subject === subject) outbox.discard(before.commandId)
      apply()
      outbox.append({
        commandId: newId(),
        subject,
        issuedAt: at(),
        agentId: own(),
        ...command,
      } as Command)
    })
    deps.onIssued()
    return null
  }

  const keep = (exchange: Exchange) =>
    rows.knowledge.put('exchange', `${exchange.exchangeId}.${own()}`, { ...exchange, agentId: own() })

  return {
    'ownSchedule.get': () => ({
      agentId: own(),
      weeks: weeks().toSorted((a, b) => a.weekStart.localeCompare(b.weekStart)),
      exchanges: exchanges().toSorted((a, b) => b.askedAt.localeCompare(a.askedAt)),
      refusals: refused().map(({ command: { subject, commandId }, reason }) => ({
        subject,
        commandId,
        refusal: shownRefusal(readRefusal(reason), deps.profile()),
      })),
    }),
    'ownSchedule.putAway'({ commandId }) {
      rows.durably(() => {
        const command = outbox.discard(commandId)
        // Nobody else knows of an exchange that was refused when it was asked for.
        if (command?.type === 'exchange.ask')
          rows.knowledge.remove('exchange', `${command.payload.exchange.exchangeId}.${own()}`)
      })
      deps.onIssued()
      return null
    },
    'ownSchedule.answer'({ weekId, kind, words }) {
      refuseCardNumber('words', words)
      const before = week(weekId)
      const payload = { weekId, version: before.version, kind, words }
      return issue(weekId, { type: 'schedule.answer', payload }, () =>
        rows.knowledge.put('schedule-week', weekId, answerWeek(before, { kind, words, at: at() })),
      )
    },
    'ownSchedule.partners': ({ datedShiftId }) =>
      deps.ask({ method: 'GET', path: schedulePaths.partners(datedShiftId), reply: Partner.array() }),
    'ownSchedule.ask'({ weekId, datedShiftId, partner, words }) {
      refuseCardNumber('words', words)
      const { weekStart, shifts } = week(weekId)
      const given = shifts.find((shift) => shift.datedShiftId === datedShiftId)
      if (!given) throw new DeskError('not-found', 'This shift is not in your week any more.')
      const exchange: Exchange = {
        exchangeId: newId(),
        askedBy: own(),
        askedOf: partner.agentId,
        askedByName: '',
        askedOfName: partner.name,
        weekStart,
        given,
        taken: partner.taken,
        words,
        state: 'asked',
        reason: '',
        askedAt: at(),
        changedAt: at(),
      }
      return issue(exchange.exchangeId, { type: 'exchange.ask', payload: { exchange } }, () => keep(exchange))
    },
    'ownSchedule.answerExchange'({ exchangeId, step, reason }) {
      const exchange = exchanges().find((one) => one.exchangeId === exchangeId)
      const next = exchange && stepExchange(exchange, step, { at: at(), reason })
      if (!next) throw new DeskError('conflict', 'This exchange was decided meanwhile.')
      const payload = { exchangeId, step, reason }
      return issue(exchangeId, { type: 'exchange.answer', payload }, () => keep(next))
    },
    async 'ownSchedule.calendarLink'() {
      const { path } = await deps.ask({
        method: 'POST',
        path: schedulePaths.calendarLink,
        body: {},
        reply: CalendarLink,
      })
      return { url: new URL(path, deps.backendUrl).href }
    },
  }
}
