import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../../scripts/ensure.mjs'
import type { Command } from '../../../src/shared/commands.ts'

/**
 * PouchDB 9 on leveldb replicating to express-pouchdb on leveldb, on this machine and in this run: the same documents
 * that our outbox holds, each process with its own disk, nothing tuned on either side.
 */
export async function pouchPeer(
  folder: string,
  commands: readonly Command[],
): Promise<{ name: 'pouchdb-leveldb'; perSecond: number }> {
  const [desk, server] = [join(folder, 'peer-desk'), join(folder, 'peer-server')]
  for (const each of [desk, server]) mkdirSync(each, { recursive: true })
  const documents = commands.map((command) => ({ _id: command.commandId, ...command }))
  writeFileSync(join(desk, 'documents.json'), JSON.stringify(documents))
  const backend = start('server-process.ts', [server])
  try {
    const [url] = (await once(backend, 'message')) as [string]
    const [told] = (await once(start('desk-process.ts', [desk, url]), 'message')) as [
      { written: number; seconds: number },
    ]
    if (told.written !== commands.length) throw new Error(`The peer wrote ${told.written} documents.`)
    return { name: 'pouchdb-leveldb', perSecond: Math.round(told.written / told.seconds) }
  } finally {
    backend.kill('SIGKILL')
  }
}

function start(file: string, args: string[]): ReturnType<typeof fork> {
  const child = fork(join(root, 'test', 'bench', 'sync-peer', file), args, { cwd: root })
  const killWithUs = () => void child.kill('SIGKILL')
  process.once('exit', killWithUs)
  child.once('exit', () => process.removeListener('exit', killWithUs))
  return child
}
