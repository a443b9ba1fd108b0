import { sql, type Kysely } from 'kysely'
import { Presence } from '../../shared/domain/agent.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/schema.ts'
import { faultFacts, type Log } from '../log.ts'
import { readAgent } from '../sign-in/agents.ts'
import type { ExchangeAdapter } from './exchange-adapter.ts'

/** How long a desk may be silent, ms. A city sets its own. */
export interface DeskPatience {
  /** Then no contact is offered to it any more. */
  pauseAfterMs: number
  /** Then its agent leaves the queues. */
  signOutAfterMs: number
}

const usualPatience: DeskPatience = { pauseAfterMs: 30_000, signOutAfterMs: 300_000 }

const lookEveryMs = 5_000
/** What the exchange is told of an agent whose desk vanished (domain §2.1: technical). */
const vanished: Presence = { kind: 'not-ready', reason: 301 }

export interface DeskWatch {
  /** Ends when the look that runs is over. */
  close(): Promise<void>
}

/**
 * A desk that lost its power or its line cannot say so: a citizen would ring at an empty chair. Whose sockets
 * are silent is paused at the exchange, later signed out; whoever comes back gets the presence he had. Several
 * copies of the backend may watch: each step is taken by the one whose UPDATE finds the row.
 */
export function watchDesks(deps: {
  db: Kysely<Database>
  clock: Clock
  log: Log
  exchange: ExchangeAdapter
  /** When each desk connected to this copy was last heard, epoch ms. */
  heard: () => ReadonlyMap<string, number>
  onChanged: () => void
  patience?: DeskPatience
}): DeskWatch {
  const { db, clock, log, patience = usualPatience } = deps
  /** Nobody could be heard before the backend was there. */
  const startedAt = clock.now()
  let closed = false
  let looking: Promise<void> = Promise.resolve()
  let stop = clock.after(lookEveryMs, look)

  function look(): void {
    looking = lookOnce()
      .catch((error: unknown) => log.error('the desks could not be watched', faultFacts(error)))
      .then(() => {
        if (!closed) stop = clock.after(lookEveryMs, look)
      })
  }

  /**
   * Who is silent is judged by the moment in which the desks were heard: a database that takes half a minute to
   * write it down would otherwise make everybody silent. Who is back is judged by the later moment of the question.
   */
  async function lookOnce(): Promise<void> {
    const heardUntil = clock.now()
    await writeDown([...deps.heard()])
    await step('no', 'paused', heardUntil - patience.pauseAfterMs)
    await step('paused', 'signed-out', heardUntil - patience.signOutAfterMs)
    await welcomeBack()
  }

  /** In the order of their names, so that two copies with desks of one agent never wait for each other in a circle. */
  async function writeDown(heard: readonly (readonly [agentId: string, heardAt: number])[]): Promise<void> {
    if (heard.length === 0) return
    await sql`
      UPDATE presences SET seen_at = desk.heard_at
      FROM (
        SELECT agent_id, to_timestamp(heard.at / 1000) AS heard_at
        FROM presences JOIN unnest(
          ${heard.map(([agentId]) => agentId)}::text[],
          ${heard.map(([, heardAt]) => String(heardAt))}::float8[]
        ) AS heard (agent_id, at) USING (agent_id)
        WHERE seen_at IS DISTINCT FROM to_timestamp(heard.at / 1000)
        ORDER BY agent_id FOR UPDATE OF presences
      ) AS desk
      WHERE presences.agent_id = desk.agent_id`.execute(db)
  }

  async function step(
    from: 'no' | 'paused',
    to: 'paused' | 'signed-out',
    silentSince: number,
  ): Promise<void> {
    if (silentSince < startedAt) return
    const rows = await db
      .updateTable('presences')
      .set({ missing: to })
      .where('missing', '=', from)
      .where(sql`presence->>'kind'`, '<>', 'signed-out')
      .where(sql<Date>`coalesce(seen_at, changed_at)`, '<', new Date(silentSince))
      .returning('agent_id')
      .execute()
    for (const { agent_id: agentId } of rows) {
      log.warn('a desk is silent', { agentId, now: to })
      await tell(agentId, to === 'paused' ? vanished : { kind: 'signed-out' })
    }
    if (rows.length > 0) deps.onChanged()
  }

  async function welcomeBack(): Promise<void> {
    const after = new Date(clock.now() - patience.pauseAfterMs)
    const rows = await db
      .updateTable('presences')
      .set({ missing: 'no' })
      .where('missing', '<>', 'no')
      .where('seen_at', '>', after)
      .returning(['agent_id', 'presence'])
      .execute()
    for (const { agent_id: agentId, presence } of rows) {
      log.info('a desk is back', { agentId })
      await tell(agentId, Presence.parse(presence))
    }
    if (rows.length > 0) deps.onChanged()
  }

  /** An exchange out of reach hears it with everybody's presence when it is back. */
  async function tell(agentId: string, presence: Presence): Promise<void> {
    const agent = await readAgent(db, agentId)
    if (!agent) return
    await deps.exchange
      .setPresence(agent, presence)
      .catch((error: unknown) =>
        log.warn('the exchange was not told of a silent desk', { agentId, ...faultFacts(error) }),
      )
  }

  return {
    async close() {
      closed = true
      stop()
      await looking
    },
  }
}
