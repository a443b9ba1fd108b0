import type { Forecast, HandOnQueue } from './stagger.ts'

/** Calls that a file told without a queue: everybody on the line answers them. */
export const wholeLineId = ''

/** One queue in one half hour. */
export interface QueueInHalfHour {
  queueId: string
  calls: number
  handleTimeS: number
  /** Agents who stay on it whatever the calls say. */
  fewest: number
}

/** Somebody who answers these queues. */
export interface Hand {
  agentId: string
  queues: readonly string[]
}

/** Calls of a half hour with so many agents; answered in time, 0…1. */
export type LevelOf = (agents: number, calls: number, handleTimeS: number) => number

/** Those who answer the same queues count as one group: a city has few of them, whatever its size. */
interface Group {
  queues: ReadonlySet<string>
  agents: number
}

const keyOf = ({ queues }: Hand) => queues.toSorted().join(' ')

/**
 * How the queues of a line fare with the hands that are on it. Whoever answers several takes a part of each: a queue's
 * hands are loaded with its own calls and with their share of every other queue they answer.
 */
export function queueLevels(line: readonly QueueInHalfHour[], hands: readonly Hand[], levelOf: LevelOf) {
  const groups = new Map<string, Group>()
  for (const hand of hands) {
    const group = groups.get(keyOf(hand))
    if (group) group.agents++
    else groups.set(keyOf(hand), { queues: new Set(hand.queues), agents: 1 })
  }
  const agentsOn = (...queueIds: string[]) =>
    [...groups.values()].reduce(
      (sum, { queues, agents }) => sum + (queueIds.every((queueId) => queues.has(queueId)) ? agents : 0),
      0,
    )

  /** Below the fewest it counts as unanswered: then nobody more is let go. */
  function level({ queueId, fewest, ...own }: QueueInHalfHour): number {
    const agents = agentsOn(queueId)
    if (agents < fewest) return 0
    let [calls, handled] = [0, 0]
    for (const other of line) {
      const all = other.queueId === queueId ? agents : agentsOn(other.queueId)
      const share = all === 0 ? 0 : agentsOn(queueId, other.queueId) / all
      calls += other.calls * share
      handled += other.calls * share * other.handleTimeS
    }
    if (own.calls <= 0) return 1
    return Math.min(1, Math.max(0, agents === 0 ? 0 : levelOf(agents, calls, handled / calls)))
  }

  return {
    /** The worst of these queues. */
    of: (queues: readonly string[]) =>
      Math.min(1, ...line.filter(({ queueId }) => queues.includes(queueId)).map(level)),
    all: () => line.map((queue) => ({ queueId: queue.queueId, level: level(queue) })),
    go(hand: Hand) {
      const group = groups.get(keyOf(hand))
      if (group) group.agents--
    },
    come(hand: Hand) {
      const group = groups.get(keyOf(hand))
      if (group) group.agents++
    },
  }
}

/**
 * What each desk is told of its queues, so that a team rests one after another and each queue keeps its floor: who has
 * least of the window left is asked first, and whoever comes after counts those before as gone.
 */
export function staggeredByQueue(
  line: readonly QueueInHalfHour[],
  hands: readonly (Hand & HandOnQueue)[],
  facts: { floor: number; levelOf: LevelOf },
): Map<string, Forecast> {
  const { floor, levelOf } = facts
  const levels = queueLevels(line, hands, levelOf)
  const whole = new Map<string, number>()
  const wholeOf = (hand: Hand) => {
    const known = whole.get(keyOf(hand)) ?? levels.of(hand.queues)
    whole.set(keyOf(hand), known)
    return known
  }
  for (const hand of hands) wholeOf(hand)
  const told = new Map<string, Forecast>()
  for (const hand of hands.toSorted((a, b) => a.closesAt - b.closesAt)) {
    const before = levels.all()
    levels.go(hand)
    // Who goes leaves his part of the other queues to the colleagues, and so may take from queues that are not his.
    const felt = levels
      .all()
      .filter(
        ({ queueId, level }, place) => hand.queues.includes(queueId) || level < (before[place]?.level ?? 1),
      )
    const withoutMe = Math.min(1, ...felt.map(({ level }) => level))
    told.set(hand.agentId, { serviceLevel: wholeOf(hand), withoutMe, floor })
    if (!hand.wantsRest || withoutMe < floor) levels.come(hand)
  }
  return told
}
