import { Worker } from 'node:worker_threads'
import { DeskError } from '../../shared/errors.ts'
import type { Log } from '../shell.ts'
import type { CheckpointThreadStart, FromCheckpointThread, ToCheckpointThread } from './checkpoint-thread.ts'
import type { Db } from './open.ts'

/** Pages of 4 kB in the log that are not in the file yet: SQLite's own measure of when it is time. */
export const duePages = 1000

/**
 * Brings what the log holds into the file, on a thread beside the core: a thousand pages are decrypted, encrypted
 * and waited for on the disk, 30 ms and more that a ringing call would wait for.
 */
export interface Checkpoints {
  /** After every transaction: a checkpoint begins where the log grew long. */
  written(): void
  /** Between two slices of a long write: resolves once the log is short, so that it stays short. */
  room(): Promise<void>
  /** Does `work` while no other connection is open, then goes on with the key it answers. */
  alone(work: () => Buffer): Promise<void>
  /** Before the cache is closed. */
  stop(): Promise<void>
}

export function createCheckpoints(deps: {
  db: Db
  file: string
  key: Buffer
  /** The thread's entry: `checkpoint-thread.ts`, or what it was built to. */
  threadUrl: URL
  log: Log
}): Checkpoints {
  const { db, log } = deps
  let { key } = deps
  let thread: Worker | undefined
  let folding: Promise<void> | undefined
  let looking = false
  let working = false
  begin()

  function begin(): void {
    working = true
    db.pragma('wal_autocheckpoint = 0')
  }

  /** A log that only grows would be worse than a core that waits for the disk. */
  function leaveToCore(cause: string): void {
    if (!working) return
    working = false
    db.pragma(`wal_autocheckpoint = ${duePages}`)
    log.error('the checkpoint thread cannot work; the core folds the log in itself', { error: cause })
  }

  function due(): boolean {
    if (!working) return false
    const [pages] = db.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[]
    return pages !== undefined && pages.log - pages.checkpointed >= duePages
  }

  function fold(): Promise<void> {
    folding ??= ask().finally(() => (folding = undefined))
    return folding
  }

  async function ask(): Promise<void> {
    try {
      const { failed } = await askThread((thread ??= startThread()))
      if (failed !== undefined) leaveToCore(failed)
    } catch (cause) {
      leaveToCore(String(cause))
    }
  }

  function askThread(worker: Worker): Promise<FromCheckpointThread> {
    return new Promise((resolve, reject) => {
      const end = () => reject(new DeskError('internal', 'The checkpoint thread has ended.'))
      worker.once('exit', end)
      worker.once('message', (message: FromCheckpointThread) => {
        worker.off('exit', end)
        worker.unref()
        resolve(message)
      })
      worker.ref()
      worker.postMessage({ key } satisfies ToCheckpointThread, [])
    })
  }

  function startThread(): Worker {
    const start: CheckpointThreadStart = { file: deps.file }
    const worker = new Worker(deps.threadUrl, { workerData: start })
    worker.on('error', (error) => log.error('the checkpoint thread failed', { error: String(error) }))
    worker.on('exit', () => (thread = undefined))
    return worker
  }

  return {
    written() {
      if (looking || folding || !working) return
      looking = true
      setImmediate(() => {
        looking = false
        if (due()) void fold()
      })
    },
    async room() {
      if (due()) await fold()
    },
    async alone(work) {
      working = false
      await folding
      try {
        key = work()
      } finally {
        begin()
      }
    },
    async stop() {
      working = false
      await folding
      await thread?.terminate()
    },
  }
}
