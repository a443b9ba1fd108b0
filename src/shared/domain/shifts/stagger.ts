import { serviceLevelC } from '../erlang.ts'

/** One queue at one moment, as whoever sees the whole team sees it. */
export interface QueueNow {
  contactsPerHour: number
  /** Seconds an agent is taken by one contact: talk, wrap-up and the gap after it. */
  handleTimeS: number
  withinS: number
  /** Service level the queue must keep, 0…1. */
  floor: number
}

/** Somebody on the queue: whether a rest is due for them about now, and until when at the latest (epoch ms). */
export interface HandOnQueue {
  agentId: string
  wantsRest: boolean
  closesAt: number
}

export interface Forecast {
  serviceLevel: number
  withoutMe: number
  floor: number
}

/**
 * What each desk is told of its queue, so that a team rests one after another: who has least of the window left is
 * asked first, and whoever comes after counts those before as gone. Nobody's reasons are needed for it.
 */
export function staggered(queue: QueueNow, hands: readonly HandOnQueue[]): Map<string, Forecast> {
  const { contactsPerHour, handleTimeS, withinS, floor } = queue
  const levels: number[] = []
  const level = (agents: number) =>
    (levels[agents] ??= agents <= 0 ? 0 : serviceLevelC({ agents, contactsPerHour, handleTimeS }, withinS))
  const told = new Map<string, Forecast>()
  let staying = hands.length
  for (const { agentId, wantsRest } of hands.toSorted((a, b) => a.closesAt - b.closesAt)) {
    const withoutMe = level(staying - 1)
    told.set(agentId, { serviceLevel: level(hands.length), withoutMe, floor })
    if (wantsRest && withoutMe >= floor) staying--
  }
  return told
}
