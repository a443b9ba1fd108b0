import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'

/** A process that was asked to end gets this long, ms; then it is ended. */
const longestEndMs = 3_000

export interface OwnProcess {
  readonly running: boolean
  stop(): Promise<void>
}

/** Starts a server of the lab; what it says goes to `logFile`, for whoever looks why a story failed. */
export function startOwnProcess(
  command: string,
  args: readonly string[],
  { logFile, cwd }: { logFile: string; cwd?: string },
): OwnProcess {
  const log = openSync(logFile, 'a')
  const child = spawn(command, [...args], { stdio: ['pipe', log, log], ...(cwd !== undefined && { cwd }) })
  closeSync(log)
  let failure: Error | undefined
  const ended = new Promise<void>((tell) => {
    child.once('exit', () => tell())
    child.once('error', (error) => {
      failure = error
      tell()
    })
  })
  return {
    get running() {
      if (failure) throw failure
      return isRunning(child)
    },
    async stop() {
      if (!isRunning(child)) return
      child.kill('SIGTERM')
      const limit = setTimeout(() => child.kill('SIGKILL'), longestEndMs)
      await ended
      clearTimeout(limit)
    },
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null && child.pid !== undefined
}
