import { faultFacts, type Log } from '../../log.ts'
import type { RemoteCatalogue } from './catalogue.ts'
import { deliver, type DeliverDeps } from './deliver.ts'
import { nextDue, settle, takeDue, type Outcome } from './deliveries.ts'
import { follow } from './follow.ts'
import { tellForms } from './forms.ts'

/** Cases of one batch are one turn. */
const gatherMs = 50
const followEveryMs = 5 * 60_000
const tryAgainAfterMs = 5_000
/** The other side is away or wants to be left alone: more cases would only add to it. */
const firstQuietMs = 2_000
const longestQuietMs = 60_000
/** Nobody sleeps longer than this: another process may have queued something while an announcement was lost. */
const longestSleepMs = 60_000

export interface Forwarder {
  /** A case was accepted, or a delivery of an earlier run may be due. */
  wake(): void
  close(): Promise<void>
}

/** Sends the cases of one destination on, one after the other, and looks every five minutes what became of them. */
export function startForwarder(deps: DeliverDeps & { log: Log }): Forwarder {
  const { db, clock, log, destination } = deps
  let running: Promise<void> | undefined
  let again = false
  const ending = new AbortController()
  let alarm: { at: number; cancel: () => void } | undefined
  let followAt = clock.now()
  let quiet = { until: 0, times: 0 }
  let told: RemoteCatalogue | undefined

  function wakeIn(delayMs: number): void {
    const at = clock.now() + delayMs
    if (ending.signal.aborted || (alarm && alarm.at <= at)) return
    alarm?.cancel()
    const cancel = clock.after(delayMs, () => {
      alarm = undefined
      if (running) again = true
      else running = turn()
    })
    alarm = { at, cancel }
  }

  async function turn(): Promise<void> {
    try {
      let due: number
      do {
        again = false
        await sendAll()
        if (clock.now() >= Math.max(followAt, quiet.until) && !ending.signal.aborted) {
          followAt = clock.now() + followEveryMs
          await askForms()
          await follow(deps)
        }
        due = (await nextDue(db, destination.name)) ?? Infinity
        // Whoever called meanwhile may have queued what that question did not see.
      } while (again && !ending.signal.aborted)
      const next = Math.max(quiet.until, Math.min(due, followAt, clock.now() + longestSleepMs))
      running = undefined
      wakeIn(Math.max(gatherMs, next - clock.now()))
    } catch (fault) {
      log.error('cases could not be sent on', { destination: destination.name, ...faultFacts(fault) })
      running = undefined
      wakeIn(tryAgainAfterMs)
    }
  }

  /** What the other side asks with its cases, once for each reading of its services. */
  async function askForms(): Promise<void> {
    const read = await deps.georeport.catalogue()
    if (read.kind !== 'catalogue' || read.catalogue === told) return
    await tellForms(db, destination, read.catalogue, new Date(clock.now()))
    told = read.catalogue
  }

  async function sendAll(): Promise<void> {
    while (!ending.signal.aborted && clock.now() >= quiet.until) {
      const taken = await takeDue(db, destination.name, clock.now())
      if (!taken) return
      const outcome = await deliver(deps, taken)
      if (!outcome) continue
      await settle(db, taken, outcome, clock.now())
      const { state } = outcome
      log.info('delivery', { destination: destination.name, state, attempts: taken.attempts })
      const times = isAway(outcome) ? quiet.times + 1 : 0
      const quietMs = times === 0 ? 0 : Math.min(longestQuietMs, firstQuietMs * 2 ** (times - 1))
      quiet = { until: clock.now() + quietMs, times }
    }
  }

  return {
    wake: () => wakeIn(gatherMs),
    async close() {
      ending.abort()
      alarm?.cancel()
      await running
    },
  }
}

/** Surely not taken, and to be tried again: nobody was there, or asked to wait. */
function isAway(outcome: Outcome): boolean {
  return outcome.state === 'queued' && outcome.nextMs > 0
}
