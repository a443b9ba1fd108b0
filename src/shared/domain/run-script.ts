import { assertNever, DeskError } from '../errors.ts'
import { stepOf } from './read-run.ts'
import type { RunAction, RunStep, ScriptRun } from './script-run.ts'
import type { Script, ScriptStep } from './script.ts'
import { startOf } from './scripts/compose.ts'

export { answersOf, outcomeOf, stepOf } from './read-run.ts'
export type { RunOutcome } from './read-run.ts'
export { suggestScript } from './suggest-script.ts'

const longestAnswer = 4000

/**
 * A walk begins. With the review overdue it begins at the script's `overdueStart`, where there is one: advice
 * whose date has passed is not read to a citizen, its red flags are (domain §4.5).
 */
export function startRun(script: Script, { runId, at }: { runId: string; at: string }): ScriptRun {
  return {
    runId,
    scriptId: script.scriptId,
    version: script.version,
    startedAt: at,
    path: [],
    remembered: {},
    current: startOf(script, at),
  }
}

/**
 * The next state of a walk; the given one is left untouched. Nothing answered is ever lost: it is on the path
 * or in `remembered`. Throws `invalid-input` naming the step or field, `conflict` when the run is over.
 */
export function advanceRun(script: Script, run: ScriptRun, action: RunAction, at: string): ScriptRun {
  switch (action.kind) {
    case 'answer':
      return answer(script, run, action, at)
    case 'keep':
      return keep(script, run, action.values)
    case 'back':
      return run.path.length === 0 ? run : rewind(run, run.path.length - 1)
    case 'jump':
      return jump(script, run, action.stepId)
    default:
      return assertNever(action)
  }
}

function answer(
  script: Script,
  run: ScriptRun,
  { choice, values }: { choice?: string | undefined; values: Record<string, string> },
  at: string,
): ScriptRun {
  if (run.completedAt !== undefined)
    throw new DeskError('conflict', 'This script has ended; go back to change an answer.')
  const step = stepOf(script, run)
  const next = chosenNext(step, choice)
  const given = checkedValues(step, values)
  for (const field of step.fields)
    if (field.required && (given[field.field] ?? '') === '')
      throw new DeskError('invalid-input', `The field ${field.field} (${field.label}) is required.`)
  const left: RunStep = { stepId: step.stepId, values: given, ...(choice === undefined ? {} : { choice }) }
  const { [step.stepId]: _answeredAgain, ...remembered } = run.remembered
  const walked = { ...run, path: [...run.path, left], remembered }
  return next === undefined ? { ...walked, completedAt: at } : { ...walked, current: next }
}

/** Undefined at an end: the answer there completes the run. */
function chosenNext(step: ScriptStep, choice: string | undefined): string | undefined {
  if (step.choices.length === 0) {
    if (choice === undefined) return step.next
    throw new DeskError('invalid-input', `The step ${step.stepId} has no choices.`)
  }
  const chosen = step.choices.find((each) => each.key === choice)
  if (chosen === undefined)
    throw new DeskError('invalid-input', `The step ${step.stepId} needs one of its choices.`)
  return chosen.next
}

function checkedValues(step: ScriptStep, values: Record<string, string>): Record<string, string> {
  const known = new Set(step.fields.map((field) => field.field))
  for (const [field, value] of Object.entries(values)) {
    if (!known.has(field))
      throw new DeskError('invalid-input', `The step ${step.stepId} has no field ${field}.`)
    if (value.length > longestAnswer)
      throw new DeskError('invalid-input', `The field ${field} holds at most ${longestAnswer} characters.`)
  }
  return Object.fromEntries(Object.entries(values).map(([field, value]) => [field, value.trim()]))
}

function keep(script: Script, run: ScriptRun, values: Record<string, string>): ScriptRun {
  if (run.completedAt !== undefined)
    throw new DeskError('conflict', 'This script has ended; go back to change an answer.')
  const step = stepOf(script, run)
  const kept: RunStep = { ...run.remembered[step.stepId], stepId: step.stepId, values }
  checkedValues(step, values)
  return { ...run, remembered: { ...run.remembered, [step.stepId]: kept } }
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
function jump(script: Script, run: ScriptRun, stepId: string): ScriptRun {
  const index = run.path.findIndex((step) => step.stepId === stepId)
  if (index >= 0) return rewind(run, index)
  let ahead = run
  while (ahead.current !== stepId) {
    const remembered = ahead.remembered[ahead.current]
    if (ahead.completedAt !== undefined || remembered === undefined)
      throw new DeskError('invalid-input', `The step ${stepId} has not been answered on this path.`)
    ahead = answer(script, ahead, remembered, run.startedAt)
  }
  return ahead
}
