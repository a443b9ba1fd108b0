import { judge, nextEffect } from '../../shared/domain/shifts/judge.ts'
import { emptyLedger, type Ledger, type Mode } from '../../shared/domain/shifts/ledger.ts'
import type { Judgement } from '../../shared/domain/shifts/prompt.ts'
import type { RuleProfile, WorkFunction } from '../../shared/domain/shifts/rules.ts'
import type { ShiftEvent } from '../../shared/domain/shifts/shift-event.ts'
import { isVoice } from '../../shared/domain/shifts/spend.ts'
import { step } from '../../shared/domain/shifts/step.ts'
import type { Chance } from './random.ts'
import { hourMs, minuteMs, planOf, type Member } from './team.ts'

/** What a person is in the middle of; nothing of it is interrupted. */
export type Doing =
  | { kind: 'off' }
  | { kind: 'idle'; since: number }
  | { kind: 'contact'; talkUntil: number; until: number }
  | { kind: 'item'; until: number }
  | { kind: 'rest'; reason: number; until: number }

const itemMeanMs = 5 * minuteMs
const longestItemMs = 15 * minuteMs
const gapMs = 20_000
const windowMs = 15 * minuteMs

/** Kept beside the engine and not by it, so that it cannot vouch for itself. */
export interface OwnAccount {
  effectiveMs: number
  voiceMs: number
  loadMs: number
  priorityMs: number
  /** Effective ms at the start of every visual break that lasted. */
  breakStarts: number[]
  inContact: number
}

/** One person for one day, with the engine or, without `profile`, with nobody who tells them to rest. */
export interface Worker {
  readonly member: Member
  readonly own: OwnAccount
  doing: Doing
  work: WorkFunction
  /** Since when in this function. */
  workSince: number
  judgement: Judgement | undefined
  /** May a contact be offered now? */
  free(at: number): boolean
  take(at: number, talkMs: number, handleMs: number): void
  /** Books `ms` up to `at`, ends what has ended and starts what is due. */
  move(at: number, ms: number, weights: Readonly<Record<WorkFunction, number>>): void
  tell(event: ShiftEvent): void
  change(work: WorkFunction, at: number): void
}

export function createWorker(
  member: Member,
  work: WorkFunction,
  midnight: number,
  profile: RuleProfile | undefined,
  chance: Chance,
): Worker {
  let ledger: Ledger = emptyLedger(midnight)
  let contacts = 0
  /** What is in hand now: a change of function leaves it as it is until it is finished. */
  let inHand: WorkFunction = work
  let lastContactEndedAt = -Infinity
  const answeredPrompts = new Set<string>()
  const working = (at: number) =>
    member.segments.some(({ from, to }) => midnight + from <= at && at < midnight + to)

  function tell(event: ShiftEvent): void {
    if (!profile) return
    ledger = step(ledger, event, profile)
    worker.judgement = judge(ledger, profile)
  }
  const be = (at: number, mode: Mode) => tell({ kind: 'mode', at, mode })

  /** Some put a break off, as the rule lets them; most take it as it comes. */
  function answer(at: number): void {
    for (const prompt of worker.judgement?.prompts ?? []) {
      if (prompt.level !== 'soft' || prompt.postponableMs === 0 || answeredPrompts.has(prompt.promptId))
        continue
      answeredPrompts.add(prompt.promptId)
      const mood = chance.next()
      const said = mood < 0.15 ? 'in-10-min' : mood < 0.2 ? 'not-now' : undefined
      if (said) tell({ kind: 'answered', at, promptId: prompt.promptId, answer: said })
    }
  }

  function resume(at: number): void {
    if (!working(at)) {
      worker.doing = { kind: 'off' }
      return be(at, { kind: 'out' })
    }
    inHand = worker.work
    const due = worker.judgement && nextEffect(worker.judgement)
    if (due?.effect.kind === 'rest') return rest(at, due.effect.reason, due.effect.minutes)
    if (isVoice(worker.work)) {
      worker.doing = { kind: 'idle', since: at }
      return be(at, { kind: 'ready', work: worker.work })
    }
    const until = at + Math.min(longestItemMs, chance.lasting(itemMeanMs, 0.5))
    worker.doing = { kind: 'item', until }
    be(at, { kind: 'task', reason: 203, work: worker.work })
  }

  function rest(at: number, reason: number, minutes: number): void {
    if (worker.doing.kind === 'contact' && worker.doing.until > at) worker.own.inContact++
    if (reason === 101) worker.own.breakStarts.push(worker.own.effectiveMs)
    worker.doing = { kind: 'rest', reason, until: at + minutes * minuteMs }
    be(at, { kind: 'rest', reason })
  }

  const worker: Worker = {
    member,
    own: { effectiveMs: 0, voiceMs: 0, loadMs: 0, priorityMs: 0, breakStarts: [], inContact: 0 },
    doing: { kind: 'off' },
    work,
    workSince: midnight,
    judgement: undefined,
    free(at) {
      return (
        worker.doing.kind === 'idle' &&
        at - lastContactEndedAt >= gapMs &&
        (worker.judgement?.holds.length ?? 0) === 0
      )
    },
    take(at, talkMs, handleMs) {
      worker.doing = { kind: 'contact', talkUntil: at + talkMs, until: at + handleMs }
      be(at, { kind: 'contact', contactId: `c${++contacts}`, work: worker.work, topic: '', phase: 'talking' })
    },
    move(at, ms, weights) {
      const { doing, own } = worker
      if (doing.kind === 'off') {
        if (working(at)) {
          tell({ kind: 'planned', at, plan: planOf(member, midnight) })
          worker.workSince = Math.max(worker.workSince, at)
          resume(at)
        }
        return
      }
      if (doing.kind !== 'rest' || doing.reason === 101) own.effectiveMs += ms
      if (doing.kind !== 'rest') {
        own.loadMs += ms * weights[inHand]
        if (isVoice(inHand)) own.voiceMs += ms
        if (inHand === 'priority-phone') own.priorityMs += ms
      }
      if (at % 30_000 === 0) {
        tell({ kind: 'tick', at })
        answer(at)
      }
      if (doing.kind === 'contact' && doing.until <= at) lastContactEndedAt = at
      const over = doing.kind === 'idle' || doing.until <= at
      const idleStays =
        doing.kind === 'idle' && working(at) && !(worker.judgement && nextEffect(worker.judgement))
      if (over && !idleStays) resume(at)
    },
    tell,
    change(next, at) {
      worker.work = next
      worker.workSince = at
      if (worker.doing.kind === 'idle') resume(at)
    },
  }
  return worker
}

/** How a day was kept: by hours of effective work on the worker's own account. */
export function accountOf({ own }: Worker): { owed: number; taken: number; missed: number; outside: number } {
  const owed = Math.floor(own.effectiveMs / hourMs)
  const hourOf = (start: number) => Math.max(1, Math.round(start / hourMs))
  const outside = own.breakStarts.filter(
    (start) => Math.abs(start - hourOf(start) * hourMs) > windowMs,
  ).length
  const answered = new Set(own.breakStarts.map(hourOf).filter((hour) => hour <= owed))
  return { owed, taken: own.breakStarts.length, missed: owed - answered.size, outside }
}
