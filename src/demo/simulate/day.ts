import { WorkFunction, type RuleProfile } from '../../shared/domain/shifts/rules.ts'
import { staggered } from '../../shared/domain/shifts/stagger.ts'
import { rotationStanding } from '../../shared/domain/shifts/rotation-standing.ts'
import {
  lookForTradesEveryMs,
  proposeSwaps,
  type TeamMember,
} from '../../shared/domain/shifts/team-rotation.ts'
import { model, slotMs, voiceQueues, type Arrival, type VoiceWork } from './demand.ts'
import { chanceFrom } from './random.ts'
import { minuteMs, type Member } from './team.ts'
import { createWorker, type Worker } from './worker.ts'

const tickMs = 5_000
const forecastEveryMs = 30_000
const urgentFirst: readonly VoiceWork[] = ['priority-phone', 'phone']
/** F-GAP as it ships. */
const gapS = 20

export interface WeekLoad {
  loadMs: number
  priorityMs: number
}

export interface DayFacts {
  members: readonly Member[]
  /** Who does what at the start of the day. */
  works: ReadonlyMap<string, WorkFunction>
  week: ReadonlyMap<string, WeekLoad>
  arrivals: readonly Arrival[]
  rates: Readonly<Record<VoiceWork, readonly number[]>>
  midnight: number
  seed: number
}

export interface DayResult {
  workers: Worker[]
  offered: number
  inTime: number
}

/** One day of one team in steps of five seconds; without a profile nobody is told to rest and nobody rotates. */
export function simulateDay(
  facts: DayFacts,
  profile: RuleProfile | undefined,
  weightsOf: RuleProfile,
): DayResult {
  const weights = weightsIn(weightsOf)
  const workers = facts.members.map((member, place) => {
    const work = facts.works.get(member.agentId) ?? member.firstWork
    return createWorker(member, work, facts.midnight, profile, chanceFrom(facts.seed + place * 7919))
  })
  const waiting: Record<VoiceWork, Arrival[]> = { phone: [], 'priority-phone': [] }
  const trades: Trade[] = []
  let next = 0
  let inTime = 0
  const first =
    facts.midnight + Math.min(...facts.members.flatMap((one) => one.segments.map(({ from }) => from)))
  const last = facts.midnight + Math.max(...facts.members.flatMap((one) => one.segments.map(({ to }) => to)))
  for (let at = first; at < last + 30 * minuteMs; at += tickMs) {
    if (profile && at % forecastEveryMs === 0) forecast(workers, facts, at)
    for (const worker of workers) worker.move(at, tickMs, weights)
    handOver(trades, at)
    if (profile && at % lookForTradesEveryMs === 0)
      trades.push(...rotate(workers, trades, facts.week, at, profile))
    for (let call = facts.arrivals[next]; call && call.at <= at; call = facts.arrivals[++next])
      waiting[call.queue].push(call)
    for (const queue of urgentFirst) inTime += serve(waiting[queue], queue, workers, at)
  }
  // Nobody was left to take over at closing time: tomorrow begins as was agreed, with as many hands on each queue.
  for (const { giver, givesUp } of trades) giver.work = givesUp
  return { workers, offered: facts.arrivals.length, inTime }
}

/** Longest idle first; who has waited too long has gone. Returns how many were answered in time. */
function serve(line: Arrival[], queue: VoiceWork, workers: readonly Worker[], at: number): number {
  if (line.length === 0) return 0
  let inTime = 0
  for (const worker of handsFor(queue, workers, at)) {
    let call = line.shift()
    while (call && at - call.at > call.patienceMs) call = line.shift()
    if (!call) break
    if (at - call.at <= model.withinS * 1000) inTime++
    worker.take(at, call.talkMs, call.handleMs)
  }
  return inTime
}

/** A priority call goes to whoever is on that queue, else to anybody on the phone: it never waits for one person. */
function handsFor(queue: VoiceWork, workers: readonly Worker[], at: number): Worker[] {
  const own = byIdleTime(workers, queue, at)
  return queue === 'phone' ? own : [...own, ...byIdleTime(workers, 'phone', at)]
}

function byIdleTime(workers: readonly Worker[], queue: VoiceWork, at: number): Worker[] {
  const since = (one: Worker) => (one.doing.kind === 'idle' ? one.doing.since : at)
  return workers.filter((one) => one.work === queue && one.free(at)).toSorted((a, b) => since(a) - since(b))
}

