import type { Log } from '../log.ts'
import type { ExchangeAdapter } from './exchange-adapter.ts'

/** Where no exchange is connected: presence is written down and nobody acts on it. */
export function logOnlyExchange(log: Log): ExchangeAdapter {
  return {
    setPresence: async (agentId, presence) =>
      log.info('no exchange is connected; presence only written down', { agentId, presence: presence.kind }),
  }
}
