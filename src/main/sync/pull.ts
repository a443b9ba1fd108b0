import { z } from 'zod'
import { sliceMs, type CacheRows } from '../db/rows.ts'
import type { BackendClient } from './backend-client.ts'
import type { Outbox } from './outbox.ts'
import { receive, type Received, type Receiver } from './receive.ts'

/**
 * Each agent's own: what is for one alone does not come down while another is signed in on this desk, and would be
 * passed over for good.
 */
const cursorOf = (agentId: string) => `sync.cursor.${agentId}`

/** Taken in at once: at most so many, and no more once `sliceMs` is over: a ringing call never waits for a page. */
const sliceSize = 100

/**
 * Reads pages since the cursor until there are no more; the next one travels while this one is taken in. A page
 * is taken in by slices with the thread given back between them, and the cursor moves in the transaction of the
 * last: a crash in the middle repeats the page, which changes nothing, and skips nothing. What is found by words
 * is written with the records it belongs to; its parts are joined afterwards, a little at a time.
 */
export async function pull(
  rows: CacheRows,
  outbox: Outbox,
  backend: Pick<BackendClient, 'changes'>,
  token: string,
  receiver: Receiver,
  onPage: (received: Received) => void,
  elapsedMs: () => number = () => performance.now(),
): Promise<void> {
  const cursorName = cursorOf(receiver.agentId)
  const first = rows.remembered.read(cursorName, z.number()) ?? 0
  for (let asked = backend.changes(token, first); ;) {
    const page = await asked
    if (page.more) {
      asked = backend.changes(token, page.cursor)
      // Awaited in the next turn; should taking in this page fail, that failure is the one to tell.
      asked.catch(() => undefined)
    }
    const received: Received = {
      serviceRequestIds: [],
      knowledge: false,
      contacts: false,
      appointments: false,
    }
    for (let taken = 0; taken === 0 || taken < page.changes.length;) {
      if (taken > 0) await turn()
      await rows.room()
      if (received.knowledge && rows.search.tidy()) await turn()
      taken = rows.together(() => {
        const until = elapsedMs() + sliceMs
        let at = taken
        for (const change of page.changes.slice(taken, taken + sliceSize)) {
          receive(change, rows, outbox, receiver, received)
          at++
          if (elapsedMs() >= until) break
        }
        if (at >= page.changes.length) rows.remembered.write(cursorName, page.cursor)
        return at
      })
      if (page.changes.length === 0) break
    }
    if (page.changes.length > 0) onPage(received)
    if (!page.more) break
    await turn()
  }
  while (rows.search.tidy()) await turn()
}

/** Gives the thread back: whatever waits goes first. */
const turn = () => new Promise((resume) => setImmediate(resume))
