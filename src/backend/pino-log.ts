import { pino } from 'pino'
import type { Log } from './log.ts'

/** One JSON object per line on standard output, for whatever collects logs in the city. */
export function pinoLog(destination?: { write(line: string): void }): Log {
  const settings = { base: null, timestamp: pino.stdTimeFunctions.isoTime }
  const logger = destination ? pino(settings, destination) : pino(settings)
  return {
    info: (message, facts = {}) => logger.info(facts, message),
    warn: (message, facts = {}) => logger.warn(facts, message),
    error: (message, facts = {}) => logger.error(facts, message),
  }
}
