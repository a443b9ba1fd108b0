import type { Delivery } from '../../src/shared/domain/service-request.ts'

/** What the run tells the desk's process. */
export type DeskWish =
  /** A citizen calls; file his case. Asked again after a kill, so it must be safe to repeat. */
  | { kind: 'take'; number: number }
  /** All is healed: send and read until nothing moves, then end in order. */
  | { kind: 'finish'; withinMs: number }

/** What the desk's process tells the run. */
export type DeskWord =
  /** The agent saw the case as saved: from here on it must never be lost. */
  | { kind: 'taken'; number: number; serviceRequestId: string }
  | { kind: 'seen'; serviceRequestId: string; delivery: Delivery }
  | { kind: 'finished'; pending: number; rejected: string[] }
  | { kind: 'trouble'; text: string }

/** How the desk's process is told who it is. */
export interface DeskSettings {
  dataFolder: string
  backendUrl: string
  agentId: string
  password: string
}

export const callOf = (number: number) => `call-${number}`
/** Every case says in its own words which call it is of, so that a double shows under whatever id. */
export const descriptionOf = (number: number) => `Caso ${number}`
export const numberIn = (description: string) => Number(/^Caso (\d+)$/.exec(description)?.[1] ?? Number.NaN)
