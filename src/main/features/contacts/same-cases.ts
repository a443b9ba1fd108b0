import { SameCase } from '../../../shared/domain/caller.ts'
import { perhapsTheSame } from '../../../shared/domain/cases/duplicates.ts'
import type { Interaction } from '../../../shared/domain/interaction.ts'
import { dayMs } from '../../../shared/domain/shifts/clock-time.ts'
import type { ContactsDeps } from './contacts-deps.ts'

/** Of one service: enough for a large city's month, and still no wait. */
const mostCompared = 1000
const mostOffered = 3

/**
 * Cases that are perhaps this one already, newest first, so that the agent adds to one instead of making another.
 * The city is asked beside this desk; with the cable out what the desk has of its own contacts is all there is.
 */
export async function findSameCases(
  deps: Pick<ContactsDeps, 'rows' | 'clock' | 'duplicateDays' | 'askSameCases'>,
  { citizenId, number, serviceRequestIds }: Interaction,
  { serviceCode, address }: { serviceCode: string; address: string },
): Promise<SameCase[]> {
  const now = deps.clock.now()
  const days = deps.duplicateDays()
  const since = new Date(now - days * dayMs).toISOString()
  const here = perhapsTheSame(
    { serviceCode, citizenId, phone: number, address },
    deps.rows.serviceRequests.ofService(serviceCode, since, mostCompared),
    { now, days },
  ).map((request) => SameCase.parse(request))
  const there = await deps.askSameCases({ serviceCode, number, address })
  const found = new Map([...there, ...here].map((request) => [request.serviceRequestId, request]))
  return [...found.values()]
    .filter((request) => !serviceRequestIds.includes(request.serviceRequestId))
    .toSorted((one, other) => other.requestedAt.localeCompare(one.requestedAt))
    .slice(0, mostOffered)
}
