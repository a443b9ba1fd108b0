import { z } from 'zod'
import { Code } from '../basics.ts'
import { WorkFunction } from './rules.ts'

/** From this priority on, a queue weighs as priority phone: distress, violence, emergencies. */
const priorityFrom = 9

/** What a contact of this queue is, as far as load and rotation are concerned. */
export function workOfQueue(priority: number): 'phone' | 'priority-phone' {
  return priority >= priorityFrom ? 'priority-phone' : 'phone'
}

/**
 * Presence per channel: which contacts may be offered to an agent now. Rotation decides the functions, F-HARD-N the
 * queues; the exchange obeys both.
 */
export const Offers = z.object({ works: z.array(WorkFunction).max(20), keptAway: z.array(Code).max(100) })
export type Offers = z.infer<typeof Offers>

/**
 * Who is on the phone also takes a priority call that finds nobody on its own queue: it never waits for one person.
 * Who is on the priority queue is spared the rest.
 */
export function offersFor(work: WorkFunction, keptAway: readonly string[]): Offers {
  const works: WorkFunction[] = work === 'phone' ? ['phone', 'priority-phone'] : [work]
  return { works, keptAway: [...keptAway] }
}

/** The queues of an agent that the exchange may serve him from now. */
export function servedQueues(
  queues: readonly string[],
  offers: Offers,
  priorityOf: (queueId: string) => number,
): string[] {
  return queues.filter(
    (queueId) =>
      !offers.keptAway.includes(queueId) && offers.works.includes(workOfQueue(priorityOf(queueId))),
  )
}
