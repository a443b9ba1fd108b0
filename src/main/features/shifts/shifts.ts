import { z } from 'zod'
import { ShiftLedger } from '../../../shared/contract.ts'
import type { AgentState, Presence } from '../../../shared/domain/agent.ts'
import type { Interaction } from '../../../shared/domain/interaction.ts'
import { minuteMs, wallClock } from '../../../shared/domain/shifts/clock-time.ts'
import { shiftEnd } from '../../../shared/domain/shifts/due-breaks.ts'
import { judge, nextEffect } from '../../../shared/domain/shifts/judge.ts'
import { emptyLedger, type Ledger } from '../../../shared/domain/shifts/ledger.ts'
import type { Judgement, Prompt } from '../../../shared/domain/shifts/prompt.ts'
import { activeRule, WorkFunction, type RuleProfile } from '../../../shared/domain/shifts/rules.ts'
import type { ShiftEvent } from '../../../shared/domain/shifts/shift-event.ts'
import { step } from '../../../shared/domain/shifts/step.ts'
import { shiftsOn, workDay } from '../../../shared/domain/shifts/work-day.ts'
import type { CacheRows } from '../../db/rows.ts'
import type { HandlersOf } from '../../feature.ts'
import type { Clock } from '../../shell.ts'
import { modeOf, presenceFor, type ContactInHand } from './mode.ts'
import { ledgerView, promptsView } from './shift-views.ts'

const tickMs = 15_000
const planEveryMs = 5 * minuteMs
const postponementsKept = 50
const Postponements = z.array(ShiftLedger.shape.postponements.element)

export interface ShiftsDeps {
  rows: CacheRows
  clock: Clock
  profile: () => RuleProfile
  agentId: () => string | undefined
  timeZone: () => string
  /** A demo city plays at any hour: its agent is never sent home nor kept from a call unasked. */
  demo: boolean
  agent: {
    state(): AgentState
    presence(): Presence
    next(): Presence | null
    become(presence: Presence): void
    planNext(presence: Presence | null): void
    refresh(): void
  }
  contactInHand: () => ContactInHand | undefined
  signOut: () => void
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
  /** F-GAP, F-LATE, F-MAX: whether the exchange is asked to wait although the agent is ready. */
  held(): boolean
}

/**
 * Feeds the engine with what really happens and lets its prompts take effect through the agent's presence: at
 * once where nothing is in hand, else as *Al terminar…*. The ledger stays in the cache of this desk.
 */
