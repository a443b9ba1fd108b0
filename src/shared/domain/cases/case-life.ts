import { assertNever } from '../../errors.ts'
import { hourMs } from '../shifts/clock-time.ts'
import type { ServiceRequest } from '../service-request.ts'
import type { CaseLogEntry, CaseStep, SecondLevel } from './case-step.ts'
import { afterWorking, workingMsBetween, type WorkingHours } from './working-time.ts'

/*
 * A case between the two levels (domain §2.7). The clock runs in `queued` and `taken` and stands still elsewhere.
 *
 *              take               reply              told
 *   queued ───────────▶ taken ───────────▶ answered ──────▶ closed
 *     ▲ ▲ ◀── release ── │ │ └─ close ───────────────────────▶ │
 *     │ └──── complete ── returned ◀─ return ─┘                 │
 *     └────────────────────── reopen ◀── answered, closed ──────┘
 */

/** Why a step is not taken, by code: the desk has the words. */
export const caseRefusals = {
  gone: 'case-gone',
  movedOn: 'case-moved-on',
  otherUnit: 'case-of-other-unit',
  taken: 'case-taken',
  notEscalated: 'case-not-escalated',
  twoExits: 'case-two-exits',
  noReason: 'case-without-reason',
} as const
export type CaseRefusal = (typeof caseRefusals)[keyof typeof caseRefusals]

/** Who takes the step. */
export interface StepAuthor {
  agentId: string
  name: string
  /** Of these he is a specialist. */
  units?: readonly string[] | undefined
}

/** What the promise to the citizen is made of; both sides know it, the backend's word stands. */
export interface AnswerTerms {
  /** Working hours from the moment level 2 has the case. */
  withinHours: number
  hours: WorkingHours
}

/** Where neither the unit nor the pack says otherwise: two working days of eight hours. */
export const usualAnswerHours = 16

/** The log keeps the newest: no life of a case is longer. */
const longestLog = 200

type Stepped = { request: ServiceRequest } | { refusal: CaseRefusal }

/** The case enters the queue of its unit, with its summary as first word of the log. */
export function enterSecondLevel(
  summary: string,
  by: StepAuthor,
  at: string,
  terms: AnswerTerms,
): SecondLevel {
  return {
    state: 'queued',
    dueAt: dueFrom(at, terms.withinHours * hourMs, terms),
    reopened: 0,
    log: [entry('escalate', summary, by, at)],
  }
}

/**
 * The next state of a case, the same on the desk (at once) and on the backend (for good). Pure; a step that does not
 * fit where the case stands, or whose author is no specialist of its unit, is refused by code.
 */
export function stepCase(
  request: ServiceRequest,
  step: CaseStep,
  by: StepAuthor,
  at: string,
  terms: AnswerTerms,
): Stepped {
  if (step.kind === 'reopen') return reopen(request, step.words, by, at, terms)
  if (step.kind === 'reference-told') return changed(request, at, { referenceToldAt: at })
  const { secondLevel } = request
  if (!secondLevel) return { refusal: caseRefusals.notEscalated }
  if (step.kind === 'supplement')
    return secondLevel.state === 'closed'
      ? { refusal: caseRefusals.movedOn }
      : changed(request, at, {
          dossier: step.dossier,
          description: step.description,
          attributes: { ...request.attributes, ...step.attributes },
        })
  const refusal = refusalOf(request, secondLevel, step.kind, by)
  if (refusal) return { refusal }
  return changed(request, at, {
    secondLevel: logged(next(secondLevel, step, by, at, terms), step, by, at),
    ...(step.kind === 'close' || step.kind === 'told' ? { status: 'closed' as const } : {}),
  })
}

type Move = Exclude<CaseStep['kind'], 'reopen' | 'reference-told' | 'supplement'>

/** From where each step leads on, and whose it is. */
const moves: Record<Move, { from: readonly SecondLevel['state'][]; whose: 'unit' | 'taker' | 'anybody' }> = {
  take: { from: ['queued'], whose: 'unit' },
  release: { from: ['taken'], whose: 'taker' },
  reply: { from: ['taken'], whose: 'taker' },
  return: { from: ['taken'], whose: 'taker' },
  close: { from: ['taken'], whose: 'taker' },
  complete: { from: ['returned'], whose: 'anybody' },
  told: { from: ['answered'], whose: 'anybody' },
}

