import type { Transaction } from 'kysely'
import type { Database } from '../database/schema.ts'
import type { CommandOf, Verdict } from './verdict.ts'

/** Keeps what an agent let go: a case that was never filed can still be found, with who decided so and why. */
export async function keepDiscarded(
  trx: Transaction<Database>,
  commands: readonly CommandOf<'command.discard'>[],
  at: Date,
): Promise<Verdict[]> {
  await trx
    .insertInto('discarded_commands')
    .values(
      commands.map(({ agentId, payload: { discarded } }) => ({
        command_id: discarded.commandId,
        agent_id: agentId,
        type: discarded.type,
        refusal: discarded.refusal,
        reason: discarded.reason,
        doc: JSON.stringify(discarded),
        discarded_at: at,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return commands.map(() => ({ status: 'accepted', writes: [] }))
}
