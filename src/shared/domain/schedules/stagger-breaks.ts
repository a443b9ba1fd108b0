/** One agent's next rest as the engine of their desk sees it. Epoch ms. */
export interface ComingBreak {
  agentId: string
  queues: readonly string[]
  opensAt: number
  dueAt: number
  closesAt: number
  minutes: number
}

export interface StaggerFacts {
  now: number
  /** The line as it is: who is on it, for which queues, resting or not. */
  team: readonly { agentId: string; queues: readonly string[]; onLine: boolean }[]
  /** The fewest agents each queue keeps; a queue not named keeps one. */
  floors: ReadonlyMap<string, number>
  breaks: readonly ComingBreak[]
}

/** When a rest should start, and whether every queue keeps its floor meanwhile. */
export interface StaggeredBreak {
  agentId: string
  at: number
  minutes: number
  keepsFloor: boolean
}

const stepMs = 60_000

/**
 * Rests one after another so that no queue falls below its floor. Whoever's window closes first chooses first, the
 * minute nearest to the one that is due. The window always wins: where no minute of it keeps the floor, the one
 * that leaves most people on the line is taken and said to be below it. No rest is put off past its window.
 */
export function staggerBreaks({ now, team, floors, breaks }: StaggerFacts): StaggeredBreak[] {
  const onLine = new Map<string, number>()
  for (const member of team)
    if (member.onLine) for (const queue of member.queues) onLine.set(queue, (onLine.get(queue) ?? 0) + 1)
  const placed: (StaggeredBreak & { queues: readonly string[] })[] = []

  /** The least room above the floor, over all queues and minutes of the rest; below 0 is below the floor. */
  function roomAt(at: number, one: ComingBreak): number {
    let least = Infinity
    for (const queue of one.queues) {
      const others = placed.filter((other) => other.queues.includes(queue))
      let most = 0
      for (let minute = at; minute < at + one.minutes * stepMs; minute += stepMs)
        most = Math.max(
          most,
          others.filter((other) => other.at <= minute && minute < other.at + other.minutes * stepMs).length,
        )
      least = Math.min(least, (onLine.get(queue) ?? 0) - 1 - most - (floors.get(queue) ?? 1))
    }
    return least
  }

  for (const one of breaks.toSorted((a, b) => a.closesAt - b.closesAt || a.dueAt - b.dueAt)) {
    const from = Math.max(now, one.opensAt)
    const to = Math.max(from, one.closesAt)
    let best = from
    let room = -Infinity
    for (const at of byNearness(from, to, Math.min(to, Math.max(from, one.dueAt)))) {
      const own = roomAt(at, one)
      if (own > room && room < 0) {
        room = own
        best = at
      }
      if (room >= 0) break
    }
    const { agentId, minutes, queues } = one
    placed.push({ agentId, at: best, minutes, keepsFloor: room >= 0, queues })
  }
  return placed
    .map(({ agentId, at, minutes, keepsFloor }) => ({ agentId, at, minutes, keepsFloor }))
    .toSorted((a, b) => a.at - b.at)
}

/** Minutes of a window, those nearest to the due one first. */
function byNearness(from: number, to: number, due: number): number[] {
  const minutes: number[] = []
  for (let at = from; at <= to; at += stepMs) minutes.push(at)
  return minutes.toSorted((a, b) => Math.abs(a - due) - Math.abs(b - due) || a - b)
}
