import { z } from 'zod'
import { paths } from '../../shared/backend-api.ts'
import { DeclaredEmergency } from '../../shared/domain/declared-emergency.ts'
import { DeskError, toDeskError } from '../../shared/errors.ts'
import { schedulePaths } from '../../shared/schedules-api.ts'
import type { CacheRows } from '../db/rows.ts'
import type { HandlersOf } from '../feature.ts'
import { refuseCardNumber } from '../refuse-card-number.ts'
import type { Clock } from '../shell.ts'
import type { Question } from '../sync/backend-client.ts'
import type { Outbox } from '../sync/outbox.ts'

export interface DeclaredEmergenciesDeps {
  rows: CacheRows
  outbox: Outbox
  clock: Clock
  newId: () => string
  agentId: () => string | undefined
  ask<S extends z.ZodType>(question: Question<S>): Promise<z.infer<S>>
  /** Something new was declared to this agent: the one thing that may be heard outside of a shift. */
  onDeclared(emergency: DeclaredEmergency): void
  onIssued(): void
  onChanged(): void
}

export interface DeclaredEmergencies {
  readonly handlers: HandlersOf<'emergencies'>
  /** In the disconnection this is all that is asked; nothing else comes down. */
  ask(): Promise<void>
  /** After every round: tells of what was not told yet. */
  tell(): void
}

/** F-DISC's one exception on the agent's side: shown with who declared it and why, and told to be read. */
export function createDeclaredEmergencies(deps: DeclaredEmergenciesDeps): DeclaredEmergencies {
  const { rows, outbox } = deps
  const told = new Set<string>()

  function unread(): DeclaredEmergency[] {
    return rows.knowledge
      .all('declared-emergency')
      .filter(({ agentId, readAt }) => agentId === deps.agentId() && readAt === null)
      .toSorted((a, b) => b.at.localeCompare(a.at))
  }

  function tell(): void {
    const fresh = unread().filter(({ emergencyId }) => !told.has(emergencyId))
    for (const emergency of fresh) {
      told.add(emergency.emergencyId)
      deps.onDeclared(emergency)
    }
    if (fresh.length > 0) deps.onChanged()
  }

  return {
    tell,
    async ask() {
      const all = await deps
        .ask({ method: 'GET', path: paths.declaredEmergencies, reply: z.array(DeclaredEmergency) })
        .catch((thrown: unknown) => {
          // A backend from before there were any has none.
          if (toDeskError(thrown).code === 'not-found') return []
          throw thrown
        })
      for (const emergency of all)
        // What was read here stays read, whatever comes back.
        if ((rows.knowledge.one('declared-emergency', emergency.emergencyId)?.readAt ?? null) === null)
          rows.knowledge.put('declared-emergency', emergency.emergencyId, emergency)
      tell()
    },
    handlers: {
      'emergencies.unread': unread,
      'emergencies.read'({ emergencyId }) {
        const emergency = unread().find((one) => one.emergencyId === emergencyId)
        if (!emergency) throw new DeskError('not-found', 'This emergency was read already.')
        const readAt = new Date(deps.clock.now()).toISOString()
        rows.durably(() => {
          rows.knowledge.put('declared-emergency', emergencyId, { ...emergency, readAt })
          outbox.append({
            commandId: deps.newId(),
            type: 'emergency.read',
            subject: emergencyId,
            issuedAt: readAt,
            agentId: emergency.agentId,
            payload: { emergencyId },
          })
        })
        deps.onIssued()
        deps.onChanged()
        return null
      },
      'emergencies.declare'({ agentId, reason, words }) {
        refuseCardNumber('reason', reason)
        refuseCardNumber('words', words)
        return deps.ask({
          method: 'POST',
          path: schedulePaths.emergency(agentId),
          body: { reason, words },
          reply: DeclaredEmergency,
        })
      },
      'emergencies.log': () =>
        deps.ask({ method: 'GET', path: schedulePaths.emergencies, reply: z.array(DeclaredEmergency) }),
    },
  }
}
