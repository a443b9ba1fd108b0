import type { ContractEvents, EventName } from '../shared/contract.ts'
import type { Handlers } from '../shared/serve.ts'

/** Tells every page that something changed; the page reads again. */
export type Announce = <E extends EventName>(name: E, payload: ContractEvents[E]) => void

/** The handlers of the requests whose names start so: what one feature owes the contract. */
export type HandlersOf<P extends string> = {
  [M in keyof Handlers as M extends `${P}.${string}` ? M : never]: Handlers[M]
}
