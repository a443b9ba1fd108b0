import type { Kysely } from 'kysely'
import { DeskError } from '../../shared/errors.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/schema.ts'
import { faultFacts, type Log } from '../log.ts'
import { pressIfOutdated, type Press } from './bundles.ts'
import { readDraft, scheduledDrafts } from './drafts.ts'
import { takeStep } from './publish.ts'

/**
 * A bundle that grows old is signed anew. Looking for that reads and hashes all that a city knows, so it is not done
 * with every change that wakes the clockwork: whatever changes knowledge presses the bundle in the same transaction.
 */
const lookAgainMs = 6 * 60 * 60 * 1000

export interface Clockwork {
  /** Something may have been planned or moved. */
  wake(): void
  close(): Promise<void>
}

/** Publishes what was planned when its time comes. A draft that no longer fits goes back to its authors with the reason. */
export function startClockwork(deps: {
  db: Kysely<Database>
  press: Press
  clock: Clock
  log: Log
}): Clockwork {
  const { db, press, clock, log } = deps
  let cancel = (): void => {}
  let pressAt = clock.now() + lookAgainMs
  let running: Promise<void> | undefined
  let again = false
  let closed = false

  async function look(): Promise<void> {
    cancel()
    const planned = await scheduledDrafts(db)
    // One moment for both: what became due between two would be neither published nor waited for.
    const now = clock.now()
    for (const { draftId } of planned.filter(({ publishAt }) => publishAt.getTime() <= now))
      await publishDue(draftId)
    const next = planned.find(({ publishAt }) => publishAt.getTime() > now)
    if (clock.now() >= pressAt) {
      await pressIfOutdated(db, press, new Date(clock.now()))
      pressAt = clock.now() + lookAgainMs
    }
    const nextMs = next ? Math.max(0, next.publishAt.getTime() - clock.now()) : lookAgainMs
    if (!closed) cancel = clock.after(Math.min(lookAgainMs, nextMs), wake)
  }

  async function publishDue(draftId: string): Promise<void> {
    const at = new Date(clock.now())
    try {
      await db.transaction().execute(async (trx) => {
        const { phase } = await readDraft(trx, draftId)
        if (phase.name !== 'scheduled') return
        await takeStep({ trx, press, at }, draftId, { step: 'publish' }, phase.by)
      })
    } catch (fault) {
      log.error('planned knowledge was not published', { draftId, ...faultFacts(fault) })
      if (!(fault instanceof DeskError)) throw fault
      await giveBack(draftId, fault.message)
    }
  }

  async function giveBack(draftId: string, reason: string): Promise<void> {
    const at = new Date(clock.now())
    await db.transaction().execute(async (trx) => {
      const { phase } = await readDraft(trx, draftId)
      if (phase.name === 'scheduled')
        await takeStep({ trx, press, at }, draftId, { step: 'refuse', reason }, phase.by)
    })
  }

  function wake(): void {
    if (closed) return
    if (running) {
      again = true
      return
    }
    running = look()
      .catch((fault: unknown) => {
        log.error('the clockwork of publishing failed', faultFacts(fault))
        if (!closed) cancel = clock.after(60_000, wake)
      })
      .finally(() => {
        running = undefined
        if (again) {
          again = false
          wake()
        }
      })
  }

  return {
    wake,
    async close() {
      closed = true
      cancel()
      await running
    },
  }
}
