import { commandRefusals } from '../../shared/domain/command-refusals.ts'
import type { Kysely } from 'kysely'
import { Command, type Outcome } from '../../shared/commands.ts'
import { DeskError } from '../../shared/errors.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/schema.ts'
import { faultFacts, type Log } from '../log.ts'
import { decideTogether, rejected } from './decide-together.ts'
import { waves, type CommandBody, type ReadBody } from './waves.ts'

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
  const outcomes = new Map<CommandBody, Outcome>()
  const held = new Set<string>()

  /** False where the database is away: then the rest is to be sent again. */
  async function decide(wave: readonly ReadBody[]): Promise<boolean> {
    try {
      const decided = await decideWave(desk, wave)
      for (const [index, outcome] of decided.entries()) {
        const entry = wave[index]
        if (!entry) continue
        outcomes.set(entry.body, outcome)
        if (outcome.status === 'rejected') held.add(entry.subject)
      }
      return true
    } catch (fault) {
      desk.log.error('commands not decided', { agentId, commands: wave.length, ...faultFacts(fault) })
      if (!isAboutTheCommand(fault)) return false
      if (wave.length === 1) for (const { subject } of wave) held.add(subject)
      // One bad command must not cost its neighbours: each is decided alone.
      else for (const entry of wave) if (!(await decide([entry]))) return false
      return true
    }
  }

  for (const wave of waves(bodies.map((body) => readBody(body, agentId)))) {
    const free = wave.filter((entry) => !held.has(entry.subject))
    if (free.length > 0 && !(await decide(free))) {
      if (outcomes.size === 0)
        throw new DeskError('unavailable', 'The backend cannot write now. Send again later.')
      break
    }
  }
  return bodies.flatMap((body) => outcomes.get(body) ?? [])
}

function readBody(body: CommandBody, agentId: string): ReadBody {
  const subject = typeof body.subject === 'string' ? body.subject : ''
  const parsed = Command.safeParse(body)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return { body, subject, read: { refusal: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` } }
  }
  if (parsed.data.agentId === agentId) return { body, subject, read: { command: parsed.data } }
  return {
    body,
    subject,
    read: { refusal: commandRefusals.ofAnother },
  }
}

/** One transaction for all that can be read; what cannot is refused without asking the database. */
async function decideWave(desk: CommandDesk, wave: readonly ReadBody[]): Promise<Outcome[]> {
  const readable = wave.flatMap(({ body, read }) =>
    'command' in read ? [{ body, command: read.command }] : [],
  )
  const at = new Date(desk.clock.now())
  const decided =
    readable.length === 0
      ? new Map<string, Outcome>()
      : await desk.db.transaction().execute((trx) => decideTogether(trx, readable, at))
  return wave.map(({ body, read }) =>
    'refusal' in read
      ? rejected(body.commandId, read.refusal)
      : (decided.get(body.commandId) ?? rejected(body.commandId, commandRefusals.undecided)),
  )
}

/** SQLSTATE classes 22 and 23: the database stumbled over this record, not over itself. */
function isAboutTheCommand(fault: unknown): boolean {
  const code = (fault as { code?: unknown } | null)?.code
  return typeof code === 'string' && /^2[23]/.test(code)
}