export function createShifts(deps: ShiftsDeps): Shifts {
  const { rows, clock, agent } = deps
  let ledger: Ledger | undefined
  let owner = ''
  let judgement: Judgement | undefined
  let plannedAt = -Infinity
  let plannedNext: Prompt | undefined
  let stopTicking = () => {}
  let stopWaiting = () => {}
  let acting = false
  let shown = ''

  function happen(event: ShiftEvent): void {
    if (!ledger) return
    ledger = step(ledger, event, deps.profile())
    judgement = judge(ledger, deps.profile())
    if (event.kind !== 'tick' || event.at % minuteMs < tickMs) rows.shiftLedgers.put(owner, ledger)
    act()
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
    const drawn = judgement ? { ...promptsView(judgement, deps.profile()), holds: judgement.holds } : null
    const now = JSON.stringify(drawn, (key, value: unknown) =>
      key === 'opensAt' || key === 'closesAt' || key === 'nextAt' ? undefined : value,
    )
    if (now === shown) return
    shown = now
    deps.onChanged()
  }

  /** One prompt at a time; nested changes of presence come back through `follow` and must not act again. */
  function act(): void {
    if (acting || !judgement) return
    acting = true
    const due = nextEffect(judgement)
    const presence = due && presenceFor(due.effect)
    const state = agent.state()
    const inContact = state === 'talking' || state === 'wrap-up' || state === 'reserved'
    if (plannedNext && due?.promptId !== plannedNext.promptId) {
      const ours = presenceFor(plannedNext.effect)
      if (inContact && JSON.stringify(agent.next()) === JSON.stringify(ours)) agent.planNext(null)
      plannedNext = undefined
    }
    if (due && presence) takeEffect(due, presence, inContact)
    acting = false
    if (agent.state() !== state) follow()
  }

  function takeEffect(due: Prompt, presence: Presence, inContact: boolean): void {
    // In the demo city a card waits for an answer as long as its rule can.
    if (deps.demo && due.level !== 'hard' && !due.accepted) return
    if (presence.kind === 'signed-out') {
      if (!inContact && !deps.demo) deps.signOut()
    } else if (inContact) {
      if (plannedNext?.promptId === due.promptId) return
      plannedNext = due
      agent.planNext(presence)
    } else if (ledger?.mode.kind === 'ready' || due.accepted || due.level === 'hard') agent.become(presence)
  }

  function follow(): void {
    if (!ledger) return
    const mode = modeOf(agent.state(), agent.presence(), deps.contactInHand())
    happen({ kind: 'mode', at: clock.now(), mode })
  }

  function plan(): void {
    const at = clock.now()
    if (Math.abs(at - plannedAt) < planEveryMs) return
    plannedAt = at
    const facts = {
      shifts: rows.knowledge.all('shift'),
      weeks: rows.knowledge.all('schedule-week'),
      timeZone: deps.timeZone(),
      agentId: owner,
      experienceDays: null,
      skills: WorkFunction.options,
      excluded: [],
    }
    happen({ kind: 'planned', at, plan: workDay(at, facts) })
  }

  function tick(): void {
    stopTicking = clock.after(tickMs, tick)
    plan()
    happen({ kind: 'tick', at: clock.now() })
    agent.refresh()
  }

  const view = () =>
    judgement
      ? promptsView(judgement, deps.profile())
      : { prompts: [], resting: null, breaks: { owed: 0, taken: 0, debt: 0, nextAt: null } }

  const postponementsName = () => `shift-postponements-${owner}`
  const postponements = () => rows.remembered.read(postponementsName(), Postponements) ?? []

  return {
    open() {
      owner = deps.agentId() ?? ''
      const at = clock.now()
      ledger = rows.shiftLedgers.of(owner) ?? emptyLedger(at)
      plannedAt = -Infinity
      // Nothing takes effect before overtime is known: the end of the shift would sign out whoever just came.
      acting = true
      plan()
      // Who signs in after the shift has said yes to overtime by doing so.
      if (deps.demo || (shiftEnd(ledger) ?? Infinity) <= at) happen({ kind: 'overtime-agreed', at })
      acting = false
      stopTicking()
      tick()
    },
    close() {
      stopTicking()
      stopWaiting()
      if (ledger) happen({ kind: 'mode', at: clock.now(), mode: { kind: 'out' } })
      ledger = undefined
      judgement = undefined
      plannedNext = undefined
      tell()
    },
    pause() {
      stopTicking()
      stopWaiting()
      if (ledger) rows.shiftLedgers.put(owner, ledger)
    },
    follow,
    contactClosed({ interactionId, queue, draft }) {
      const hard = activeRule(deps.profile(), 'F-HARD')?.settings.dispositions ?? []
      if (draft.disposition === undefined || !hard.includes(draft.disposition)) return
      happen({ kind: 'hard-contact', at: clock.now(), contactId: interactionId, topic: queue })
    },
    held: () => !deps.demo && (judgement?.holds.length ?? 0) > 0 && !lapsed(judgement, clock.now()),
    handlers: {
      'shift.today'() {
        const timeZone = deps.timeZone()
        const { day } = wallClock(clock.now(), timeZone)
        const [shift] = shiftsOn(day, {
          shifts: rows.knowledge.all('shift'),
          weeks: rows.knowledge.all('schedule-week'),
          agentId: deps.agentId() ?? '',
        })
        if (!shift) return null
        return { from: shift.from, to: shift.to, activities: shift.activities, timeZone }
      },
      'shift.prompts': view,
      'shift.answerPrompt'({ promptId, answer, reason }) {
        const at = clock.now()
        const ruleId = judgement?.prompts.find((one) => one.promptId === promptId)?.ruleId
        if (ruleId && answer === 'not-now' && reason)
          rows.remembered.write(
            postponementsName(),
            [...postponements(), { ruleId, at: new Date(at).toISOString(), reason }].slice(
              -postponementsKept,
            ),
          )
        happen({ kind: 'answered', at, promptId, answer })
        return view()
      },
      'shift.ledger'() {
        const current = ledger ?? emptyLedger(clock.now())
        const profile = deps.profile()
        return ledgerView(current, judgement ?? judge(current, profile), profile, postponements())
      },
      'shift.report'({ what }) {
        const at = clock.now()
        switch (what) {
          case 'hard-contact': {
            const contact = deps.contactInHand()
            const contactId = contact?.contactId ?? `at-${at}`
            happen({ kind: 'hard-contact', at, contactId, topic: contact?.queueId ?? '' })
            break
          }
          case 'hoarse':
            happen({ kind: 'hoarse', at })
            break
          case 'overtime':
            happen({ kind: 'overtime-agreed', at })
            break
        }
        return view()
      },
    },
  }
}

/** A hold with an end is over at its end, also before the next tick says so. */
function lapsed(judgement: Judgement | undefined, now: number): boolean {
  return (judgement?.holds ?? []).every(({ untilAt }) => untilAt !== null && untilAt <= now)
}
