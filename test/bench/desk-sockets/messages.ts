/** Whose socket it is. */
export interface Seat {
  readonly agentId: string
  readonly token: string
}

/** What the bench says to the process that holds the sockets. */
export type Told =
  | { kind: 'open'; url: string; seats: readonly Seat[] }
  /** From now on: whose first poke is told at once, everybody's when the last has come. */
  | { kind: 'await'; atOnce: readonly string[] }
  | { kind: 'count' }

/** What it answers; times in epoch ms. */
export type Said =
  | { kind: 'opened' }
  | { kind: 'awaiting' }
  | { kind: 'heard'; agentId: string }
  | { kind: 'all-heard'; at: number[] }
  | { kind: 'counted'; pokes: number }
