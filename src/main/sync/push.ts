import type { Command, Outcome } from '../../shared/commands.ts'
import { DeskError } from '../../shared/errors.ts'
import type { BackendClient } from './backend-client.ts'
import { NoAnswer } from './no-answer.ts'
import type { Outbox } from './outbox.ts'

/** Fifty of the longest contacts in UTF-8 stay below what the backend reads at once (4 MB). */
const batchSize = 50
/** While one batch travels the backend decides another: lifts a long outbox by half (measured). */
const batchesInFlight = 4

/**
 * Sends what is due, oldest first, one command a subject, a few batches side by side, until nothing is due. A
 * thrown error means no answer: that batch is postponed, the others are settled, and the first error goes on to
 * the loop, which knows what it means. `onSettled` hears after every answer which subjects' commands left the
 * outbox or were refused, because their rows read differently from then on, whatever becomes of the next batch.
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

  for (;;) {
    const due = outbox.due(now(), batchSize * batchesInFlight, session.agentId)
    if (due.length === 0) return
    const sent = await Promise.allSettled(batchesOf(due).map(send))
    for (const result of sent) if (result.status === 'rejected') throw result.reason
  }
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

function batchesOf(commands: readonly Command[]): Command[][] {
  const batches: Command[][] = []
  for (let start = 0; start < commands.length; start += batchSize)
    batches.push(commands.slice(start, start + batchSize))
  return batches
}