/** What the backend would tell each desk: the service level of its queue with and without this agent, by Erlang C. */
function forecast(workers: readonly Worker[], facts: DayFacts, at: number): void {
  const slot = Math.floor((at - facts.midnight) / slotMs)
  for (const queue of voiceQueues) {
    const now = {
      contactsPerHour: facts.rates[queue][slot] ?? 0,
      handleTimeS: model.talkMeanS + model.wrapUpMeanS + gapS,
      withinS: model.withinS,
      floor: model.target,
    }
    const onLine = workers.filter((one) => one.work === queue && isOnLine(one))
    const told = staggered(
      now,
      onLine.map((one) => ({
        agentId: one.member.agentId,
        wantsRest: wantsRest(one),
        closesAt: closesAt(one),
      })),
    )
    for (const worker of onLine) {
      const seen = told.get(worker.member.agentId)
      if (seen) worker.tell({ kind: 'forecast', at, ...seen })
    }
  }
  for (const worker of workers)
    if (!voiceQueues.some((queue) => queue === worker.work) && worker.doing.kind !== 'off')
      worker.tell({ kind: 'forecast', at, serviceLevel: 1, withoutMe: 1, floor: model.target })
}

const isOnLine = (worker: Worker) =>
  (worker.doing.kind === 'idle' || worker.doing.kind === 'contact') &&
  !(worker.judgement?.prompts.some((prompt) => prompt.open && prompt.effect.kind === 'rest') ?? false)

function wantsRest({ judgement }: Worker): boolean {
  return (judgement?.prompts ?? []).some(
    (prompt) => prompt.effect.kind === 'rest' && prompt.opensAt <= (judgement?.at ?? 0) + minuteMs,
  )
}

function closesAt({ judgement }: Worker): number {
  return Math.min(Infinity, ...(judgement?.prompts ?? []).map((prompt) => prompt.closesAt))
}

/** The taker has said yes and finishes what is in hand, or the rest; the giver stays on the line until then. */
interface Trade {
  giver: Worker
  taker: Worker
  givesUp: WorkFunction
}

function handOver(trades: Trade[], at: number): void {
  for (const trade of trades.filter(({ taker }) => isOnLine(taker))) {
    trade.giver.change(trade.givesUp, at)
    trades.splice(trades.indexOf(trade), 1)
  }
}

/** Trades within a crew, where everybody works the same hours and no queue loses hands later in the day. */
function rotate(
  workers: readonly Worker[],
  trades: readonly Trade[],
  week: ReadonlyMap<string, WeekLoad>,
  at: number,
  profile: RuleProfile,
): Trade[] {
  const trading = new Set(trades.flatMap(({ giver, taker }) => [giver, taker]))
  const present = workers.filter((one) => one.doing.kind !== 'off' && !trading.has(one))
  const byId = new Map(present.map((one) => [one.member.agentId, one]))
  return [...new Set(present.map((one) => one.member.crew))].flatMap((crew) => {
    const team = present
      .filter((one) => one.member.crew === crew)
      .map((one) => memberOf(one, week.get(one.member.agentId), at, profile))
    return proposeSwaps(team, profile).flatMap((swap): Trade[] => {
      const [giver, taker] = [byId.get(swap.giver), byId.get(swap.taker)]
      if (!giver || !taker) return []
      const givesUp = taker.work
      taker.change(giver.work, at)
      return [{ giver, taker, givesUp }]
    })
  })
}

function memberOf(
  { member, work, workSince, own }: Worker,
  before: WeekLoad | undefined,
  at: number,
  profile: RuleProfile,
): TeamMember {
  const day = {
    work,
    blockMinutes: (at - workSince) / minuteMs,
    loadToday: own.loadMs / minuteMs,
    voiceMinutes: own.voiceMs / minuteMs,
    effectiveMinutes: own.effectiveMs / minuteMs,
    skills: WorkFunction.options,
    excluded: member.excluded,
  }
  return {
    ...rotationStanding(day, profile),
    agentId: member.agentId,
    work,
    loadThisWeek: (before?.loadMs ?? 0) + own.loadMs,
    priorityThisWeek: (before?.priorityMs ?? 0) + own.priorityMs,
    volunteer: member.volunteer,
  }
}

function weightsIn(profile: RuleProfile): Readonly<Record<WorkFunction, number>> {
  const rule = profile.rules.find((one) => one.id === 'R-BUDGET')
  if (rule?.id !== 'R-BUDGET') throw new TypeError('A checked profile names R-BUDGET.')
  return rule.settings.weights
}
