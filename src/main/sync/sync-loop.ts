import type { CityInfo } from '../../shared/backend-api.ts'
import type { SyncView, Unanswered } from '../../shared/contract.ts'
import { DeskError } from '../../shared/errors.ts'
import type { CacheRows } from '../db/rows.ts'
import type { Clock, Log } from '../shell.ts'
import type { BackendClient } from './backend-client.ts'
import { NoAnswer } from './no-answer.ts'
import type { Outbox } from './outbox.ts'
import { pull } from './pull.ts'
import { push } from './push.ts'
import type { Received, Receiver } from './receive.ts'
import { sendAccessLog } from './send-access-log.ts'

/** Without a poke the desk still asks this often; a lost poke costs a minute, never a case. */
const everyMs = 60_000
const afterFailureMs = 5_000
/** Whoever asks for more is asked again all the same: a proxy's page may say anything. */
const longestToldMs = 10 * 60_000

export interface SyncLoopDeps {
  deskId: string
  /** The city may have orders for this machine. */
  knock(token: string): Promise<void>
  rows: CacheRows
  outbox: Outbox
  backend: BackendClient
  clock: Clock
  log: Log
  /** F-DISC: what comes down waits while the agent is to be left alone; what he did still goes up. */
  mayPull(): boolean
  /** What is taken in whole, and what of this desk's own stays on top of it. */
  receiving: Pick<Receiver, 'inWork' | 'onTop'>
  onReceived(received: Received): void
  /** F-DISC's exception: all that is asked for while nothing may come down. */
  askUrgent(): Promise<void>
  afterRound(): void
  /** Asks for the knowledge that the changes announced. */
  afterPull(token: string): Promise<void>
  onSettled(subjects: string[]): void
  /** Reachability or counts changed. */
  onState(): void
  /** The token is not good any more; work goes on offline until the agent signs in. */
  onUnauthorised(): void
}

interface OpenSession {
  token: string
  agentId: string
  country: CityInfo['country']
}

export interface SyncLoop {
  start(session: OpenSession): void
  stop(): void
  /** Push, then pull; a call while one is under way asks for one more round after it. */
  now(): Promise<void>
  /** Resolves when no round is under way. */
  idle(): Promise<void>
  readonly reachable: boolean
  /** Since when nothing gets through, and why. */
  readonly trouble: SyncView['trouble']
  readonly lastSyncAt: number | undefined
}

/** Single flight: one round at a time, push before pull. */
export function createSyncLoop(deps: SyncLoopDeps): SyncLoop {
  let session: OpenSession | undefined
  let pokes: { close(): void } | undefined
  let underWay: Promise<void> | undefined
  let again = false
  let cancelTimer = () => {}
  let reachable = true
  let lastSyncAt: number | undefined
  let trouble: (Unanswered & { since: number; nextAt: number }) | undefined

  async function round(): Promise<void> {
    if (!session) return
    const { token } = session
    let pushed: unknown
    try {
      await push(deps.outbox, deps.backend, session, deps.clock.now, deps.onSettled)
      await deps.knock(token)
      await sendAccessLog(deps.rows.accessLog, deps.backend, token, deps.deskId)
      if (deps.mayPull()) {
        const receiver = { ...session, ...deps.receiving }
        await pull(deps.rows, deps.outbox, deps.backend, token, receiver, deps.onReceived)
        await deps.afterPull(token)
      } else await deps.askUrgent()
      deps.afterRound()
      lastSyncAt = deps.clock.now()
    } catch (error) {
      pushed = error
    }
    ended(pushed)
  }

  function ended(error: unknown): void {
    const code = error instanceof DeskError ? error.code : error === undefined ? undefined : 'internal'
    if (code === 'internal') deps.log.error('sync failed', { error: String(error) })
    const before = reachable
    reachable = code !== 'unavailable'
    if (!before && reachable) deps.outbox.hurry()
    if (code === 'unauthorised') deps.onUnauthorised()
    const told = error instanceof NoAnswer ? (error.afterMs ?? 0) : 0
    const waitMs = code === undefined ? nextDelay() : Math.max(afterFailureMs, Math.min(told, longestToldMs))
    trouble = reachable ? undefined : troubleAfter(error, waitMs)
    deps.onState()
    schedule(waitMs)
  }

  function troubleAfter(error: unknown, waitMs: number): NonNullable<typeof trouble> {
    const why: Unanswered = error instanceof NoAnswer ? error.why : { kind: 'no-network' }
    const since = trouble?.kind === why.kind ? trouble.since : deps.clock.now()
    return { ...why, since, nextAt: deps.clock.now() + waitMs }
  }

  function nextDelay(): number {
    const dueAt = deps.outbox.nextDueAt()
    return dueAt === undefined ? everyMs : Math.min(everyMs, Math.max(1_000, dueAt - deps.clock.now()))
  }

  function schedule(delayMs: number): void {
    cancelTimer()
    if (session) cancelTimer = deps.clock.after(delayMs, () => void now())
  }

  function now(): Promise<void> {
    again = true
    underWay ??= rounds()
    return underWay
  }

  async function rounds(): Promise<void> {
    try {
      while (again) {
        again = false
        await round()
      }
    } finally {
      // At once with the last look at `again`: whoever asks a moment later begins anew instead of being forgotten.
      underWay = undefined
    }
  }

  return {
    start(opened) {
      session = opened
      // What a session that ended in mid-push left waiting goes with this one.
      deps.outbox.hurry()
      pokes?.close()
      pokes = deps.backend.listen(
        () => opened.token,
        deps.clock,
        () => void now(),
      )
      void now()
    },
    stop() {
      session = undefined
      cancelTimer()
      pokes?.close()
      pokes = undefined
      trouble = undefined
    },
    now,
    idle: async () => {
      again = false
      await underWay
    },
    get reachable() {
      return reachable
    },
    get trouble() {
      return trouble ? { ...trouble, since: iso(trouble.since), nextAt: iso(trouble.nextAt) } : null
    },
    get lastSyncAt() {
      return lastSyncAt
    },
  }
}

const iso = (epochMs: number): string => new Date(epochMs).toISOString()
