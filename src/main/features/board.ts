import type { z } from 'zod'
import { Resolution } from '../../shared/domain/cases/resolution.ts'
import { BreakGrant } from '../../shared/domain/break-grant.ts'
import { Board } from '../../shared/domain/schedules/live.ts'
import {
  AgentAdherence,
  AgentLineQuality,
  schedulePaths,
  TeamLineQuality,
} from '../../shared/schedules-api.ts'
import type { HandlersOf } from '../feature.ts'
import { refuseCardNumber } from '../refuse-card-number.ts'
import type { Question } from '../sync/backend-client.ts'

/** The lead's live board: asked of the backend whenever it is looked at, and kept nowhere. */
export function createBoard(deps: {
  ask<S extends z.ZodType>(question: Question<S>): Promise<z.infer<S>>
}): HandlersOf<'board'> {
  return {
    'board.get': () => deps.ask({ method: 'GET', path: schedulePaths.board, reply: Board }),
    'board.adherence'({ agentId, reason }) {
      refuseCardNumber('reason', reason)
      return deps.ask({
        method: 'POST',
        path: schedulePaths.adherence(agentId),
        body: { reason },
        reply: AgentAdherence,
      })
    },
    'board.grantBreak': ({ agentId, minutes }) =>
      deps.ask({
        method: 'POST',
        path: schedulePaths.grant(agentId),
        body: { minutes },
        reply: BreakGrant,
      }),
    'board.lineQuality': () =>
      deps.ask({ method: 'GET', path: schedulePaths.lineQuality, reply: TeamLineQuality }),
    'board.resolution': ({ withinDays }) =>
      deps.ask({
        method: 'GET',
        path: `${schedulePaths.resolution}?withinDays=${withinDays}`,
        reply: Resolution,
      }),
    'board.lineQualityOf'({ agentId, reason }) {
      refuseCardNumber('reason', reason)
      return deps.ask({
        method: 'POST',
        path: schedulePaths.lineQualityOf(agentId),
        body: { reason },
        reply: AgentLineQuality,
      })
    },
  }
}
