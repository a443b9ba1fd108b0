import type { ContractEvents, ContractRequests, EventName, RequestName } from './contract.ts'
import { DeskError, type DeskErrorCode } from './errors.ts'

/** A two-way pipe of JSON-safe messages that does not know what carries it: IPC, WebSocket or memory. */
export interface Port {
  post(message: unknown): void
  /** One listener for the life of the port; messages that arrive earlier wait for it. */
  listen(onMessage: (message: unknown) => void): void
  onClose(closed: () => void): void
  close(): void
}

export type WireRequest = { kind: 'request'; id: number; method: string; input: unknown }
export type WireReply =
  | { kind: 'reply'; id: number; ok: true; output: unknown }
  | { kind: 'reply'; id: number; ok: false; code: DeskErrorCode; message: string }
export type WireEvent = { kind: 'event'; name: string; payload: unknown }

/** What a page may do with the core: ask, and hear. */
export interface Desk {
  request<M extends RequestName>(
    method: M,
    input: ContractRequests[M]['input'],
  ): Promise<ContractRequests[M]['output']>
  on<E extends EventName>(name: E, listener: (payload: ContractEvents[E]) => void): () => void
  onClose(closed: () => void): void
}

/** The page's end of a port. Types come from the contract; nothing of zod reaches the page. */
export function connectDesk(port: Port): Desk {
  let nextId = 1
  const waiting = new Map<number, { resolve: (output: never) => void; reject: (error: DeskError) => void }>()
  const listeners = new Map<string, Set<(payload: never) => void>>()
  const closers = new Set<() => void>()
  let closed = false

  port.listen((raw) => {
    const message = raw as WireReply | WireEvent
    if (message.kind === 'event') {
      for (const listener of listeners.get(message.name) ?? []) listener(message.payload as never)
      return
    }
    const pending = waiting.get(message.id)
    if (!pending) return
    waiting.delete(message.id)
    if (message.ok) pending.resolve(message.output as never)
    else pending.reject(new DeskError(message.code, message.message))
  })
  port.onClose(() => {
    closed = true
    for (const { reject } of waiting.values())
      reject(new DeskError('unavailable', 'The desk core went away.'))
    waiting.clear()
    for (const tell of closers) tell()
  })

  return {
    request(method, input) {
      if (closed) return Promise.reject(new DeskError('unavailable', 'The desk core went away.'))
      const id = nextId++
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        port.post({ kind: 'request', id, method, input } satisfies WireRequest)
      })
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set)
      set.add(listener)
      return () => set.delete(listener)
    },
    onClose: (tell) => void closers.add(tell),
  }
}

/** Two ends in one process, for tests; delivery is asynchronous and by JSON copy, as on every real carrier. */
export function memoryPorts(): [Port, Port] {
  const ends = [makeEnd(), makeEnd()] as const
  function makeEnd() {
    return {
      listener: undefined as ((m: unknown) => void) | undefined,
      early: [] as unknown[],
      closers: [] as (() => void)[],
    }
  }
  let open = true
  const port = (own: 0 | 1): Port => {
    const mine = ends[own]
    const other = ends[own === 0 ? 1 : 0]
    return {
      post(message) {
        if (!open) return
        const copy: unknown = JSON.parse(JSON.stringify(message))
        void Promise.resolve().then(() => (other.listener ? other.listener(copy) : other.early.push(copy)))
      },
      listen(onMessage) {
        mine.listener = onMessage
        for (const message of mine.early.splice(0)) onMessage(message)
      },
      onClose: (closed) => void mine.closers.push(closed),
      close() {
        if (!open) return
        open = false
        for (const end of ends) for (const tell of end.closers) tell()
      },
    }
  }
  return [port(0), port(1)]
}