/** Steps that this agent may take now: what the screens offer, and no other rule. */
export function stepsOpenTo(request: ServiceRequest, by: StepAuthor): Move[] {
  const { secondLevel } = request
  if (!secondLevel || request.status === 'closed') return []
  return (Object.keys(moves) as Move[]).filter(
    (kind) => refusalOf(request, secondLevel, kind, by) === undefined,
  )
}

function refusalOf(
  { unitId, status }: ServiceRequest,
  secondLevel: SecondLevel,
  kind: Move,
  by: StepAuthor,
): CaseRefusal | undefined {
  const { from, whose } = moves[kind]
  if (whose !== 'anybody' && !(unitId !== undefined && by.units?.includes(unitId)))
    return caseRefusals.otherUnit
  if (kind === 'take' && secondLevel.state === 'taken') return caseRefusals.taken
  if (status === 'closed' || !from.includes(secondLevel.state)) return caseRefusals.movedOn
  if (whose === 'taker' && secondLevel.taken?.agentId !== by.agentId) return caseRefusals.taken
  return undefined
}

function next(
  before: SecondLevel,
  step: Extract<CaseStep, { kind: Move }>,
  by: StepAuthor,
  at: string,
  terms: AnswerTerms,
): SecondLevel {
  const { taken: _taken, leftMs, ...rest } = before
  switch (step.kind) {
    case 'take':
      return { ...rest, state: 'taken', taken: { agentId: by.agentId, name: by.name } }
    case 'release':
      return { ...rest, state: 'queued' }
    case 'reply':
      return { ...stopped(before, at, terms), state: 'answered' }
    case 'return':
      return { ...stopped(before, at, terms), state: 'returned' }
    case 'complete':
      return { ...rest, state: 'queued', dueAt: dueFrom(at, leftMs ?? 0, terms) }
    case 'close':
      return { ...stopped(before, at, terms), state: 'closed', outcome: step.outcome }
    case 'told':
      return { ...before, state: 'closed', outcome: 'resolved' }
    default:
      return assertNever(step)
  }
}

function stopped(before: SecondLevel, at: string, { hours }: AnswerTerms): SecondLevel {
  return { ...before, leftMs: workingMsBetween(Date.parse(at), Date.parse(before.dueAt), hours) }
}

/** Time that is over already stays over: level 1 was not slow on level 2's account. */
function dueFrom(at: string, workingMs: number, { hours }: AnswerTerms): string {
  return new Date(afterWorking(Date.parse(at), workingMs, hours)).toISOString()
}

function reopen(
  request: ServiceRequest,
  words: string,
  by: StepAuthor,
  at: string,
  terms: AnswerTerms,
): Stepped {
  const { secondLevel } = request
  if (request.status !== 'closed' && secondLevel?.state !== 'answered')
    return { refusal: caseRefusals.movedOn }
  const began = enterSecondLevel(words, by, at, terms)
  const again: SecondLevel = {
    ...began,
    reopened: (secondLevel?.reopened ?? 0) + 1,
    log: [...(secondLevel?.log ?? []), entry('reopen', words, by, at)].slice(-longestLog),
  }
  return changed(request, at, { status: 'open', secondLevel: again })
}

function logged(
  after: SecondLevel,
  step: Extract<CaseStep, { kind: Move }>,
  by: StepAuthor,
  at: string,
): SecondLevel {
  const words = 'words' in step ? step.words : ''
  return { ...after, log: [...after.log, entry(step.kind, words, by, at)].slice(-longestLog) }
}

function entry(kind: CaseLogEntry['kind'], words: string, by: StepAuthor, at: string): CaseLogEntry {
  return { at, agentId: by.agentId, name: by.name, kind, words }
}

function changed(request: ServiceRequest, at: string, change: Partial<ServiceRequest>): Stepped {
  return { request: { ...request, ...change, updatedAt: at } }
}
