import type { Presence } from '../../shared/domain/agent.ts'
import type { QueueCount } from '../../shared/domain/exchange.ts'
import type { Clock } from '../clock.ts'

/** A citizen who waits in a queue. */
export interface WaitingContact {
  readonly contactId: string
  readonly queue: string
  /** 0…9; the higher is served first. */
  readonly priority: number
}

/**
 * Brings waiting citizens and ready agents together: most urgent queue first, then who waits longest; the
 * agent who has been ready longest. An agent whose contact ended, or who let one ring out, is not offered
 * another until the presence `ready` is set again: nobody is rung in the middle of wrap-up, or at an empty chair.
 */
export interface Dispatcher {
  /** Each queue that somebody serves or waits in. */
  counts(): QueueCount[]
  setQueues(agentId: string, queues: readonly string[]): void
  setPresence(agentId: string, presence: Presence): void
  setReachable(agentId: string, reachable: boolean): void
  enqueue(contact: WaitingContact): void
  /** The citizen gave up, waiting or ringing. */
  withdraw(contactId: string): void
  answered(contactId: string): void
  /** Back to the head of the queue; this agent is spared this contact for a while. */
  refused(contactId: string): void
  /** As refused, and the agent counts as away. */
  unanswered(contactId: string): void
  /** An agent is in a call that came from elsewhere (one he placed himself). */
  occupy(agentId: string): void
  /** The agent's call is over; wrap-up begins. */
  release(agentId: string): void
}

interface AgentDesk {
  queues: readonly string[]
  signedIn: boolean
  reachable: boolean
  readySince: number | undefined
  occupied: boolean
}
interface Entry extends WaitingContact {
  readonly order: number
  readonly since: number
  offeredTo: string | undefined
  readonly sparedUntil: Map<string, number>
}

/** `offer` is called from inside the others, so it must answer later: never in the same turn. */
export function createDispatcher(options: {
  clock: Clock
  /** How long a contact is kept from the agent who refused it, ms. */
  spareMs: number
  offer: (contactId: string, agentId: string) => void
}): Dispatcher {
  const { clock } = options
  const agents = new Map<string, AgentDesk>()
  const waiting = new Map<string, Entry>()
  let order = 0

  function agent(agentId: string): AgentDesk {
    const known = agents.get(agentId)
    if (known) return known
    const desk: AgentDesk = {
      queues: [],
      signedIn: false,
      reachable: false,
      readySince: undefined,
      occupied: false,
    }
    agents.set(agentId, desk)
    return desk
  }

  function longestReady(entry: Entry, now: number): string | undefined {
    let chosen: { agentId: string; since: number } | undefined
    for (const [agentId, desk] of agents) {
      if (!isFree(desk) || desk.readySince === undefined) continue
      if (!desk.queues.includes(entry.queue) || (entry.sparedUntil.get(agentId) ?? 0) > now) continue
      if (!chosen || desk.readySince < chosen.since) chosen = { agentId, since: desk.readySince }
    }
    return chosen?.agentId
  }

  function match(at = clock.now()): void {
    const line = [...waiting.values()]
      .filter((entry) => entry.offeredTo === undefined)
      .toSorted((a, b) => b.priority - a.priority || a.order - b.order)
    for (const entry of line) {
      const agentId = longestReady(entry, Math.max(at, clock.now()))
      if (agentId === undefined) continue
      entry.offeredTo = agentId
      agent(agentId).occupied = true
      options.offer(entry.contactId, agentId)
    }
  }

  function takeBack(contactId: string, away: boolean): void {
    const entry = waiting.get(contactId)
    if (entry?.offeredTo === undefined) return
    const desk = agent(entry.offeredTo)
    desk.occupied = false
    if (away) desk.readySince = undefined
    entry.sparedUntil.set(entry.offeredTo, clock.now() + options.spareMs)
    entry.offeredTo = undefined
    // A timer may fire a moment early by the wall clock; then nobody would look again.
    const sparedUntil = clock.now() + options.spareMs
    clock.after(options.spareMs, () => match(sparedUntil))
    match()
  }

  return {
    counts() {
      const served = [...agents.values()].flatMap(({ queues, signedIn }) => (signedIn ? queues : []))
      const names = new Set([...served, ...[...waiting.values()].map(({ queue }) => queue)])
      return [...names].map((queueId) => {
        const line = [...waiting.values()].filter((entry) => entry.queue === queueId)
        const serving = [...agents.values()].filter((desk) => desk.signedIn && desk.queues.includes(queueId))
        return {
          queueId,
          waiting: line.length,
          longestWaitMs: Math.max(0, ...line.map(({ since }) => clock.now() - since)),
          agents: serving.length,
          paused: serving.filter(({ readySince }) => readySince === undefined).length,
          ready: serving.filter(isFree).length,
        }
      })
    },
    setQueues(agentId, queues) {
      agent(agentId).queues = queues
      match()
    },
    setPresence(agentId, presence) {
      const desk = agent(agentId)
      desk.signedIn = presence.kind !== 'signed-out'
      // Who says anew that he is ready takes also what he sent away.
      if (presence.kind === 'ready' && desk.readySince === undefined)
        for (const { sparedUntil } of waiting.values()) sparedUntil.delete(agentId)
      desk.readySince = presence.kind === 'ready' ? (desk.readySince ?? clock.now()) : undefined
      match()
    },
    setReachable(agentId, reachable) {
      agent(agentId).reachable = reachable
      match()
    },
    enqueue(contact) {
      const fresh = { order: order++, since: clock.now(), offeredTo: undefined, sparedUntil: new Map() }
      waiting.set(contact.contactId, { ...contact, ...fresh })
      match()
    },
    withdraw(contactId) {
      const offeredTo = waiting.get(contactId)?.offeredTo
      waiting.delete(contactId)
      if (offeredTo !== undefined) agent(offeredTo).occupied = false
      match()
    },
    answered: (contactId) => void waiting.delete(contactId),
    refused: (contactId) => takeBack(contactId, false),
    unanswered: (contactId) => takeBack(contactId, true),
    occupy(agentId) {
      agent(agentId).occupied = true
    },
    release(agentId) {
      const desk = agent(agentId)
      desk.occupied = false
      desk.readySince = undefined
      match()
    },
  }
}

function isFree(desk: AgentDesk): boolean {
  return desk.reachable && !desk.occupied && desk.readySince !== undefined
}
