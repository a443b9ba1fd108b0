import type { ShiftPrompts } from '../../../shared/contract.ts'
import type { Agent, Presence } from '../../../shared/domain/agent.ts'
import type { Interaction } from '../../../shared/domain/interaction.ts'
import { dayMs, hourMs, minuteMs } from '../../../shared/domain/shifts/clock-time.ts'
import { shiftEnd } from '../../../shared/domain/shifts/due-breaks.ts'
import { workIn } from '../../../shared/domain/shifts/function-now.ts'
import { judge } from '../../../shared/domain/shifts/judge.ts'
import { emptyLedger, type Ledger } from '../../../shared/domain/shifts/ledger.ts'
import { offersFor, type Offers } from '../../../shared/domain/shifts/offers.ts'
import { earlyMs } from '../../../shared/domain/shifts/off-shift.ts'
import { forecastAt, Outlook } from '../../../shared/domain/shifts/outlook.ts'
import type { Judgement } from '../../../shared/domain/shifts/prompt.ts'
import { activeRule, WorkFunction, type RuleProfile } from '../../../shared/domain/shifts/rules.ts'
import type { ShiftEvent } from '../../../shared/domain/shifts/shift-event.ts'
import type { AgentReport } from '../../../shared/domain/schedules/live.ts'
import type { Trade } from '../../../shared/domain/shifts/trade.ts'
import { step } from '../../../shared/domain/shifts/step.ts'
import { workDay } from '../../../shared/domain/shifts/work-day.ts'
import type { CacheRows } from '../../db/rows.ts'
import type { HandlersOf } from '../../feature.ts'
import { isRest, modeOf, type ContactInHand } from './mode.ts'
import { createOwnRules } from './own-rules.ts'
import { createOwnWords } from './own-words.ts'
import { createPromptEffects, type MovedAgent } from './prompt-effects.ts'
import { rotationWord, tradeAnswer } from './rotation-word.ts'
import type { ShiftClock } from './shift-clock.ts'
import { comesOutsideShift, shiftHandlers } from './shift-handlers.ts'
import { promptsView } from './shift-views.ts'

const tickMs = 15_000
const planEveryMs = 5 * minuteMs
/** A note between shifts is written before the last contact has to be. */
const handoverMs = 30 * minuteMs
/** A break is granted for the shift of the moment, and no shift is longer. */
const grantGoodMs = 12 * hourMs

export interface ShiftsDeps {
  rows: CacheRows
  clock: ShiftClock
  profile: () => RuleProfile
  /** Who is signed in. */
  who: () => Agent | undefined
  timeZone: () => string
  /** A demo city plays at any hour: its agent is never sent home nor kept from a call unasked. */
  lenient: boolean
  agent: MovedAgent
  contactInHand: () => ContactInHand | undefined
  signOut: () => void
  /** How the breaks of the day stand now; called with every judgement. */
  onJudged: (agentId: string, day: string | undefined, judgement: Judgement) => void
  onChanged: () => void
}

export interface Shifts {
  readonly handlers: HandlersOf<'shift'>
  /** Somebody signed in: their ledger goes on where it was, also after a restart. */
  open(): void
  close(): void
  /** The desk is closing: keeps the ledger, the shift goes on where it is opened again. */
  pause(): void
  /** State or contact read differently now. */
  follow(): void
  /** A contact was closed: some are hard by how they ended (F-HARD). */
  contactClosed(interaction: Interaction): void
  /** F-GAP, F-LATE, F-MAX, F-DISC: whether the exchange is asked to wait although the agent is ready. */
  held(): boolean
  /** The cards and rests as they stand; null while nobody is signed in. */
  view(): ShiftPrompts | null
  /** F-DISC: outside of the shift nothing rings, shows or makes a sound. */
  disconnected(): boolean
  /** Little is left of the shift, or it is over: time for what the next one has to know. */
  endsSoon(): boolean
  /** Which contacts may be offered in a presence, by the function it means and what is kept away from the agent. */
  offers(presence: Presence): Offers | undefined
  /** F-NEW: a newcomer has more time to write. */
  wrapUpFactor(): number
  /** F-ACOU: a sudden loud sound came through the headset. */
  acousticShock(): void
  /** What the backend says of the line; kept, so that the last word counts with the cable out and after a restart. */
  heard(outlook: Outlook): void
  /** A colleague to change functions with, what has become of it, or null where there is none any more. */
  heardTrade(trade: Trade | null): void
  /** F-OCC: whether the last hour was fuller than the rule allows. */
  overloaded(): boolean
  /** Something of the schedule may have come down: today is read anew at once, not in five minutes. */
  planAgain(): void
  /** Breaks that a lead granted came down, or stood here already. */
  heardGrants(): void
  /** What the backend arranges trades by: what follows from the ledger, never the ledger. */
  rotation(): Pick<AgentReport, 'rotation' | 'trade'>
  /** Lives through this many minutes at once; only on a clock of the shift's own. */
  passTime(minutes: number): void
}

