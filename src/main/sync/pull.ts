import { z } from 'zod'
import type { CityInfo } from '../../shared/backend-api.ts'
import type { CacheRows } from '../db/rows.ts'
import type { BackendClient } from './backend-client.ts'
import type { Outbox } from './outbox.ts'
import { receive, type Received } from './receive.ts'

const cursorName = 'sync.cursor'

/** Taken in at once: well under 16 ms, so that a ringing call never waits for a page. */
const sliceSize = 100

/**
 * Reads pages since the cursor until there are no more; the next one travels while this one is taken in. A page
 * is taken in by slices with the thread given back between them, and the cursor moves in the transaction of the
 * last: a crash in the middle repeats the page, which changes nothing, and skips nothing.
 */
export async function pull(
  rows: CacheRows,
  outbox: Outbox,
  backend: Pick<BackendClient, 'changes'>,
  token: string,
  country: CityInfo['country'],
  onPage: (received: Received) => void,
): Promise<void> {
  const first = rows.remembered.read(cursorName, z.number()) ?? 0
  for (let asked = backend.changes(token, first); ;) {
    const page = await asked
    if (page.more) {
      asked = backend.changes(token, page.cursor)
      // Awaited in the next turn; should taking in this page fail, that failure is the one to tell.
      asked.catch(() => undefined)
    }
    const received: Received = { serviceRequestIds: [], knowledge: false, contacts: false }
    for (let start = 0; start === 0 || start < page.changes.length; start += sliceSize) {
      if (start > 0) await new Promise((resume) => setImmediate(resume))
      rows.together(() => {
        for (const change of page.changes.slice(start, start + sliceSize))
          receive(change, rows, outbox, country, received)
        if (start + sliceSize >= page.changes.length) rows.remembered.write(cursorName, page.cursor)
      })
    }
    if (page.changes.length > 0) onPage(received)
    if (!page.more) return
    await new Promise((resume) => setImmediate(resume))
  }
}
