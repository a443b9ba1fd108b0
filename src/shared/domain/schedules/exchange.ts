import { z } from 'zod'
import { Code, Day, Id, Instant } from '../basics.ts'
import { DatedShift, type AgentWeek } from './dated-shift.ts'
import { sameWork } from './violations.ts'

/**
 * asked ──colleague──▶ agreed ──lead──▶ approved
 *   │                    │  └───lead──▶ refused
 *   │                    └──asker─────▶ withdrawn
 *   ├──colleague──▶ declined
 *   └──asker──────▶ withdrawn
 */
export const ExchangeState = z.enum(['asked', 'agreed', 'declined', 'withdrawn', 'approved', 'refused'])
export type ExchangeState = z.infer<typeof ExchangeState>

/** Two agents change shifts, or one takes another's. Nothing moves before a team lead has approved it. */
export const Exchange = z.object({
  exchangeId: Id,
  askedBy: Code,
  askedOf: Code,
  askedByName: z.string(),
  askedOfName: z.string(),
  /** The Monday of the week both shifts lie in. */
  weekStart: Day,
  given: DatedShift,
  /** Null where the colleague takes the shift and gives none. */
  taken: DatedShift.nullable(),
  words: z.string().max(300),
  state: ExchangeState,
  /** The lead's or the colleague's words to a no. */
  reason: z.string().max(300),
  askedAt: Instant,
  changedAt: Instant,
})
export type Exchange = z.infer<typeof Exchange>

/** The copy of one of the two, `agentId`: each desk hears of its own exchanges alone. */
export const HeldExchange = Exchange.extend({ agentId: Code })
export type HeldExchange = z.infer<typeof HeldExchange>

export type ExchangeStep = 'agree' | 'decline' | 'withdraw' | 'approve' | 'refuse'

const steps: Readonly<Record<ExchangeStep, { from: readonly ExchangeState[]; to: ExchangeState }>> = {
  agree: { from: ['asked'], to: 'agreed' },
  decline: { from: ['asked'], to: 'declined' },
  withdraw: { from: ['asked', 'agreed'], to: 'withdrawn' },
  approve: { from: ['agreed'], to: 'approved' },
  refuse: { from: ['agreed'], to: 'refused' },
}

/** Who may take which step: each of the two their own, the lead the last one. */
export function mayStep(
  exchange: Exchange,
  step: ExchangeStep,
  who: { agentId: string; lead: boolean },
): boolean {
  switch (step) {
    case 'agree':
    case 'decline':
      return exchange.askedOf === who.agentId
    case 'withdraw':
      return exchange.askedBy === who.agentId
    case 'approve':
    case 'refuse':
      // A lead who is a party to it is not its judge.
      return who.lead && exchange.askedBy !== who.agentId && exchange.askedOf !== who.agentId
  }
}

/** Undefined where the exchange has already gone another way. */
export function stepExchange(
  exchange: Exchange,
  step: ExchangeStep,
  { at, reason }: { at: string; reason: string },
): Exchange | undefined {
  const { from, to } = steps[step]
  return from.includes(exchange.state) ? { ...exchange, state: to, reason, changedAt: at } : undefined
}

/** Both shifts with their people changed. */
export function exchangedShifts(
  exchange: Pick<Exchange, 'given' | 'taken' | 'askedBy' | 'askedOf'>,
): DatedShift[] {
  const { given, taken, askedBy, askedOf } = exchange
  return [{ ...given, agentId: askedOf }, ...(taken ? [{ ...taken, agentId: askedBy }] : [])]
}

/** Whether both shifts still stand as they were when the exchange was asked for. */
export function stillStands(exchange: Exchange, weeks: readonly AgentWeek[]): boolean {
  const shifts = weeks.flatMap((week) => week.shifts)
  return [exchange.given, exchange.taken].every(
    (wanted) =>
      wanted === null ||
      shifts.some((shift) => shift.datedShiftId === wanted.datedShiftId && sameWork(shift, wanted)),
  )
}
