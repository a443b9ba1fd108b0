import type { Kysely, Transaction } from 'kysely'
import { Command, type Outcome } from '../../shared/commands.ts'
import { assertNever, DeskError } from '../../shared/errors.ts'
import { writeRecords } from '../changes/change-log.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/schema.ts'
import { faultFacts, type Log } from '../log.ts'
import { fingerprint } from './fingerprint.ts'
import { recordInteraction } from './interaction-record.ts'
import { createServiceRequest } from './service-request-create.ts'
import type { Verdict } from './verdict.ts'

/** One line per command. A decider changes nothing before it knows that it accepts. */
async function judge(trx: Transaction<Database>, command: Command, at: Date): Promise<Verdict> {
  switch (command.type) {
    case 'interaction.record':
      return await recordInteraction(trx, command)
    case 'serviceRequest.create':
      return await createServiceRequest(trx, command, at)
    default:
      return assertNever(command)
  }
}

/** A command as it came: only its id is known to be sound. */
export interface CommandBody {
  readonly commandId: string
  readonly subject?: unknown
}

export interface CommandDesk {
  db: Kysely<Database>
  clock: Clock
  log: Log
}

/**
 * Decides a batch in its order. A command without an outcome in the answer is to be sent again: after a fault,
 * or because an earlier command of its subject was not accepted. Throws `unavailable` where nothing at all
 * could be decided, because the database is away.
 */
export async function decideAll(
  desk: CommandDesk,
  agentId: string,
  bodies: readonly CommandBody[],
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const held = new Set<string>()
  for (const body of bodies) {
    const subject = subjectOf(body)
    if (held.has(subject)) continue
    try {
      const outcome = await decide(desk, agentId, body)
      outcomes.push(outcome)
      if (outcome.status === 'rejected') held.add(subject)
    } catch (fault) {
      desk.log.error('command not decided', { agentId, ...faultFacts(fault) })
      held.add(subject)
      if (!isAboutTheCommand(fault)) {
        if (outcomes.length === 0)
          throw new DeskError('unavailable', 'The backend cannot write now. Send again later.')
        return outcomes
      }
    }
  }
  return outcomes
}

async function decide(desk: CommandDesk, agentId: string, body: CommandBody): Promise<Outcome> {
  const parsed = Command.safeParse(body)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return reject(body.commandId, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not a command'}`)
  }
  const command = parsed.data
  if (command.agentId !== agentId)
    return reject(command.commandId, 'The command belongs to another agent than the one signed in.')
  return await desk.db.transaction().execute((trx) => decideOnce(trx, command, fingerprint(body), desk))
}

/** The command's row is taken first: of two sends of one command, the second waits here for the first to commit. */
async function decideOnce(
  trx: Transaction<Database>,
  command: Command,
  print: string,
  desk: CommandDesk,
): Promise<Outcome> {
  const at = new Date(desk.clock.now())
  const { commandId } = command
  const taken = await trx
    .insertInto('commands')
    .values({
      command_id: commandId,
      fingerprint: print,
      agent_id: command.agentId,
      type: command.type,
      status: 'accepted',
      reason: null,
      decided_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('command_id')
    .executeTakeFirst()
  if (!taken) return await firstOutcome(trx, commandId, print)

  const verdict = await judge(trx, command, at)
  if (verdict.status === 'accepted') {
    await writeRecords(trx, verdict.writes, at)
    return { commandId, status: 'accepted' }
  }
  await trx
    .updateTable('commands')
    .set({ status: 'rejected', reason: verdict.reason })
    .where('command_id', '=', commandId)
    .execute()
  return reject(commandId, verdict.reason)
}

async function firstOutcome(trx: Transaction<Database>, commandId: string, print: string): Promise<Outcome> {
  const first = await trx
    .selectFrom('commands')
    .selectAll()
    .where('command_id', '=', commandId)
    .executeTakeFirstOrThrow()
  if (first.fingerprint !== print)
    return reject(commandId, 'Another command was already sent under this id; it stands unchanged.')
  return first.status === 'accepted'
    ? { commandId, status: 'accepted' }
    : reject(commandId, first.reason ?? '')
}

function reject(commandId: string, reason: string): Outcome {
  return { commandId, status: 'rejected', reason: reason.slice(0, 500) }
}

function subjectOf({ subject }: CommandBody): string {
  return typeof subject === 'string' ? subject : ''
}

/** SQLSTATE classes 22 and 23: the database stumbled over this record, not over itself. */
function isAboutTheCommand(fault: unknown): boolean {
  const code = (fault as { code?: unknown } | null)?.code
  return typeof code === 'string' && /^2[23]/.test(code)
}
