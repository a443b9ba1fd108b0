import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { unlocked } from './unlock.ts'

/** What `checkpoints.ts` starts this thread with. */
export interface CheckpointThreadStart {
  file: string
}

/** A key of the cache at the moment, for one checkpoint. */
export interface ToCheckpointThread {
  key: Uint8Array
}

/** Once per checkpoint; `failed` is SQLite's code where there was none (the log keeps everything). */
export interface FromCheckpointThread {
  failed: string | undefined
}

const { file } = workerData as CheckpointThreadStart

parentPort?.on('message', ({ key }: ToCheckpointThread) => {
  parentPort?.postMessage({ failed: fold(Buffer.from(key)) } satisfies FromCheckpointThread, [])
})

/** On a connection of its own, closed at once: another key of the file needs it to be alone. */
function fold(key: Buffer): string | undefined {
  try {
    const db = unlocked(new Database(file, { fileMustExist: true }), key)
    try {
      db.pragma('wal_checkpoint(PASSIVE)')
    } finally {
      db.close()
    }
    return undefined
  } catch (cause) {
    return cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
  }
}
