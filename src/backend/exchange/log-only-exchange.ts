import { DeskError } from '../../shared/errors.ts'
import type { Log } from '../log.ts'
import type { ExchangeAdapter } from './exchange-adapter.ts'

/** Where no exchange is connected: presence is written down and nobody acts on it; the rest says so. */
export function logOnlyExchange(log: Log): ExchangeAdapter {
  const absent = () =>
    Promise.reject(
      new DeskError('unavailable', 'No exchange is connected to the backend. Ask IT to name it in its file.'),
    )
  return {
    abilities: { recording: false, supervision: false },
    setPresence: async ({ agentId }, presence) =>
      log.info('no exchange is connected; presence only written down', { agentId, presence: presence.kind }),
    queues: () => Promise.resolve([]),
    originate: absent,
    recording: () => Promise.resolve('none'),
    pauseRecording: absent,
    supervise: absent,
  }
}
