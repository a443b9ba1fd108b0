import { pino } from 'pino'
import type { Log } from '../../shell.ts'

/** One JSON line per fact on standard error, where the system's journal or a terminal collects it. */
export function makeLog(): Log {
  const sink = pino({ name: 'ventanilla' }, pino.destination({ dest: 2, sync: true }))
  return {
    info: (message, facts) => sink.info(facts ?? {}, message),
    warn: (message, facts) => sink.warn(facts ?? {}, message),
    error: (message, facts) => sink.error(facts ?? {}, message),
  }
}