/**
 * Feeds the engine with what really happens and lets its prompts take effect through the agent's presence. The
 * ledger stays in the cache of this desk.
 */
export function createShifts(deps: ShiftsDeps): Shifts {
  const { rows, clock, agent, lenient } = deps
  let ledger: Ledger | undefined
  let owner = ''
  let judgement: Judgement | undefined
  let plannedAt = -Infinity
  let stopTicking = () => {}
  let stopWaiting = () => {}
  let shown = ''
  let outlook: Outlook | undefined
  const words = createOwnWords(rows.remembered, () => owner)
  const ownRules = createOwnRules(deps.profile, words)
  const profile = () => ownRules.now()
  const effects = createPromptEffects({
    agent,
    lenient,
    signOut: deps.signOut,
    onAssigned: (work, ruleId) => happen({ kind: 'assigned', at: clock.now(), work, ruleId }),
    onMoved: follow,
  })

  function happen(event: ShiftEvent): void {
    if (!ledger) return
    ledger = step(ledger, event, profile())
    judgement = judge(ledger, profile())
    if (event.kind !== 'tick' || event.at % minuteMs < tickMs) rows.shiftLedgers.put(owner, ledger)
    const day = ledger.plan?.day
    effects.act(judgement, ledger.mode)
    // It may have been the end of the shift: then everything is closed and told by now.
    if (judgement) deps.onJudged(owner, day, judgement)
    tell()
    wakeAtHoldsEnd()
  }

  /** A gap between contacts ends to the second, not at the next tick. */
  function wakeAtHoldsEnd(): void {
    stopWaiting()
    const ends = (judgement?.holds ?? []).flatMap(({ untilAt }) => untilAt ?? []).toSorted((a, b) => a - b)
    const next = ends.find((at) => at > clock.now())
    if (next !== undefined) stopWaiting = clock.after(next - clock.now(), () => agent.refresh())
  }

  /** Announces only what a screen would draw differently. */
  function tell(): void {
    const drawn = ledger && judgement ? promptsView(ledger, judgement, profile(), (id) => id) : null
    const now = JSON.stringify([drawn, endsSoon()], (key, value: unknown) =>
      key === 'opensAt' || key === 'closesAt' || key === 'nextAt' ? undefined : value,
    )
    if (now === shown) return
    shown = now
    deps.onChanged()
  }

  function endsSoon(): boolean {
    const end = ledger ? shiftEnd(ledger) : null
    return end !== null && clock.now() >= end - handoverMs
  }

  function follow(): void {
    if (!ledger) return
    const mode = modeOf(agent.state(), agent.presence(), deps.contactInHand(), ledger.assigned?.work)
    happen({ kind: 'mode', at: clock.now(), mode })
  }

  function plan(): void {
    const at = clock.now()
    if (Math.abs(at - plannedAt) < planEveryMs) return
    plannedAt = at
    const { avoid, prefer } = words.preferences()
    const { startedOn, skills } = deps.who() ?? {}
    const facts = {
      shifts: rows.knowledge.all('shift'),
      weeks: rows.knowledge.all('schedule-week'),
      timeZone: deps.timeZone(),
      agentId: owner,
      experienceDays: startedOn === undefined ? null : Math.floor((at - Date.parse(startedOn)) / dayMs),
      skills: skills ?? WorkFunction.options,
      excluded: avoid,
      preferred: prefer,
      ...(outlook && outlook.stagger !== null && { place: { day: outlook.day, stagger: outlook.stagger } }),
    }
    happen({ kind: 'planned', at, plan: workDay(at, facts) })
  }

  function planAgain(): void {
    plannedAt = -Infinity
    if ((ledger?.plan?.segments.length ?? 0) > 0) return plan()
    const at = clock.now()
    // Whoever works already when the desk first hears of a shift that is over came to work past it.
    effects.quietly(() => {
      plan()
      if (ledger && comesOutsideShift(ledger, at)) happen({ kind: 'overtime-agreed', at })
    })
    happen({ kind: 'tick', at })
  }

  /** The engine takes each of them once, however often it is told. */
  function heardGrants(): void {
    if (!ledger) return
    const { granted, plan: today } = ledger
    const at = clock.now()
    const since = Math.max(at - grantGoodMs, (today?.segments[0]?.from ?? 0) - earlyMs)
    const fresh = rows.knowledge
      .all('break-grant')
      .filter((one) => one.agentId === owner && Date.parse(one.at) >= since && !granted.includes(one.grantId))
    for (const { grantId, minutes } of fresh.toSorted((a, b) => a.at.localeCompare(b.at)))
      happen({ kind: 'granted', at, grantId, minutes })
  }

  /** The engine believes a forecast for five minutes: it is told again until the outlook has nothing to say. */
  function foresee(): void {
    const at = clock.now()
    const seen = outlook && forecastAt(outlook, at)
    if (seen) happen({ kind: 'forecast', at, ...seen })
  }

  function tick(): void {
    stopTicking()
    stopTicking = clock.after(tickMs, tick)
    plan()
    foresee()
    happen({ kind: 'tick', at: clock.now() })
    agent.refresh()
  }

  const outlookName = () => `shift-outlook-${owner}`

  return {
    // A second peak of the same incident starts nothing anew.
    acousticShock() {
      if (ledger && ledger.acousticAt === null) happen({ kind: 'acoustic-shock', at: clock.now() })
    },
    heard(told) {
      if (!ledger) return
      const placedAnew = told.stagger !== outlook?.stagger || told.day !== outlook.day
      outlook = told
      rows.remembered.write(outlookName(), told)
      if (placedAnew) plannedAt = -Infinity
      plan()
      foresee()
    },
    heardTrade(trade) {
      if (ledger && (trade || ledger.trade)) happen({ kind: 'trade', at: clock.now(), trade })
    },
    overloaded: () => (judgement?.alerts.length ?? 0) > 0,
    heardGrants,
    planAgain,
    rotation() {
      if (!ledger) return { rotation: null, trade: null }
      const seen = { state: agent.state(), presence: agent.presence() }
      return { rotation: rotationWord(ledger, profile(), seen), trade: tradeAnswer(ledger) }
    },
    view: () => (ledger && judgement ? promptsView(ledger, judgement, profile(), (id) => id) : null),
    open() {
      owner = deps.who()?.agentId ?? ''
      ownRules.again()
      const at = clock.now()
      ledger = rows.shiftLedgers.of(owner) ?? emptyLedger(at)
      outlook = rows.remembered.read(outlookName(), Outlook)
      plannedAt = -Infinity
      // Nothing takes effect before overtime is known: the end of the shift would sign out whoever just came.
      effects.quietly(() => {
        plan()
        if (lenient || (ledger && comesOutsideShift(ledger, at))) happen({ kind: 'overtime-agreed', at })
      })
      heardGrants()
      tick()
    },
    close() {
      stopTicking()
      stopWaiting()
      if (ledger) happen({ kind: 'mode', at: clock.now(), mode: { kind: 'out' } })
      ledger = undefined
      judgement = undefined
      effects.forget()
      tell()
    },
    pause() {
      stopTicking()
      stopWaiting()
      if (ledger) rows.shiftLedgers.put(owner, ledger)
    },
    follow,
    contactClosed({ interactionId, queue, draft }) {
      const hard = activeRule(profile(), 'F-HARD')?.settings.dispositions ?? []
      if (draft.disposition === undefined || !hard.includes(draft.disposition)) return
      happen({ kind: 'hard-contact', at: clock.now(), contactId: interactionId, topic: queue })
    },
    held: () => !lenient && (judgement?.holds.length ?? 0) > 0 && !lapsed(judgement, clock.now()),
    endsSoon,
    disconnected: () => !lenient && (judgement?.disconnected ?? false),
    offers(presence) {
      const works = presence.kind === 'ready' || (presence.kind === 'not-ready' && !isRest(presence.reason))
      if (!ledger || !works) return undefined
      return offersFor(workIn(presence, ledger.assigned?.work), judgement?.keptAway ?? [])
    },
    wrapUpFactor: () => judgement?.wrapUpFactor ?? 1,
    passTime(minutes) {
      for (let passed = 0; passed < minutes * minuteMs; passed += 2 * tickMs) {
        clock.skip?.(2 * tickMs)
        tick()
      }
      deps.onChanged()
    },
    handlers: shiftHandlers({
      rows,
      clock,
      timeZone: deps.timeZone,
      agentId: () => deps.who()?.agentId,
      profile,
      words,
      contactInHand: deps.contactInHand,
      ledger: () => ledger ?? emptyLedger(clock.now()),
      judgement: () => judgement,
      happen,
      planAgain() {
        ownRules.again()
        planAgain()
      },
    }),
  }
}

/** A hold with an end is over at its end, also before the next tick says so. */
function lapsed(judgement: Judgement | undefined, now: number): boolean {
  return (judgement?.holds ?? []).every(({ untilAt }) => untilAt !== null && untilAt <= now)
}
