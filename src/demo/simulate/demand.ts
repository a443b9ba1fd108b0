import { agentsNeeded } from '../../shared/domain/erlang.ts'
import type { WorkFunction } from '../../shared/domain/shifts/rules.ts'
import type { Chance } from './random.ts'
import { hourMs, minuteMs, type Member } from './team.ts'

/** The model of a municipal line: four minutes with wrap-up, nobody on the line longer than twenty minutes. */
export const model = {
  talkMeanS: 195,
  wrapUpMeanS: 45,
  spread: 0.6,
  longestContactS: 1200,
  patienceMeanS: 180,
  withinS: 20,
  target: 0.9,
  /** Rests, gaps and absences the planner takes off the hands on the line. */
  shrinkage: 0.3,
  /** Nobody is planned for a call in the last ten minutes (F-LATE). */
  quietEndMs: 10 * minuteMs,
  absent: 0.04,
  overloadDays: 0.1,
  overloadBy: 1.25,
}

export type VoiceWork = Extract<WorkFunction, 'phone' | 'priority-phone'>
export const voiceQueues: readonly VoiceWork[] = ['phone', 'priority-phone']

export interface Arrival {
  at: number
  queue: VoiceWork
  handleMs: number
  talkMs: number
  patienceMs: number
}

export const slotMs = 30 * minuteMs

/** Contacts per hour of each queue and half hour that this staff was planned for, rests included. */
export function plannedRates(team: readonly Member[]): Record<VoiceWork, number[]> {
  const rates = (queue: VoiceWork) =>
    Array.from({ length: 48 }, (_, slot) => {
      const hands = team
        .filter((one) => one.firstWork === queue)
        .reduce((sum, one) => sum + presentShare(one, slot * slotMs), 0)
      return rateFor(hands * (1 - model.shrinkage))
    })
  return { phone: rates('phone'), 'priority-phone': rates('priority-phone') }
}

/** How much of a half hour this agent can be offered contacts in, by plan. */
function presentShare({ segments }: Member, slotFrom: number): number {
  const ms = segments.reduce((sum, { from, to }) => {
    const end = Math.min(to - model.quietEndMs, slotFrom + slotMs)
    return sum + Math.max(0, end - Math.max(from, slotFrom))
  }, 0)
  return ms / slotMs
}

/** The most contacts an hour that so many hands answer as planned. */
function rateFor(hands: number): number {
  const handleTimeS = model.talkMeanS + model.wrapUpMeanS
  const policy = { target: model.target, withinS: model.withinS }
  let rate = 0
  while (agentsNeeded({ contactsPerHour: rate + 1, handleTimeS }, policy) <= hands) rate++
  return rate
}

/** Everybody who calls on one day. The same list serves the day with and the day without the engine. */
export function arrivalsOf(
  rates: Record<VoiceWork, number[]>,
  factor: number,
  midnight: number,
  chance: Chance,
): Arrival[] {
  const arrivals: Arrival[] = []
  for (const queue of voiceQueues) {
    for (const [slot, perHour] of rates[queue].entries()) {
      const mean = hourMs / (perHour * factor)
      if (perHour === 0) continue
      const end = midnight + (slot + 1) * slotMs
      let at = midnight + slot * slotMs + chance.wait(mean)
      for (; at < end; at += chance.wait(mean)) arrivals.push(arrivalAt(at, queue, chance))
    }
  }
  return arrivals.toSorted((a, b) => a.at - b.at)
}

function arrivalAt(at: number, queue: VoiceWork, chance: Chance): Arrival {
  for (;;) {
    const talkS = chance.lasting(model.talkMeanS, model.spread)
    const handleS = talkS + chance.lasting(model.wrapUpMeanS, model.spread)
    if (handleS > model.longestContactS) continue
    const patienceMs = chance.wait(model.patienceMeanS) * 1000
    return { at, queue, handleMs: handleS * 1000, talkMs: talkS * 1000, patienceMs }
  }
}
