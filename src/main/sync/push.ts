import type { Outcome } from '../../shared/commands.ts'
import type { Outbox } from './outbox.ts'
import type { BackendClient } from './backend-client.ts'

const batchSize = 50

export interface Pushed {
  /** Subjects whose commands left the outbox or were refused: their rows read differently now. */
  settled: string[]
}

/**
 * Sends what is due, oldest first, one command a subject and batch, until nothing is due. A thrown error means
 * no answer: the batch is postponed and the error goes on to the loop, which knows what it means.
 */
export async function push(
  outbox: Outbox,
  backend: Pick<BackendClient, 'push'>,
  session: { token: string; agentId: string },
  now: () => number,
): Promise<Pushed> {
  const settled: string[] = []
  for (;;) {
    const batch = outbox.due(now(), batchSize, session.agentId)
    if (batch.length === 0) return { settled }
    let outcomes: Outcome[]
    try {
      outcomes = await backend.push(session.token, batch)
    } catch (error) {
      for (const command of batch) outbox.postpone(command.commandId, now())
      throw error
    }
    const byId = new Map(outcomes.map((outcome) => [outcome.commandId, outcome]))
    for (const command of batch) {
      const outcome = byId.get(command.commandId)
      settle(outbox, command.commandId, outcome, now())
      if (outcome) settled.push(command.subject)
    }
  }
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
