import { paths } from '../../shared/backend-api.ts'
import { AccessLogHead } from '../../shared/domain/access-log.ts'
import type { AccessLogRows } from '../db/access-log.ts'
import type { BackendClient } from './backend-client.ts'

const partSize = 500

/**
 * Sends who saw what, oldest first, until the backend has all of it. Sending twice is harmless: an entry has one
 * number, and the backend says up to which it has them.
 */
export async function sendAccessLog(
  log: AccessLogRows,
  backend: Pick<BackendClient, 'ask'>,
  token: string,
  deskId: string,
): Promise<void> {
  for (let entries = log.unsent(partSize); entries.length > 0; entries = log.unsent(partSize)) {
    const { sequence } = await backend.ask(token, {
      method: 'POST',
      path: paths.accessLog,
      body: { deskId, entries },
      reply: AccessLogHead,
    })
    log.sentUpTo(sequence)
    if (sequence < (entries.at(-1)?.sequence ?? 0)) return
  }
}
