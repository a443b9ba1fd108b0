import { assertNever, DeskError } from '../errors.ts'
import type { Country } from './city.ts'
import { knownAt, stepOf } from './read-run.ts'
import type { ScriptAction } from './script-action.ts'
import type { RunAction, RunStep, ScriptRun } from './script-run.ts'
import { startOf, type WalkedScript, type WalkedStep } from './scripts/compose.ts'
import { holds } from './scripts/conditions.ts'
import { faultsOf, longestAnswer } from './scripts/typed-answers.ts'

export { answersOf, outcomeOf, stepOf } from './read-run.ts'
export type { RunOutcome } from './read-run.ts'
export { suggestScript } from './suggest-script.ts'

/** Enough for any call; more is a key that is stuck. */
const mostActions = 100

/** A walk begins, where the script begins on that day. */
export function startRun(
  script: WalkedScript & { versions?: Record<string, number> },
  { runId, at }: { runId: string; at: string },
): ScriptRun {
  return {
    runId,
    scriptId: script.scriptId,
    version: script.version,
    ...(script.versions === undefined ? {} : { versions: script.versions }),
    startedAt: at,
    path: [],
    remembered: {},
    current: startOf(script, at),
  }
}

/** When it happens, and where: a telephone number is read as the country writes it. */
export interface RunMoment {
  at: string
  country?: Country
}

/**
 * The next state of a walk; the given one is left untouched. Nothing answered is ever lost: it is on the path
 * or in `remembered`. Throws `invalid-input` naming the step or field, `conflict` when the run is over.
 */
export function advanceRun(
  script: WalkedScript,
  run: ScriptRun,
  action: RunAction,
  moment: RunMoment,
): ScriptRun {
  switch (action.kind) {
    case 'answer':
      return answer(script, run, action, moment)
    case 'keep':
      return keep(script, run, action.values)
    case 'back':
      return run.path.length === 0 ? run : rewind(run, run.path.length - 1)
    case 'jump':
      return jump(script, run, action.stepId, moment)
    case 'take':
      return take(script, run, action.action, moment.at)
    default:
      return assertNever(action)
  }
}

function answer(
  script: WalkedScript,
  run: ScriptRun,
  { choice, values }: { choice?: string | undefined; values: Record<string, string> },
  { at, country }: RunMoment,
): ScriptRun {
  refuseWhenOver(run)
  const step = stepOf(script, run)
  const usual = chosenNext(step, choice)
  const given = checkedValues(step, values)
  refuseFaults(step, given, country)
  const left: RunStep = { stepId: step.stepId, values: given, ...(choice === undefined ? {} : { choice }) }
  const { [step.stepId]: _answeredAgain, ...remembered } = run.remembered
  const walked = { ...run, path: [...run.path, left], remembered }
  if (usual === undefined) return { ...walked, completedAt: at }
  return { ...walked, current: branchOf(script, step, walked) ?? usual }
}

/** Undefined at an end: the answer there completes the run. */
function chosenNext(step: WalkedStep, choice: string | undefined): string | undefined {
  if (step.choices.length === 0) {
    if (choice === undefined) return step.next
    throw new DeskError('invalid-input', `The step ${step.stepId} has no choices.`)
  }
  const chosen = step.choices.find((each) => each.key === choice)
  if (chosen === undefined)
    throw new DeskError('invalid-input', `The step ${step.stepId} needs one of its choices.`)
  return chosen.next
}

/** The first way whose condition holds; conditions see the answer just given. Asked as of the walk's own day. */
function branchOf(script: WalkedScript, step: WalkedStep, walked: ScriptRun): string | undefined {
  const deciding = step.deciding ?? { script, prefix: '' }
  const known = knownAt(script, deciding, walked)
  return step.branches?.find((branch) => holds(deciding.script, branch.when, known))?.next
}

function checkedValues(step: WalkedStep, values: Record<string, string>): Record<string, string> {
  const known = new Set(step.fields.map((field) => field.field))
  for (const [field, value] of Object.entries(values)) {
    if (!known.has(field))
      throw new DeskError('invalid-input', `The step ${step.stepId} has no field ${field}.`)
    if (value.length > longestAnswer)
      throw new DeskError('invalid-input', `The field ${field} holds at most ${longestAnswer} characters.`)
  }
  return Object.fromEntries(Object.entries(values).map(([field, value]) => [field, value.trim()]))
}

function refuseFaults(step: WalkedStep, given: Record<string, string>, country: Country | undefined): void {
  const [first] = faultsOf(step.fields, given, country)
  if (first === undefined) return
  const label = step.fields.find(({ field }) => field === first.field)?.label ?? ''
  throw new DeskError(
    'invalid-input',
    first.fault === 'required'
      ? `The field ${first.field} (${label}) is required.`
      : `The field ${first.field} (${label}) cannot be read: ${first.fault}.`,
  )
}

function keep(script: WalkedScript, run: ScriptRun, values: Record<string, string>): ScriptRun {
  refuseWhenOver(run)
  const step = stepOf(script, run)
  const kept: RunStep = { ...run.remembered[step.stepId], stepId: step.stepId, values }
  checkedValues(step, values)
  return { ...run, remembered: { ...run.remembered, [step.stepId]: kept } }
}

/** Only what the step offers; twice the same thing on the same step is a double press. */
function take(script: WalkedScript, run: ScriptRun, action: ScriptAction, at: string): ScriptRun {
  refuseWhenOver(run)
  const step = stepOf(script, run)
  const same = (other: ScriptAction) => JSON.stringify(other) === JSON.stringify(action)
  if (step.actions?.some(same) !== true)
    throw new DeskError('invalid-input', `The step ${step.stepId} does not offer to ${action.kind}.`)
  const taken = run.taken ?? []
  if (taken.some((each) => each.stepId === step.stepId && same(each.action))) return run
  if (taken.length >= mostActions) throw new DeskError('conflict', 'Too many actions in one script.')
  return { ...run, taken: [...taken, { stepId: step.stepId, at, action }] }
}

/** Steps from `index` on leave the path and are remembered; a completed run is open again. */
function rewind(run: ScriptRun, index: number): ScriptRun {
  const { completedAt: _open, ...open } = run
  const leaving = run.path.slice(index)
  return {
    ...open,
    path: run.path.slice(0, index),
    remembered: { ...run.remembered, ...Object.fromEntries(leaving.map((step) => [step.stepId, step])) },
    current: leaving[0]?.stepId ?? run.current,
  }
}

/** Back to a step of the path, or forward again along remembered answers to one gone back over. */
function jump(script: WalkedScript, run: ScriptRun, stepId: string, moment: RunMoment): ScriptRun {
  const index = run.path.findIndex((step) => step.stepId === stepId)
  if (index >= 0) return rewind(run, index)
  let ahead = run
  while (ahead.current !== stepId) {
    const remembered = ahead.remembered[ahead.current]
    if (ahead.completedAt !== undefined || remembered === undefined)
      throw new DeskError('invalid-input', `The step ${stepId} has not been answered on this path.`)
    ahead = answer(script, ahead, remembered, { ...moment, at: run.startedAt })
  }
  return ahead
}

function refuseWhenOver(run: ScriptRun): void {
  if (run.completedAt !== undefined)
    throw new DeskError('conflict', 'This script has ended; go back to change an answer.')
}
