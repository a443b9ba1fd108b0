import { networkInterfaces } from 'node:os'
import { Worker } from 'node:worker_threads'
import type {
  DemoRequestName,
  DemoRequests,
  DemoThreadStart,
  FromDemoThread,
  ToDemoThread,
} from '../../shared/demo-thread.ts'
import type { CityId } from '../../shared/domain/basics.ts'
import { DeskError } from '../../shared/errors.ts'
import type { DemoCity } from '../demo-city.ts'
import { systemClock, type Log } from '../shell.ts'
import { longestCityCloseMs } from './close-limits.ts'

export interface DemoCityOptions {
  /** The thread's entry: `src/demo/city.ts` in the browser host, the built `demo-city.js` in Electron. */
  threadUrl: URL
  cityId: CityId
  /** Folder with `packs/` and `demo/`. */
  assetsFolder: string
  /** Where the embedded backend keeps its database; in memory without one. */
  dataFolder?: string
  /** 0 = citizens call only on demand. */
  callsPerMinute: number
  /** How agents sign in: by choosing a name unless told otherwise. */
  signIn?: 'choose' | 'account'
  log: Log
  /** Makes the order of callers repeatable. */
  seed?: number
  /**
   * Addresses beside loopback where citizens' media can be reached; this machine's own when left out, because a
   * browser that somebody else started offers no loopback candidate.
   */
  mediaAddresses?: string[]
}

/**
 * Starts the demo city in a thread and resolves when backend and exchange listen. Rejects with `unavailable`
 * when the thread fails before; a later crash is logged and every open and later question is refused.
 */
export async function startDemoCity(options: DemoCityOptions): Promise<DemoCity> {
  const { log, threadUrl, seed, mediaAddresses, cityId, assetsFolder, dataFolder, callsPerMinute } = options
  const start: DemoThreadStart = {
    cityId,
    assetsFolder,
    callsPerMinute,
    signIn: options.signIn ?? 'choose',
    seed: seed ?? Math.trunc(systemClock.now()),
    mediaAddresses: mediaAddresses ?? ownAddresses(),
    ...(dataFolder === undefined ? {} : { dataFolder }),
  }
  const worker = new Worker(threadUrl, { workerData: start })
  const waiting = new Map<number, { resolve: (output: never) => void; reject: (error: DeskError) => void }>()
  let gone: DeskError | undefined
  let closing = false
  let nextId = 1

  const { backendUrl, publicKey } = await new Promise<{ backendUrl: string; publicKey: string }>(
    (resolve, reject) => {
      worker.on('message', (message: FromDemoThread) => {
        if (message.kind === 'ready') resolve(message)
        else if (message.kind === 'log') log[message.level](message.message, message.facts)
        else settle(message)
      })
      worker.on('error', (cause) => {
        fall(
          new DeskError('unavailable', 'The demo city stopped with an error. Start the desk again.', {
            cause,
          }),
        )
        log.error('The demo city stopped with an error.', { error: String(cause) })
      })
      worker.on('exit', (code) => {
        fall(new DeskError('unavailable', 'The demo city has ended. Start the desk again.'))
        if (!closing) log.error('The demo city ended by itself.', { code })
      })

      function fall(error: DeskError): void {
        gone ??= error
        reject(error)
        for (const { reject: refuse } of waiting.values()) refuse(error)
        waiting.clear()
      }
    },
  )

  function settle(reply: Extract<FromDemoThread, { kind: 'reply' }>): void {
    const asked = waiting.get(reply.id)
    waiting.delete(reply.id)
    if (reply.ok) asked?.resolve(reply.output as never)
    else asked?.reject(new DeskError(reply.code, reply.message))
  }

  function ask<M extends DemoRequestName>(
    method: M,
    input: DemoRequests[M]['input'],
  ): Promise<DemoRequests[M]['output']> {
    if (gone) return Promise.reject(gone)
    const id = nextId++
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      worker.postMessage({ id, method, input } satisfies ToDemoThread, [])
    })
  }

  return {
    backendUrl,
    publicKey,
    citizens: () => ask('citizens', {}),
    callMe: (key) => ask('callMe', { key }),
    report: () => ask('report', {}),
    async close() {
      if (closing || gone) return
      closing = true
      const cancel = systemClock.after(longestCityCloseMs, () => void worker.terminate())
      const ended = new Promise<void>((resolve) => void worker.once('exit', () => resolve()))
      await ask('close', {}).catch((error: unknown) =>
        log.warn('The demo city did not close in order.', { error: String(error) }),
      )
      await worker.terminate()
      await ended
      cancel()
    },
  }
}

/** IPv4 only: one candidate per interface is enough on one machine, and each costs a socket. */
function ownAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address)
}
