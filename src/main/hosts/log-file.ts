import { existsSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import type { Log } from '../shell.ts'

const longestLogBytes = 5 * 1024 * 1024

/** JSON lines in `desk.log`, so that the terminal stays free for the address; the last long one is kept. */
export function openLog(dataFolder: string): Log {
  const file = join(dataFolder, 'desk.log')
  if (existsSync(file) && statSync(file).size > longestLogBytes) renameSync(file, `${file}.1`)
  const sink = pino({ base: { pid: process.pid } }, pino.destination({ dest: file, sync: true, mode: 0o600 }))
  return {
    info: (message, facts = {}) => sink.info(facts, message),
    warn: (message, facts = {}) => sink.warn(facts, message),
    error: (message, facts = {}) => sink.error(facts, message),
  }
}
