import { minuteMs } from './clock-time.ts'
import type { Ledger, Rest } from './ledger.ts'
import { activeRule, type RuleProfile, type WorkFunction } from './rules.ts'

/** Longer between two events than this, and the machine slept or the app was off: nobody knows what happened. */
const unknownAfterMs = 150_000
const rollingMs = 60 * minuteMs
/** Idle this long is a pause, whatever the agent calls it. */
const toleranceMs = 30_000

const voiceWork: ReadonlySet<WorkFunction> = new Set(['phone', 'priority-phone', 'relay', 'callbacks'])
export const isVoice = (work: WorkFunction) => voiceWork.has(work)

/** A rest counts once it lasted as long as its rule says, half a minute more or less. */
export function restedEnough(rest: Rest, minutes: number): boolean {
  return rest.restedMs >= minutes * minuteMs - toleranceMs
}

/**
 * Books the time between the last event and this one on the ledger. Time that went backwards moves the ledger's
 * own instants with it; time nobody saw is booked as nothing, unless the agent was resting.
 */
export function spend(ledger: Ledger, at: number, profile: RuleProfile): Ledger {
  const passed = at - ledger.at
  if (passed === 0) return ledger
  if (passed < 0) return rebased(ledger, passed)
  if (passed > unknownAfterMs && ledger.mode.kind !== 'rest')
    return { ...ledger, at, stretch: { occupiedMs: 0, pausedMs: 0, count: ledger.stretch.count + 1 } }
  const { mode } = ledger
  const next: Ledger = {
    ...ledger,
    at,
    recent: recentWith(ledger, at),
    stretch: stretchWith(ledger, passed, profile),
  }
  switch (mode.kind) {
    case 'out':
      return next
    case 'rest':
      return rested(next, passed, profile)
    case 'ready':
    case 'task':
    case 'contact': {
      next.effectiveMs += passed
      next.workedMs += passed
      const weight = activeRule(profile, 'R-BUDGET')?.settings.weights[mode.work] ?? 1
      next.loadMs += passed * weight
      if (mode.work === 'priority-phone') next.priorityMs += passed
      if (isVoice(mode.work)) next.voiceMs += passed
      if (mode.kind !== 'ready') next.occupiedMs += passed
      if (mode.kind === 'contact' && mode.phase === 'talking') next.talkMs += passed
      next.block = blockWith(ledger, passed)
      return next
    }
  }
}

/**
 * R-BLOCK: only another function begins another block. A call from another queue, or a minute without a line, is no
 * change of work (RD 488/1997 art. 3.3 asks for alternation of tasks).
 */
export function blockWith({ block, mode }: Ledger, passed: number): Ledger['block'] {
  if (mode.kind === 'task' && (mode.reason === null || mode.reason === withoutLine)) return block
  if (mode.kind === 'contact') return { ...block, ms: block.ms + passed }
  if (mode.kind !== 'ready' && mode.kind !== 'task') return block
  return block.work === mode.work
    ? { ...block, ms: block.ms + passed }
    : { work: mode.work, ms: passed, count: block.count + 1 }
}

const withoutLine = 301
const visualBreak = 101
const meal = 103

/**
 * Only the visual break counts as effective work (II Conv. art. 54), and only as long as it is owed; every other
 * rest stops the count.
 */
function rested(ledger: Ledger, passed: number, profile: RuleProfile): Ledger {
  const { mode, rests } = ledger
  const last = rests.at(-1)
  if (mode.kind !== 'rest' || !last) return ledger
  const owedMs = (activeRule(profile, 'F-PVD')?.settings.restMinutes ?? 0) * minuteMs
  const effective = mode.reason === visualBreak ? Math.min(passed, Math.max(0, owedMs - last.restedMs)) : 0
  return {
    ...ledger,
    effectiveMs: ledger.effectiveMs + effective,
    workedMs: ledger.workedMs + (mode.reason === meal ? 0 : passed),
    rests: [...rests.slice(0, -1), { ...last, restedMs: last.restedMs + passed }],
  }
}

function stretchWith(ledger: Ledger, passed: number, profile: RuleProfile): Ledger['stretch'] {
  const { mode, stretch } = ledger
  if (mode.kind === 'contact' || mode.kind === 'task')
    return { occupiedMs: stretch.occupiedMs + passed, pausedMs: 0, count: stretch.count }
  const pausedMs = stretch.pausedMs + passed
  const enough = (activeRule(profile, 'F-CONT')?.settings.pauseMinutes ?? 2) * minuteMs
  if (pausedMs < enough || stretch.occupiedMs === 0) return { ...stretch, pausedMs }
  return { occupiedMs: 0, pausedMs, count: stretch.count + 1 }
}

function recentWith(ledger: Ledger, at: number): Ledger['recent'] {
  const use = spanUse(ledger)
  const last = ledger.recent.at(-1)
  const joined = last?.use === use && last.to === ledger.at
  const first = ledger.recent[0]
  const oldest = at - rollingMs
  const kept = first && first.to <= oldest ? ledger.recent.filter((span) => span.to > oldest) : ledger.recent
  if (joined && kept.length > 0) return [...kept.slice(0, -1), { ...last, to: at }]
  return [...kept, { from: ledger.at, to: at, use }]
}

function spanUse({ mode }: Ledger): Ledger['recent'][number]['use'] {
  switch (mode.kind) {
    case 'contact':
      return mode.phase === 'talking' ? 'talk' : 'occupied'
    case 'task':
      return 'occupied'
    case 'ready':
      return 'free'
    case 'rest':
    case 'out':
      return 'rest'
  }
}

/** The clock was set back: what lies ahead and behind keeps its distance from now. */
function rebased(ledger: Ledger, by: number): Ledger {
  const move = (at: number | null) => (at === null ? null : at + by)
  return {
    ...ledger,
    at: ledger.at + by,
    modeSince: ledger.modeSince + by,
    recent: ledger.recent.map((span) => ({ ...span, from: span.from + by, to: span.to + by })),
    rests: ledger.rests.map((rest) => ({
      ...rest,
      startedAt: rest.startedAt + by,
      endedAt: move(rest.endedAt),
    })),
    answers: Object.fromEntries(
      Object.entries(ledger.answers).map(([id, answer]) => [
        id,
        { ...answer, untilAt: move(answer.untilAt) },
      ]),
    ),
    opened: Object.fromEntries(Object.entries(ledger.opened).map(([id, at]) => [id, at + by])),
    lastContactEndedAt: move(ledger.lastContactEndedAt),
    gapCutFor: move(ledger.gapCutFor),
    trade: ledger.trade && {
      ...ledger.trade,
      at: ledger.trade.at + by,
      until: ledger.trade.until + by,
    },
    forecast: ledger.forecast && { ...ledger.forecast, at: ledger.forecast.at + by },
  }
}

/** Share of the last hour by use; `seen` says how much of it is known. Ms. */
export function lastHour(ledger: Ledger): { talkMs: number; occupiedMs: number; workedMs: number } {
  const oldest = ledger.at - rollingMs
  const sum = { talkMs: 0, occupiedMs: 0, workedMs: 0 }
  for (const { from, to, use } of ledger.recent) {
    const ms = to - Math.max(from, oldest)
    if (ms <= 0 || use === 'rest') continue
    sum.workedMs += ms
    if (use !== 'free') sum.occupiedMs += ms
    if (use === 'talk') sum.talkMs += ms
  }
  return sum
}
