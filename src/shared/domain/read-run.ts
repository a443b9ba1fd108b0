import { DeskError } from '../errors.ts'
import type { Disposition } from './disposition.ts'
import { isProtected } from './protected-outcome.ts'
import type { TakenAction } from './script-action.ts'
import type { RunStep, ScriptRun } from './script-run.ts'
import type { ScriptField, ScriptStep } from './script.ts'
import type { StepOwner, WalkedScript, WalkedStep } from './scripts/compose.ts'
import { valueOf, type Known } from './scripts/conditions.ts'

/** Open311's limit for `description` (GeoReport v2, POST request). */
const longestDescription = 4000
const longestAttribute = 1000

/** What a walk brings to the wrap-up form, ready to be looked over and sent. */
export interface RunOutcome {
  disposition: Disposition
  serviceCode?: string
  summary: string
  prefill: Partial<Record<Prefill, string>>
  /** Answers as codes, with the script's version, so that a case can be read years later (domain §4.5). */
  attributes: Record<string, string>
}
type Prefill = NonNullable<ScriptField['prefills']>

/** The step before the agent; of a completed run, the end it reached. */
export function stepOf(script: WalkedScript, run: ScriptRun): WalkedStep {
  const step = script.steps.find((each) => each.stepId === run.current)
  if (run.scriptId !== script.scriptId || step === undefined)
    throw new DeskError('invalid-input', `Script ${script.scriptId} has no step ${run.current}.`)
  return step
}

/** The answers on the live path, in order; what was gone back over is not among them. */
export function answersOf(
  script: WalkedScript,
  run: ScriptRun,
): { step: ScriptStep; choice: string | undefined; values: Record<string, string> }[] {
  return run.path.flatMap((left) => {
    const step = script.steps.find((each) => each.stepId === left.stepId)
    return step === undefined ? [] : [{ step, choice: labelOf(step, left), values: left.values }]
  })
}

/**
 * Known only where a path ends. A protected ending brings neither text nor attributes: §4.6 keeps minimal
 * data of who called for help.
 */
export function outcomeOf(script: WalkedScript, run: ScriptRun): RunOutcome | undefined {
  const end = stepOf(script, run).end
  if (end === undefined) return undefined
  const { disposition, summary } = end
  if (isProtected(disposition)) return { disposition, summary, prefill: {}, attributes: {} }
  const serviceCode = end.serviceCode ?? askedFor(script, run)
  return {
    disposition,
    summary,
    ...(serviceCode === undefined ? {} : { serviceCode }),
    prefill: prefillOf(script, run, summary),
    attributes: attributesOf(script, run),
  }
}

/** What conditions of `owner` may know of a walk: its own answers, under its own names. */
export function knownAt(script: WalkedScript, owner: StepOwner, run: ScriptRun): Known {
  const steps = new Map(script.steps.map((step) => [step.stepId, step]))
  const inside = owner.prefix === '' ? '' : `${owner.prefix}.`
  const ownName = (stepId: string) => (stepId.startsWith(inside) ? stepId.slice(inside.length) : undefined)
  const mine = new Set(owner.script.steps.map((step) => step.stepId))
  const outcomes = new Map<string, string>()
  const path = run.path.flatMap((left): RunStep[] => {
    const returns = steps.get(left.stepId)?.returns
    const caller = returns && ownName(returns.stepId)
    if (returns && caller !== undefined) outcomes.set(caller, returns.disposition)
    const stepId = ownName(left.stepId)
    return stepId !== undefined && mine.has(stepId) ? [{ ...left, stepId }] : []
  })
  return { path, outcomes, at: run.startedAt }
}

/** The last case that an action or a called script asked for on this path. */
function askedFor(script: WalkedScript, run: ScriptRun): string | undefined {
  const steps = new Map(script.steps.map((step) => [step.stepId, step]))
  const codes = run.path.flatMap(({ stepId }) => [
    steps.get(stepId)?.returns?.serviceCode,
    ...takenOn(run, stepId).map(({ action }) => (action.kind === 'request' ? action.serviceCode : undefined)),
  ])
  return codes.findLast((code) => code !== undefined)
}

function takenOn(run: ScriptRun, stepId: string): TakenAction[] {
  return (run.taken ?? []).filter((each) => each.stepId === stepId)
}

function prefillOf(script: WalkedScript, run: ScriptRun, summary: string): RunOutcome['prefill'] {
  const prefill: RunOutcome['prefill'] = {}
  const lines = [summary]
  for (const { step, choice, values } of answersOf(script, run)) {
    if (choice !== undefined) lines.push(`${step.title}: ${choice}.`)
    for (const { field, label, prefills } of step.fields) {
      const value = values[field] ?? ''
      if (value === '') continue
      if (prefills === undefined || prefills === 'description') lines.push(`${label}: ${value}`)
      else prefill[prefills] = value
    }
  }
  prefill.description = cut(lines.join('\n'), longestDescription)
  return prefill
}

function attributesOf(script: WalkedScript, run: ScriptRun): Record<string, string> {
  const attributes: Record<string, string> = { script: `${script.scriptId}@${script.version}` }
  for (const left of run.path) {
    if (left.choice !== undefined) attributes[`${left.stepId}.choice`] = left.choice
    for (const [field, value] of Object.entries(left.values))
      if (value !== '') attributes[field] = cut(value, longestAttribute)
    for (const { action } of takenOn(run, left.stepId))
      if (action.kind === 'request')
        Object.assign(attributes, worked(script, run, left.stepId, action.attributes ?? {}))
  }
  return attributes
}

/** The attributes that an action works out; one whose answer is missing is left out. */
function worked(
  script: WalkedScript,
  run: ScriptRun,
  stepId: string,
  sources: Record<string, string>,
): Record<string, string> {
  const owner = script.steps.find((step) => step.stepId === stepId)?.own ?? { script, prefix: '' }
  const known = knownAt(script, owner, run)
  return Object.fromEntries(
    Object.entries(sources).flatMap(([name, source]) => {
      const value = valueOf(owner.script, source, known)
      const plain = ['string', 'number', 'bigint', 'boolean'].includes(typeof value)
      return plain ? [[name, cut(String(value), longestAttribute)] as const] : []
    }),
  )
}

function labelOf(step: ScriptStep, left: RunStep): string | undefined {
  return step.choices.find((choice) => choice.key === left.choice)?.label
}

/** Never between the two halves of one character. */
function cut(text: string, longest: number): string {
  if (text.length <= longest) return text
  return text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '') + '…'
}
