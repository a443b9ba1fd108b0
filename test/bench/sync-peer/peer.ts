import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from '../../../scripts/ensure.mjs'
import type { Command } from '../../../src/shared/commands.ts'

/** Without a figure it says why: a peer that fails is no peer that is slow. */
export interface PeerFigure {
  name: 'pouchdb-leveldb'
  perSecond: number | null
  why?: string
}

/** Ten thousand documents take it seconds; whoever needs longer than this has stopped. */
const mostMs = 180_000

/**
 * PouchDB 9 on leveldb replicating to express-pouchdb on leveldb, on this machine and in this run: the same documents
 * that our outbox holds, each process with its own disk, nothing tuned on either side.
 */
export async function pouchPeer(folder: string, commands: readonly Command[]): Promise<PeerFigure> {
  const [desk, server] = [join(folder, 'peer-desk'), join(folder, 'peer-server')]
  for (const each of [desk, server]) mkdirSync(each, { recursive: true })
  const documents = commands.map((command) => ({ _id: command.commandId, ...command }))
  writeFileSync(join(desk, 'documents.json'), JSON.stringify(documents))
  const backend = start('server-process.ts', [server])
  try {
    const url = await saidBy<string>(backend)
    const replicating = start('desk-process.ts', [desk, url])
    const { written, seconds } = await saidBy<{ written: number; seconds: number }>(replicating)
    if (written !== commands.length) throw new Error(`The peer wrote ${written} documents.`)
    return { name: 'pouchdb-leveldb', perSecond: Math.round(written / seconds) }
  } catch (error) {
    return { name: 'pouchdb-leveldb', perSecond: null, why: String(error) }
  } finally {
    backend.kill('SIGKILL')
  }
}

/** The one word of a process; its end, or its silence, is the answer too. */
async function saidBy<T>(child: ReturnType<typeof fork>): Promise<T> {
  const heard = new AbortController()
  const { signal } = heard
  const [said] = (await Promise.race([
    once(child, 'message', { signal }),
    once(child, 'exit', { signal }).then(([code]) => {
      throw new Error(`A process of the peer ended with ${String(code)}.`)
    }),
    sleep(mostMs, undefined, { signal }).then(() => {
      child.kill('SIGKILL')
      throw new Error(`The peer was not done in ${mostMs / 1000} s.`)
    }),
  ]).finally(() => heard.abort())) as [T]
  return said
}

function start(file: string, args: string[]): ReturnType<typeof fork> {
  const child = fork(join(root, 'test', 'bench', 'sync-peer', file), args, { cwd: root })
  const killWithUs = () => void child.kill('SIGKILL')
  process.once('exit', killWithUs)
  child.once('exit', () => process.removeListener('exit', killWithUs))
  return child
}
