import { offeredLoad, scheduledFor, serviceLevelC, erlangA, type QueueFacts } from '../erlang.ts'
import type { ServiceLevelPolicy } from '../metrics.ts'
import type { Expected } from './forecast.ts'
import { openSlots } from './opening-hours.ts'
import type { Planning, StaffingPolicy } from './planning.ts'
import type { Slot } from './week-time.ts'

/** What one half hour asks for. */
export interface Requirement {
  /** Agents on the line that meet the policy. */
  onLine: number
  /** Agents to plan, so that so many are on the line while others rest. */
  planned: number
  /** Share answered as the policy reads it, with `onLine` agents. */
  level: number
}

const steps = 200

/**
 * Service level of the queue whose callers give up (M/M/N+M). The wait offered to a caller has the density
 * v(x) = λ·p(N−1)·exp(λ/θ·(1−e^(−θx)) − Nμx) and is 0 with probability 1−P(wait) (Zeltyn and Mandelbaum 2005);
 * whoever is patient for it is answered. Integrated by Simpson's rule up to the threshold.
 */
export function serviceLevelA(
  queue: QueueFacts,
  patienceS: number,
  withinS: number,
  reading: ServiceLevelPolicy,
): number {
  const { agents, contactsPerHour, handleTimeS } = queue
  if (contactsPerHour === 0) return 1
  if (agents === 0) return 0
  const { waits, abandons } = erlangA(queue, patienceS)
  const arrivals = contactsPerHour / 3600
  const leave = 1 / patienceS
  const served = agents / handleTimeS
  // The density at 0 is λ·p(N−1); P(wait) is its integral, which fixes the constant.
  const density = (x: number) => Math.exp((arrivals / leave) * (1 - Math.exp(-leave * x)) - served * x)
  const until = longestWait(density)
  const scale = waits / integral(density, 0, until)
  const upTo = Math.min(withinS, until)
  const offered = scale * integral(density, 0, upTo)
  const patient = scale * integral((x) => density(x) * Math.exp(-leave * x), 0, upTo)
  const answered = 1 - waits + patient
  const left = offered - patient + (waits - offered) * (1 - Math.exp(-leave * withinS))
  switch (reading) {
    case 'of-all-offered':
      return answered
    case 'answered-or-left-in-time':
      return answered + left
    case 'without-short-abandons':
      return answered / Math.max(Number.EPSILON, 1 - abandons + Math.max(0, abandons - left))
  }
}

/** Where the density has become as good as nothing. */
function longestWait(density: (x: number) => number): number {
  let until = 1
  while (until < 100_000 && density(until) > 1e-9) until *= 2
  return until
}

function integral(of: (x: number) => number, from: number, to: number): number {
  const width = (to - from) / steps
  let sum = of(from) + of(to)
  for (let step = 1; step < steps; step++) sum += of(from + step * width) * (step % 2 === 0 ? 2 : 4)
  return (sum * width) / 3
}

/** The share answered in time by the policy's own formula and reading. */
export function levelOf(queue: QueueFacts, policy: StaffingPolicy): number {
  return policy.model === 'erlang-c'
    ? serviceLevelC(queue, policy.withinS)
    : serviceLevelA(queue, policy.patienceS, policy.withinS, policy.reading)
}

/** The fewest agents that meet the policy in a half hour like this one. No calls need nobody. */
export function requirementOf(expected: Expected, policy: StaffingPolicy): Requirement {
  if (expected.calls <= 0) return { onLine: 0, planned: 0, level: 1 }
  const queue = { contactsPerHour: expected.calls * 2, handleTimeS: expected.handleTimeS }
  const load = offeredLoad(queue.contactsPerHour, queue.handleTimeS)
  let onLine = policy.model === 'erlang-c' ? Math.floor(load) + 1 : 1
  while (levelOf({ ...queue, agents: onLine }, policy) < policy.target) onLine++
  return {
    onLine,
    planned: scheduledFor(onLine, policy.shrinkage),
    level: levelOf({ ...queue, agents: onLine }, policy),
  }
}

/** The whole week's: what comes while the line is closed asks for nobody. */
export function requirementsOf(
  slots: readonly Slot[],
  expected: readonly Expected[],
  facts: { planning: Pick<Planning, 'policy' | 'limits' | 'holidays'>; timeZone: string },
): Requirement[] {
  const { planning, timeZone } = facts
  const open = openSlots(slots, planning, timeZone)
  return expected.map((one, place) =>
    requirementOf(open[place] === false ? { ...one, calls: 0 } : one, planning.policy),
  )
}
