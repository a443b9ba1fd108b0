import { DeskError } from '../errors.ts'
import type { Disposition } from './disposition.ts'
import { isProtected } from './disposition.ts'
import type { RunStep, ScriptRun } from './script-run.ts'
import type { Script, ScriptField, ScriptStep } from './script.ts'

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
export function stepOf(script: Script, run: ScriptRun): ScriptStep {
  const step = script.steps.find((each) => each.stepId === run.current)
  if (run.scriptId !== script.scriptId || step === undefined)
    throw new DeskError('invalid-input', `Script ${script.scriptId} has no step ${run.current}.`)
  return step
}

/** The answers on the live path, in order; what was gone back over is not among them. */
export function answersOf(
  script: Script,
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
export function outcomeOf(script: Script, run: ScriptRun): RunOutcome | undefined {
  const end = stepOf(script, run).end
  if (end === undefined) return undefined
  const { disposition, serviceCode, summary } = end
  const base = { disposition, summary, ...(serviceCode === undefined ? {} : { serviceCode }) }
  if (isProtected(disposition)) return { ...base, prefill: {}, attributes: {} }
  return { ...base, prefill: prefillOf(script, run, summary), attributes: attributesOf(script, run) }
}

function prefillOf(script: Script, run: ScriptRun, summary: string): RunOutcome['prefill'] {
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

function attributesOf(script: Script, run: ScriptRun): Record<string, string> {
  const attributes: Record<string, string> = { script: `${script.scriptId}@${script.version}` }
  for (const left of run.path) {
    if (left.choice !== undefined) attributes[`${left.stepId}.choice`] = left.choice
    for (const [field, value] of Object.entries(left.values))
      if (value !== '') attributes[field] = cut(value, longestAttribute)
  }
  return attributes
}

function labelOf(step: ScriptStep, left: RunStep): string | undefined {
  return step.choices.find((choice) => choice.key === left.choice)?.label
}

/** Never between the two halves of one character. */
function cut(text: string, longest: number): string {
  if (text.length <= longest) return text
  return text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '') + '…'
}
