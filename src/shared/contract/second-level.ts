import { z } from 'zod'
import { Id, Instant } from '../domain/basics.ts'
import { CaseStep } from '../domain/cases/case-step.ts'
import { Delivery, ServiceRequest } from '../domain/service-request.ts'
import { done, nothing, request } from './request.ts'

/** A case between the levels as a screen shows it, with the steps that this agent may take now. */
export const LevelCase = z.object({
  request: ServiceRequest,
  delivery: Delivery,
  unitName: z.string(),
  serviceName: z.string(),
  steps: z.array(z.enum(['take', 'release', 'reply', 'return', 'close', 'complete', 'told'])),
})
export type LevelCase = z.infer<typeof LevelCase>

/** What is left to do for a citizen. Derived from cases and appointments, so that none is ever lost. */
export const Task = z.object({
  kind: z.enum(['give-reference', 'tell-answer', 'bring-missing']),
  since: Instant,
  /** Of a colleague who has not come to it; empty for one's own. */
  of: z.string(),
  about: LevelCase,
  /** The answer, or what is missing. */
  words: z.string(),
})
export type Task = z.infer<typeof Task>

export const secondLevelRequests = {
  /** Cases of this agent's units that level 2 still has, the most urgent first. */
  'secondLevel.queue': request(nothing, z.array(LevelCase)),
  /**
   * One of them, or a case in which something is owed, with its person and every answer: where this desk has it
   * without its person, from the city. The look goes into the access log.
   */
  'secondLevel.open': request(z.object({ serviceRequestId: Id }), LevelCase),
  /** Works with the cable out. `conflict` where the case is not where the step begins. */
  'secondLevel.step': request(z.object({ serviceRequestId: Id, step: CaseStep }), done),
  /** What waits for this agent, oldest first, and what waits too long for a colleague. */
  'tasks.list': request(nothing, z.array(Task)),
} as const
