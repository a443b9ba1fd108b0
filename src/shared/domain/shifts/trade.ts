import { z } from 'zod'
import { Code, Id, Instant } from '../basics.ts'
import { WorkFunction } from './rules.ts'

/** The rules of rotation by which two agents trade functions. */
export const TradeRule = z.enum(['R-BLOCK', 'R-VOICE', 'R-BUDGET', 'R-FAIR'])

/**
 * What the backend keeps of one trade: only here are both names together. Everything before `go` is a question.
 *
 *     asked ──both yes──▶ the taker goes ──on the function──▶ the giver goes ──▶ over
 *       └────── a no, an hour without an end, one of them gone: over, and each stays as he is
 */
export const ArrangedTrade = z.object({
  tradeId: Id,
  ruleId: TradeRule,
  giver: Code,
  taker: Code,
  /** The heavier function, which the taker takes over. */
  given: WorkFunction,
  taken: WorkFunction,
  giverSaid: z.boolean().nullable(),
  takerSaid: z.boolean().nullable(),
  takerMoved: z.boolean(),
  until: Instant,
  over: z.boolean(),
})
export type ArrangedTrade = z.infer<typeof ArrangedTrade>

/** What one of the two is told: never with whom, nor by which rule the other leaves. */
export const Trade = z.object({
  tradeId: Id,
  ruleId: TradeRule,
  to: WorkFunction,
  /** How long the backend waits for it, in ms: desk and backend need not have the same time. */
  leftMs: z.number().int().min(0),
  /** Both said yes and it is this one's turn: the taker first, so that the queue keeps its hands. */
  go: z.boolean(),
})
export type Trade = z.infer<typeof Trade>

/** What a desk says of the trade it was asked about. */
export const TradeAnswer = z.strictObject({ tradeId: Id, yes: z.boolean() })
export type TradeAnswer = z.infer<typeof TradeAnswer>

/** A question waits for so long, and a trade both want for the end of what each has in hand. */
const askedMs = 15 * 60_000
const agreedMs = 60 * 60_000

export function arranged(
  swap: Pick<ArrangedTrade, 'ruleId' | 'giver' | 'taker' | 'given' | 'taken'>,
  tradeId: string,
  now: number,
): ArrangedTrade {
  return {
    ...swap,
    tradeId,
    giverSaid: null,
    takerSaid: null,
    takerMoved: false,
    until: new Date(now + askedMs).toISOString(),
    over: false,
  }
}

/** What one of the two desks said lately: its answer, and the function it is on; null where it is on none. */
export interface TraderWord {
  agentId: string
  answer: TradeAnswer | null
  work: WorkFunction | null
  atWork: boolean
}

/** One word of one of the two desks, or only the time. The same words in the same order give the same trade. */
export function followTrade(trade: ArrangedTrade, now: number, word?: TraderWord): ArrangedTrade {
  if (trade.over || now >= Date.parse(trade.until)) return { ...trade, over: true }
  if (!word) return trade
  if (!word.atWork) return { ...trade, over: true }
  const taking = word.agentId === trade.taker
  const said = word.answer?.tradeId === trade.tradeId ? word.answer.yes : null
  const next: ArrangedTrade = {
    ...trade,
    ...(said !== null && (taking ? { takerSaid: said } : { giverSaid: said })),
  }
  const agreed = isAgreed(next)
  if (agreed && !isAgreed(trade)) next.until = new Date(now + agreedMs).toISOString()
  if (agreed && taking && word.work === trade.given) next.takerMoved = true
  const done = trade.takerMoved && !taking && word.work === trade.taken
  return { ...next, over: done || said === false }
}

const isAgreed = ({ giverSaid, takerSaid }: ArrangedTrade) => giverSaid === true && takerSaid === true

/** Both have changed functions, as far as the backend was told: nothing keeps either from another trade. */
export const isMade = (trade: ArrangedTrade) => isAgreed(trade) && trade.takerMoved

/** What this one of the two is told now; null once there is nothing left for him to do. */
export function toldOf(trade: ArrangedTrade, agentId: string, now: number): Trade | null {
  const taking = agentId === trade.taker
  if (trade.over || (taking && trade.takerMoved)) return null
  return {
    tradeId: trade.tradeId,
    // Why a colleague leaves is the colleague's: who takes over is asked by the rule that names him.
    ruleId: taking && trade.ruleId !== 'R-FAIR' ? 'R-BUDGET' : trade.ruleId,
    to: taking ? trade.given : trade.taken,
    leftMs: Math.max(0, Date.parse(trade.until) - now),
    go: isAgreed(trade) && (taking || trade.takerMoved),
  }
}
