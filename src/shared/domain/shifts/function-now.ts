import type { Presence, ReasonCode } from '../agent.ts'
import type { Ledger } from './ledger.ts'
import type { RuleId, WorkFunction } from './rules.ts'

/** The function an agent is on, and how it came to that: the screen says both. */
export interface FunctionNow {
  work: WorkFunction
  because: 'plan' | 'rotation' | 'own'
  ruleId: RuleId | null
  /** End of the planned block, epoch ms; null where nothing is planned for it. */
  untilAt: number | null
}

/** Undefined while the agent rests or is out. */
export function functionNow(ledger: Ledger): FunctionNow | undefined {
  const { mode, assigned, block: own } = ledger
  if (mode.kind === 'rest' || mode.kind === 'out') return undefined
  // A priority call that the phone takes over is no change of function.
  const work = mode.kind === 'contact' ? own.work : mode.work
  const block = plannedBlock(ledger)
  if (assigned?.work === work && (!block || assigned.at >= block.from))
    return { work, because: 'rotation', ruleId: assigned.ruleId, untilAt: null }
  return block?.kind === work
    ? { work, because: 'plan', ruleId: null, untilAt: block.to }
    : { work, because: 'own', ruleId: null, untilAt: null }
}

/** What the plan says for this instant; undefined in a rest or where nothing is planned. */
export function plannedBlock({
  plan,
  at,
}: Ledger): { kind: WorkFunction; from: number; to: number } | undefined {
  for (const { kind, from, to } of plan?.blocks ?? [])
    if (from <= at && at < to && kind !== 'break' && kind !== 'meal') return { kind, from, to }
  return undefined
}

const presenceOfWork: Readonly<Record<WorkFunction, Presence>> = {
  phone: { kind: 'ready' },
  'priority-phone': { kind: 'ready' },
  relay: { kind: 'ready' },
  callbacks: { kind: 'not-ready', reason: 204 },
  training: { kind: 'not-ready', reason: 201 },
  email: { kind: 'not-ready', reason: 203 },
  social: { kind: 'not-ready', reason: 203 },
  appointments: { kind: 'not-ready', reason: 203 },
  'back-office': { kind: 'not-ready', reason: 203 },
}

/** The presence in which a function is worked; without one any text work will do. */
export function presenceOf(work: WorkFunction | null): Presence {
  return presenceOfWork[work ?? 'email']
}

const workOfReason: Readonly<Partial<Record<ReasonCode, WorkFunction>>> = {
  201: 'training',
  202: 'training',
  203: 'email',
  204: 'callbacks',
}

/** What an agent works on in this presence: as assigned where that fits it, else as the presence itself says. */
export function workIn(presence: Presence, assigned: WorkFunction | undefined): WorkFunction {
  if (assigned && samePresence(presenceOf(assigned), presence)) return assigned
  if (presence.kind === 'not-ready') return workOfReason[presence.reason] ?? 'back-office'
  return presence.kind === 'ready' ? 'phone' : 'back-office'
}

function samePresence(one: Presence, other: Presence): boolean {
  if (one.kind === 'not-ready' && other.kind === 'not-ready') return one.reason === other.reason
  return one.kind === other.kind
}
