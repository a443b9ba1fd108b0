/** Offered load in erlangs: contacts per second times the seconds each one takes. */
export function offeredLoad(contactsPerHour: number, handleTimeS: number): number {
  return (contactsPerHour / 3600) * handleTimeS
}

/** Share of contacts that find all agents busy where nobody waits (Erlang B, by its recursion). */
export function erlangB(agents: number, load: number): number {
  let blocked = 1
  for (let k = 1; k <= agents; k++) blocked = (load * blocked) / (k + load * blocked)
  return blocked
}

/** Probability of waiting where everybody waits for ever (Erlang C); 1 where the load is too much to serve. */
export function erlangC(agents: number, load: number): number {
  if (load >= agents) return 1
  const blocked = erlangB(agents, load)
  return (agents * blocked) / (agents - load * (1 - blocked))
}

export interface QueueFacts {
  agents: number
  contactsPerHour: number
  handleTimeS: number
}

/** Share answered within `withinS` seconds, by Erlang C. */
export function serviceLevelC({ agents, contactsPerHour, handleTimeS }: QueueFacts, withinS: number): number {
  const load = offeredLoad(contactsPerHour, handleTimeS)
  if (load === 0) return 1
  if (load >= agents) return 0
  return 1 - erlangC(agents, load) * Math.exp((-(agents - load) * withinS) / handleTimeS)
}

/** Mean wait of the answered, in seconds, by Erlang C; Infinity where the queue only grows. */
export function meanWaitC({ agents, contactsPerHour, handleTimeS }: QueueFacts): number {
  const load = offeredLoad(contactsPerHour, handleTimeS)
  if (load >= agents) return Infinity
  return (erlangC(agents, load) * handleTimeS) / (agents - load)
}

/** The fewest agents on the line that answer `target` (0…1) of the contacts within `withinS`, by Erlang C. */
export function agentsNeeded(
  queue: Omit<QueueFacts, 'agents'>,
  { target, withinS }: { target: number; withinS: number },
): number {
  let agents = Math.floor(offeredLoad(queue.contactsPerHour, queue.handleTimeS)) + 1
  while (serviceLevelC({ ...queue, agents }, withinS) < target) agents++
  return agents
}

/** How many to schedule so that enough are on the line while the others rest, learn or are ill. */
export function scheduledFor(agents: number, shrinkage: number): number {
  return Math.ceil(agents / (1 - shrinkage))
}

export interface ErlangAFigures {
  waits: number
  abandons: number
  meanWaitS: number
}

/** As good as nothing for a probability. */
const negligible = 1e-15

/**
 * The queue whose callers give up after `patienceS` seconds on average (Erlang A, M/M/N+M): birth rate λ, death
 * rate min(k,N)μ + max(0,k−N)θ. Asks for fewer agents than Erlang C at the same target.
 */
export function erlangA(
  { agents, contactsPerHour, handleTimeS }: QueueFacts,
  patienceS: number,
): ErlangAFigures {
  const arrivals = contactsPerHour / 3600
  if (arrivals === 0) return { waits: 0, abandons: 0, meanWaitS: 0 }
  const served = 1 / handleTimeS
  const leave = 1 / patienceS
  let weight = 1
  let all = 1
  let waiting = agents === 0 ? 1 : 0
  let queue = 0
  for (let k = 1; ; k++) {
    weight *= arrivals / (Math.min(k, agents) * served + Math.max(0, k - agents) * leave)
    all += weight
    if (k >= agents) waiting += weight
    if (k > agents) queue += (k - agents) * weight
    if (k > agents && weight < all * negligible) break
  }
  const meanQueue = queue / all
  return { waits: waiting / all, abandons: (leave * meanQueue) / arrivals, meanWaitS: meanQueue / arrivals }
}
