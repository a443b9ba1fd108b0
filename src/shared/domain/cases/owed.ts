import type { Agent } from '../agent.ts'
import type { ServiceRequest } from '../service-request.ts'
import { hourMs } from '../shifts/clock-time.ts'

/** After so long whoever sits at a desk looks after it: the colleague may be off until Monday. */
export const colleagueMs = 4 * hourMs

/** What level 1 still owes a citizen in a case, and since when. */
export interface Owed {
  readonly kind: 'give-reference' | 'tell-answer' | 'bring-missing'
  readonly since: string
  /** The answer, or what is missing. */
  readonly words: string
}

/** Read from where the case stands: nothing is owed once it has moved on, and none can be dropped. */
export function owedOf({
  secondLevel,
  referenceNumber,
  referenceToldAt,
  status,
  updatedAt,
}: ServiceRequest): Owed | undefined {
  if (!secondLevel || status === 'closed') return undefined
  const last = secondLevel.log.at(-1)
  const since = last?.at ?? updatedAt
  const words = last?.words ?? ''
  if (secondLevel.state === 'answered') return { kind: 'tell-answer', since, words }
  if (secondLevel.state === 'returned') return { kind: 'bring-missing', since, words }
  if (secondLevel.state === 'closed') return undefined
  if (referenceToldAt !== undefined || referenceNumber === undefined || secondLevel.reopened > 0)
    return undefined
  return { kind: 'give-reference', since, words: '' }
}

/** An open case that this agent has to do with: as a specialist of its unit, or because it comes back to him. */
export function inWorkOf(
  { filedBy, secondLevel, status, unitId }: ServiceRequest,
  agent: Pick<Agent, 'agentId' | 'units'> | undefined,
): boolean {
  if (!agent || !secondLevel || status === 'closed') return false
  return filedBy === agent.agentId || (unitId !== undefined && agent.units?.includes(unitId) === true)
}

/** What gives an agent the right to read a case with its person; it is written down with the look. */
export type ReadingRight = 'filed' | 'unit' | 'owed'

/**
 * Who may read a case between the levels with its person: whoever has to do with it, and anybody once something is
 * owed in it that nobody came to for hours. Undefined for everybody else.
 */
export function rightToRead(
  request: ServiceRequest,
  agent: Pick<Agent, 'agentId' | 'units'>,
  now: number,
): ReadingRight | undefined {
  if (inWorkOf(request, agent)) return request.filedBy === agent.agentId ? 'filed' : 'unit'
  const owed = owedOf(request)
  return owed !== undefined && now - Date.parse(owed.since) >= colleagueMs ? 'owed' : undefined
}
