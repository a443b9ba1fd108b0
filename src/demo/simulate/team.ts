import type { Plan } from '../../shared/domain/shifts/ledger.ts'
import type { WorkFunction } from '../../shared/domain/shifts/rules.ts'
import { staggerOf } from '../../shared/domain/shifts/work-day.ts'
import type { Chance } from './random.ts'

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs

/** Times of day in ms after midnight. */
export type Segment = { from: number; to: number }

/** One agent for one week: always the same hours, as a town hall plans them. */
export interface Member {
  agentId: string
  /** Who works the same hours, and can therefore trade functions with whom. */
  crew: string
  segments: Segment[]
  firstWork: WorkFunction
  volunteer: boolean
  excluded: WorkFunction[]
}

/** A team of mixed channels: two thirds of the hands on voice, a third on text. */
const functions: readonly WorkFunction[] = [
  'phone', 'email', 'phone', 'priority-phone', 'phone', 'back-office', 'phone', 'email', 'phone', 'social',
] // prettier-ignore

const crews: readonly { crew: string; segments: readonly [number, number][] }[] = [
  { crew: 'morning', segments: [[7, 13]] },
  { crew: 'afternoon', segments: [[13.5, 19.5]] },
  { crew: 'split', segments: [[8.5, 12.2], [15.5, 18.9]] },
  { crew: 'day', segments: [[8, 15]] },
] // prettier-ignore

const crewSize = 10

/** Forty people in four crews of ten; within a crew the starts are six minutes apart, as breaks are planned. */
export function teamOf(week: number, chance: Chance): Member[] {
  return crews.flatMap(({ crew, segments }) =>
    Array.from({ length: crewSize }, (_, place): Member => {
      const shift = place * 6 * minuteMs
      return {
        agentId: `w${week}-${crew}-${place}`,
        crew,
        segments: segments.map(([from, to]) => ({ from: from * hourMs + shift, to: to * hourMs + shift })),
        firstWork: functions[place % functions.length] ?? 'phone',
        volunteer: chance.next() < 0.8,
        excluded: chance.next() < 0.03 ? ['social'] : [],
      }
    }),
  )
}

/** What the agent's desk would be told of the day. */
export function planOf(member: Member, midnight: number): Plan {
  return {
    day: new Date(midnight).toISOString().slice(0, 10),
    timeZone: 'UTC',
    segments: member.segments.map(({ from, to }) => ({ from: midnight + from, to: midnight + to })),
    blocks: [],
    nextShiftAt: null,
    experienceDays: 400,
    skills: ['phone', 'priority-phone', 'email', 'social', 'back-office'],
    excluded: member.excluded,
    preferred: [],
    stagger: staggerOf(member.agentId),
  }
}
