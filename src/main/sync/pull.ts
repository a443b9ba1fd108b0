import { z } from 'zod'
import type { CityInfo } from '../../shared/backend-api.ts'
import type { CacheRows } from '../db/rows.ts'
import type { BackendClient } from './backend-client.ts'
import type { Outbox } from './outbox.ts'
import { receive, type Received } from './receive.ts'

const cursorName = 'sync.cursor'

/**
 * Reads pages since the cursor until there are no more; the next one travels while this one is taken in. The
 * cursor moves in the transaction of its page, so a crash between two pages repeats nothing and skips nothing.
 * Gives the thread back between pages.
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
    rows.together(() => {
      for (const change of page.changes) receive(change, rows, outbox, country, received)
      rows.remembered.write(cursorName, page.cursor)
    })
    if (page.changes.length > 0) onPage(received)
    if (!page.more) return
    await new Promise((resume) => setImmediate(resume))
  }
}
