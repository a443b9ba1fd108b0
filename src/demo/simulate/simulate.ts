import type { RuleProfile, WorkFunction } from '../../shared/domain/shifts/rules.ts'
import { simulateDay, type WeekLoad } from './day.ts'
import { arrivalsOf, model, plannedRates } from './demand.ts'
import { chanceFrom } from './random.ts'
import { hourMs, teamOf, type Member } from './team.ts'
import { accountOf, type Worker } from './worker.ts'

const daysAWeek = 5
const monday = Date.parse('2026-11-23T00:00:00Z')

/** The figures of `npm run simulate -- shifts`, as the issue names them. */
export interface ShiftFigures {
  /** The same seed gives the same figures, on any machine. */
  seed: number
  shifts: number
  breaksOwed: number
  breaksTaken: number
  missed: number
  outsideWindow: number
  breaksDuringContact: number
  serviceLevelWithout: number
  serviceLevelWith: number
  /** Shifts with more than sixty percent of their effective time on voice. */
  voiceShareOver60Pct: number
  weeklyLoadVariance: { with: number; without: number }
}

/**
 * Whole teams, week after week, until `count` shifts were worked: each day twice, with the engine and without,
 * on the same calls. Service level is of the days staffed as planned, breaks included (`model.shrinkage`); overload
 * days count for all the rest.
 */
export function simulateShifts(count: number, profile: RuleProfile, seed: number): ShiftFigures {
  const sum = { shifts: 0, owed: 0, taken: 0, missed: 0, outside: 0, inContact: 0, over60: 0 }
  const level = { offered: 0, with: 0, without: 0 }
  const variance = { with: 0, without: 0, weeks: 0 }
  for (let week = 0; sum.shifts < count; week++) {
    const chance = chanceFrom(seed * 1_000_003 + week)
    const team = teamOf(week, chance)
    const rates = plannedRates(team)
    const loads = { with: new Map<string, WeekLoad>(), without: new Map<string, WeekLoad>() }
    let works = new Map<string, WorkFunction>(team.map((one) => [one.agentId, one.firstWork]))
    for (let day = 0; day < daysAWeek && sum.shifts < count; day++) {
      const midnight = monday + (week * 7 + day) * 24 * hourMs
      const present = team.filter(() => chance.next() >= model.absent)
      const members = present.slice(0, count - sum.shifts)
      const overload = chance.next() < model.overloadDays
      const arrivals = arrivalsOf(rates, overload ? model.overloadBy : 1, midnight, chance)
      const facts = { members, arrivals, rates, midnight, seed: seed + week * 31 + day }
      const kept = simulateDay({ ...facts, works, week: loads.with }, profile, profile)
      const bare = simulateDay({ ...facts, works: new Map(), week: loads.without }, undefined, profile)
      // The last day may lack hands only because the count is full: no queue was planned so.
      if (!overload && members.length === present.length) {
        level.offered += kept.offered
        level.with += kept.inTime
        level.without += bare.inTime
      }
      works = new Map([...works, ...kept.workers.map((one) => [one.member.agentId, one.work] as const)])
      for (const worker of kept.workers) count1(sum, worker)
      addLoads(loads.with, kept.workers)
      addLoads(loads.without, bare.workers)
    }
    variance.with += varianceOf(team, loads.with)
    variance.without += varianceOf(team, loads.without)
    variance.weeks++
  }
  const rounded = (value: number) => Math.round(value * 10_000) / 10_000
  return {
    seed,
    shifts: sum.shifts,
    breaksOwed: sum.owed,
    breaksTaken: sum.taken,
    missed: sum.missed,
    outsideWindow: sum.outside,
    breaksDuringContact: sum.inContact,
    serviceLevelWithout: rounded(level.without / Math.max(1, level.offered)),
    serviceLevelWith: rounded(level.with / Math.max(1, level.offered)),
    voiceShareOver60Pct: sum.over60,
    weeklyLoadVariance: {
      with: rounded(variance.with / variance.weeks),
      without: rounded(variance.without / variance.weeks),
    },
  }
}

function count1(
  sum: {
    shifts: number
    owed: number
    taken: number
    missed: number
    outside: number
    inContact: number
    over60: number
  },
  worker: Worker,
): void {
  const { owed, taken, missed, outside } = accountOf(worker)
  const { own } = worker
  Object.assign(sum, {
    shifts: sum.shifts + 1,
    owed: sum.owed + owed,
    taken: sum.taken + taken,
    missed: sum.missed + missed,
    outside: sum.outside + outside,
    inContact: sum.inContact + own.inContact,
    over60: sum.over60 + (own.voiceMs > own.effectiveMs * 0.6 ? 1 : 0),
  })
}

function addLoads(loads: Map<string, WeekLoad>, workers: readonly Worker[]): void {
  for (const { member, own } of workers) {
    const before = loads.get(member.agentId)
    loads.set(member.agentId, {
      loadMs: (before?.loadMs ?? 0) + own.loadMs,
      priorityMs: (before?.priorityMs ?? 0) + own.priorityMs,
    })
  }
}

/** Of the weekly load in weighted hours, among everybody of the team who worked that week. */
function varianceOf(team: readonly Member[], loads: ReadonlyMap<string, WeekLoad>): number {
  const hours = team.flatMap((one) => loads.get(one.agentId)?.loadMs ?? []).map((ms) => ms / hourMs)
  const mean = hours.reduce((all, one) => all + one, 0) / hours.length
  return hours.reduce((all, one) => all + (one - mean) ** 2, 0) / hours.length
}
