import { fork } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from '../../../scripts/ensure.mjs'
import type { Said, Seat, Told } from './messages.ts'

export type { Seat } from './messages.ts'

/** The open sockets of many desks, in a process of their own. */
export interface DeskSockets {
  /** Call before what will be told: `by` resolves when that desk hears, `all` when the last does, epoch ms each. */
  nextPoke(atOnce: readonly string[]): Promise<{
    by: (agentId: string) => Promise<void>
    all: Promise<number[]>
  }>
  /** Until nothing is told any more: the unit takes a case 800 ms after it was accepted and pokes again. */
  quiet(): Promise<void>
  close(): void
}

const quietMs = 1_200

export async function openDeskSockets(url: string, seats: readonly Seat[]): Promise<DeskSockets> {
  const child = fork(join(root, 'test', 'bench', 'desk-sockets', 'desks-process.ts'), [], {
    cwd: root,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  const killWithUs = () => void child.kill('SIGKILL')
  process.once('exit', killWithUs)
  let hear: (said: Said) => void = () => {}
  let fail: (error: Error) => void = () => {}
  child.on('message', (said: Said) => hear(said))
  child.once('exit', (code) => fail(new Error(`The process of the desks ended with ${String(code)}.`)))

  async function ask<K extends Said['kind']>(told: Told, kind: K): Promise<Extract<Said, { kind: K }>> {
    return await new Promise((resolve, reject) => {
      fail = reject
      hear = (said) => {
        if (isOf(said, kind)) resolve(said)
      }
      child.send(told)
    })
  }
  const count = async () => (await ask({ kind: 'count' }, 'counted')).pokes

  await ask({ kind: 'open', url, seats }, 'opened')
  return {
    async nextPoke(atOnce) {
      await ask({ kind: 'await', atOnce }, 'awaiting')
      const waiting = new Map(atOnce.map((agentId) => [agentId, Promise.withResolvers<void>()]))
      const all = Promise.withResolvers<number[]>()
      fail = all.reject
      hear = (said) => {
        if (said.kind === 'heard') waiting.get(said.agentId)?.resolve()
        if (said.kind === 'all-heard') all.resolve(said.at)
      }
      return { by: async (agentId) => await waiting.get(agentId)?.promise, all: all.promise }
    },
    async quiet() {
      for (let before = -1, now = await count(); before !== now; now = await count()) {
        before = now
        await sleep(quietMs)
      }
    },
    close() {
      child.kill('SIGKILL')
      process.removeListener('exit', killWithUs)
    },
  }
}

function isOf<K extends Said['kind']>(said: Said, kind: K): said is Extract<Said, { kind: K }> {
  return said.kind === kind
}
