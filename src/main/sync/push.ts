import type { Command, Outcome } from '../../shared/commands.ts'
import { DeskError } from '../../shared/errors.ts'
import type { BackendClient } from './backend-client.ts'
import { NoAnswer } from './no-answer.ts'
import type { Outbox } from './outbox.ts'

/** So few get through the thin line of a home before anybody loses patience. */
const firstBatch = 50
/** As many as the backend takes at once: a transaction for two hundred costs little more than one for fifty. */
const longestBatch = 200
/** In letters of JSON, each of which is three bytes at most: what the backend reads at once is 4 MB. */
const longestBody = 1024 * 1024
/** A line on which a batch is answered within this carries longer ones, ms. */
const briskMs = 1_000
/** While one batch travels the backend decides another: lifts a long outbox by half (measured). */
const batchesInFlight = 4

/**
 * Sends what is due, one command a subject and the oldest first, then what these held back, a few batches side by
 * side, until nothing is due; the next one leaves as soon as one is answered, and they grow while the line answers at
 * once. A thrown error means no answer: that batch is postponed, no other leaves, those on their way are settled, and
 * the first error goes on to the loop, which knows what it means. `onSettled` hears after every answer which subjects'
 * commands left the outbox or were refused, because their rows read differently from then on, whatever becomes of the
 * next batch.
 */
export async function push(
  outbox: Outbox,
  backend: Pick<BackendClient, 'push'>,
  session: { token: string; agentId: string },
  now: () => number,
  onSettled: (subjects: string[]) => void,
): Promise<void> {
  async function send(batch: readonly Command[]): Promise<void> {
    let outcomes: Outcome[]
    try {
      outcomes = await backend.push(session.token, batch)
    } catch (error) {
      if (isAboutTheBatch(error)) return await sendAlone(batch, error)
      const { why, afterMs } = error instanceof NoAnswer ? error : {}
      outbox.together(() => {
        for (const { commandId } of batch) outbox.postpone(commandId, now(), why, afterMs)
      })
      throw error
    }
    const byId = new Map(outcomes.map((outcome) => [outcome.commandId, outcome]))
    outbox.together(() => {
      for (const { commandId } of batch) settle(outbox, commandId, byId.get(commandId), now())
    })
    const settled = batch.filter(({ commandId }) => byId.has(commandId))
    if (settled.length > 0) onSettled(settled.map(({ subject }) => subject))
  }

  /** One command that the backend cannot even read must not hold its neighbours: it is kept for the agent. */
  async function sendAlone(batch: readonly Command[], refusal: DeskError): Promise<void> {
    const [only, ...others] = batch
    if (only && others.length === 0) {
      outbox.reject(only.commandId, refusal.message)
      return onSettled([only.subject])
    }
    for (const command of batch) await send([command])
  }

  const travelling = new Set<string>()
  const flights = new Set<Promise<void>>()
  const failures: unknown[] = []
  let size = firstBatch
  let upTo = 0

  /** On from where the last one ended; then from the start, where what waited for its forerunner's answer lies. */
  function nextBatch(): Command[] {
    const look = (after: number) => {
      const due = outbox.due(now(), size, session.agentId, { travelling, letters: longestBody, after })
      upTo = due.upTo
      return due.commands
    }
    const further = look(upTo)
    return further.length > 0 || upTo === 0 ? further : look(0)
  }

  async function fly(batch: readonly Command[]): Promise<void> {
    const from = now()
    for (const { subject } of batch) travelling.add(subject)
    await send(batch).catch((error: unknown) => void failures.push(error))
    for (const { subject } of batch) travelling.delete(subject)
    size = now() - from <= briskMs ? Math.min(longestBatch, size * 2) : firstBatch
  }

  for (;;) {
    while (failures.length === 0 && flights.size < batchesInFlight) {
      const batch = nextBatch()
      if (batch.length === 0) break
      const flight = fly(batch).finally(() => flights.delete(flight))
      flights.add(flight)
    }
    if (flights.size === 0) break
    await Promise.race(flights)
  }
  if (failures.length > 0) throw failures[0]
}

/** Refused as a whole, by the backend itself: as often as it is sent, the answer stays the same. */
function isAboutTheBatch(error: unknown): error is DeskError {
  return error instanceof DeskError && (error.code === 'invalid-input' || error.code === 'damaged')
}

function settle(outbox: Outbox, commandId: string, outcome: Outcome | undefined, now: number): void {
  switch (outcome?.status) {
    case 'accepted':
      return outbox.accept(commandId)
    case 'rejected':
      return outbox.reject(commandId, outcome.reason)
    case undefined:
      return outbox.postpone(commandId, now)
  }
}
