import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ContractEvents, ContractRequests, EventName, RequestName } from '../../../shared/contract.ts'
import { DeskError } from '../../../shared/errors.ts'
import type { Desk } from '../../../shared/wire.ts'

/** `attempt` counts the tries since the core went away; 0 while it is there or being reached the first time. */
export type LinkStatus = { open: boolean; attempt: number }

/** The core as the screens see it: it may go away and come back, and what they listen to stays listened to. */
export interface DeskLink {
  request<M extends RequestName>(
    method: M,
    input: ContractRequests[M]['input'],
  ): Promise<ContractRequests[M]['output']>
  on<E extends EventName>(name: E, listener: (payload: ContractEvents[E]) => void): () => void
  readonly status: StoreApi<LinkStatus>
}

/** Delay in ms; passed in so that tests own time. */
export type After = (delayMs: number, run: () => void) => void

const firstRetryMs = 400
const lastRetryMs = 5000

/**
 * Reaches the core and reaches it again whenever it went away. Requests wait for the first connection; later
 * ones fail with `unavailable` while the core is gone, and the caller keeps what was typed.
 */
export function keepConnected(connect: () => Promise<Desk>, after: After = setTimeoutAfter): DeskLink {
  const status = createStore<LinkStatus>(() => ({ open: false, attempt: 0 }))
  const listeners = new Map<EventName, Set<(payload: never) => void>>()
  let opening = open()

  function open(): Promise<Desk> {
    const reached = connect().then(
      (desk) => {
        for (const name of listeners.keys()) forward(desk, name)
        desk.onClose(retry)
        status.setState({ open: true, attempt: 0 })
        return desk
      },
      (cause: unknown) => {
        retry()
        throw new DeskError('unavailable', 'The desk core did not answer.', { cause })
      },
    )
    reached.catch(() => undefined)
    return reached
  }

  function retry(): void {
    const attempt = status.getState().attempt + 1
    status.setState({ open: false, attempt })
    after(Math.min(firstRetryMs * 2 ** (attempt - 1), lastRetryMs), () => {
      opening = open()
    })
  }

  function forward(desk: Desk, name: EventName): void {
    desk.on(name, (payload) => {
      for (const listener of listeners.get(name) ?? []) listener(payload as never)
    })
  }

  return {
    status,
    request: (method, input) => opening.then((desk) => desk.request(method, input)),
    on(name, listener) {
      const known = listeners.get(name)
      const set = known ?? new Set()
      set.add(listener)
      if (!known) {
        listeners.set(name, set)
        if (status.getState().open) void opening.then((desk) => forward(desk, name))
      }
      return () => set.delete(listener)
    },
  }
}

const setTimeoutAfter: After = (delayMs, run) => void setTimeout(run, delayMs)
