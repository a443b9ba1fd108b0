import type { Agent, Presence } from '../../../shared/domain/agent.ts'
import type { QueueCount } from '../../../shared/domain/exchange.ts'
import { DeskError } from '../../../shared/errors.ts'
import { faultFacts, type Log } from '../../log.ts'
import type { AmiConnection } from './ami-connection.ts'
import type { AmiMessage } from './ami-message.ts'

/** Who is a member of which queue, and paused with which reason. */
export interface Membership {
  set(agent: Agent, presence: Presence): Promise<void>
  /** An Asterisk that restarted knows nobody any more. */
  sayAllAgain(): Promise<void>
  counts(): Promise<QueueCount[]>
  hear(event: AmiMessage): void
}

/** Reason of a pause that nobody chose: the desk rang and nobody took it. */
const unansweredReason = 'no-answer'
const signedOutReason = 'signed-out'
/** `QueueMember.Status`: 1 not in use, 2 in use, 6 ringing… Only 1 is offered a contact (app_queue). */
const notInUse = '1'

export function createMembership(deps: {
  connection: AmiConnection
  log: Log
  nameOf: (queueId: string) => string
  queueIdOf: (name: string) => string
  interfaceOf: (agentId: string) => string
}): Membership {
  const { connection, log, nameOf, queueIdOf, interfaceOf } = deps
  const known = new Map<string, { agent: Agent; presence: Presence }>()
  const telling = new Map<string, Promise<void>>()

  /** One after the other per agent: an older presence must not reach Asterisk after a newer. */
  function inTurn(agentId: string, tell: () => Promise<void>): Promise<void> {
    const before = telling.get(agentId) ?? Promise.resolve()
    const next = before.then(tell, tell)
    telling.set(agentId, next)
    next
      .finally(() => {
        if (telling.get(agentId) === next) telling.delete(agentId)
      })
      .catch(() => undefined)
    return next
  }

  async function tell({ agent, presence }: { agent: Agent; presence: Presence }): Promise<void> {
    const member = interfaceOf(agent.agentId)
    const { joined, fixed } = await queuesOf(member)
    const own = agent.queues.map(nameOf)
    const serves = presence.kind === 'signed-out' ? [] : own
    for (const queue of joined)
      if (!serves.includes(queue)) await connection.send('QueueRemove', { Queue: queue, Interface: member })
    const gone = { Interface: member, Paused: 'true', Reason: signedOutReason }
    if (presence.kind === 'signed-out')
      for (const queue of fixed.filter((each) => own.includes(each)))
        await connection.send('QueuePause', { Queue: queue, ...gone })
    const paused = presence.kind !== 'ready'
    const reason = presence.kind === 'not-ready' ? String(presence.reason) : ''
    for (const queue of serves) {
      const of = { Queue: queue, Interface: member, Paused: String(paused) }
      const there = joined.includes(queue) || fixed.includes(queue)
      if (!there)
        await connection.send('QueueAdd', { ...of, MemberName: agent.agentId, StateInterface: member })
      if (paused || there) await connection.send('QueuePause', { ...of, Reason: reason })
    }
  }

  /** Nothing where he has signed out since: his places are given back or paused by that. */
  async function pauseAbsent({ agentId, queues }: Agent): Promise<void> {
    if (!known.has(agentId)) return
    const pause = { Interface: interfaceOf(agentId), Paused: 'true', Reason: unansweredReason }
    for (const queue of queues.map(nameOf)) await connection.send('QueuePause', { Queue: queue, ...pause })
  }

  /** `joined` by AMI; `fixed` by Asterisk's own configuration, which only lets itself be paused. */
  async function queuesOf(member: string): Promise<{ joined: string[]; fixed: string[] }> {
    const entries = await connection.list('QueueStatus', { Member: member })
    const found = entries.filter(({ Event, Location }) => Event === 'QueueMember' && Location === member)
    const named = (dynamic: boolean) =>
      found.flatMap(({ Membership, Queue = '' }) => ((Membership !== 'static') === dynamic ? [Queue] : []))
    return { joined: named(true), fixed: named(false) }
  }

  return {
    set(agent, presence) {
      const now = { agent, presence }
      if (presence.kind === 'signed-out') known.delete(agent.agentId)
      else known.set(agent.agentId, now)
      return inTurn(agent.agentId, () => tell(now))
    },
    async sayAllAgain() {
      const told = [...known.values()].map((now) => inTurn(now.agent.agentId, () => tell(now)))
      const failed = (await Promise.allSettled(told)).filter(({ status }) => status === 'rejected')
      if (failed.length > 0)
        throw new DeskError('unavailable', `${failed.length} of ${told.length} presences were not taken.`)
    },
    async counts() {
      const entries = await connection.list('QueueStatus')
      const counts = new Map<string, QueueCount>()
      for (const entry of entries) count(counts, entry, queueIdOf)
      return [...counts.values()]
    },
    /**
     * Asterisk would ring the next citizen's call at the same empty chair at once. Paused in the queues of the city
     * alone, which are the ones where *ready* ends it: elsewhere he would stay paused for ever.
     */
    hear({ Event, Interface }) {
      if (Event !== 'AgentRingNoAnswer' || Interface === undefined) return
      for (const { agent } of known.values())
        if (interfaceOf(agent.agentId) === Interface)
          inTurn(agent.agentId, () => pauseAbsent(agent)).catch((error: unknown) =>
            log.warn('an empty desk was not paused', faultFacts(error)),
          )
    },
  }
}

function count(
  counts: Map<string, QueueCount>,
  entry: AmiMessage,
  queueIdOf: (name: string) => string,
): void {
  const name = entry['Queue']
  if (name === undefined) return
  const queueId = queueIdOf(name)
  const kept = counts.get(queueId) ?? {
    queueId,
    waiting: 0,
    longestWaitMs: 0,
    agents: 0,
    paused: 0,
    ready: 0,
  }
  counts.set(queueId, kept)
  if (entry['Event'] === 'QueueMember') {
    kept.agents += 1
    if (entry['Paused'] === '1') kept.paused += 1
    else if (entry['Status'] === notInUse) kept.ready += 1
  }
  if (entry['Event'] === 'QueueEntry') {
    kept.waiting += 1
    kept.longestWaitMs = Math.max(kept.longestWaitMs, Number(entry['Wait'] ?? 0) * 1000)
  }
}
