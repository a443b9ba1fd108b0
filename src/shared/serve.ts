import {
  contract,
  voiceOnly,
  type ContractEvents,
  type ContractRequests,
  type EventName,
  type RequestName,
} from './contract.ts'
import { DeskError, toDeskError } from './errors.ts'
import type { Port, WireEvent, WireReply } from './wire.ts'

/** Which of the two pages sits at the other end; decides what it may ask for. */
export type PageRole = 'desk' | 'voice'

/** One handler per request of the contract: a missing one does not compile. */
export type Handlers = {
  [M in RequestName]: (
    input: ContractRequests[M]['input'],
    caller: { role: PageRole },
  ) => Awaitable<ContractRequests[M]['output']>
}
type Awaitable<T> = T | Promise<T>

export interface ServedPage {
  readonly role: PageRole
  emit<E extends EventName>(name: E, payload: ContractEvents[E]): void
  close(): void
}

/**
 * The core's end of a port. All checks live here and not in the preload: unknown method, wrong role, bad
 * input. `report` hears of faults that are ours; the page only ever sees a code.
 */
export function serveDesk(
  port: Port,
  role: PageRole,
  handlers: Handlers,
  report: (error: unknown) => void,
): ServedPage {
  port.listen((raw) => void answer(raw))

  async function answer(raw: unknown): Promise<void> {
    const request = readRequest(raw)
    if (!request) return
    const reply = await run(request.method, request.input).then(
      (output): WireReply => ({ kind: 'reply', id: request.id, ok: true, output: output ?? null }),
      (thrown: unknown): WireReply => {
        const error = toDeskError(thrown)
        if (error.code === 'internal') report(thrown)
        return { kind: 'reply', id: request.id, ok: false, code: error.code, message: error.message }
      },
    )
    port.post(reply)
  }

  async function run(method: string, input: unknown): Promise<unknown> {
    if (!Object.hasOwn(contract.requests, method))
      throw new DeskError('not-found', `No request named ${method}.`)
    const name = method as RequestName
    if (voiceOnly.has(name) && role !== 'voice')
      throw new DeskError('forbidden', `${name} belongs to the voice page.`)
    const parsed = contract.requests[name].input.safeParse(input)
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      throw new DeskError('invalid-input', `${name}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`)
    }
    return await handlers[name](parsed.data as never, { role })
  }

  return {
    role,
    emit: (name, payload) => port.post({ kind: 'event', name, payload } satisfies WireEvent),
    close: () => port.close(),
  }
}

function readRequest(raw: unknown): { id: number; method: string; input: unknown } | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined
  const { kind, id, method, input } = raw as Record<string, unknown>
  if (kind !== 'request' || typeof id !== 'number' || typeof method !== 'string') return undefined
  return { id, method, input }
}
