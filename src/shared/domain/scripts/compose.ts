import type { Script, ScriptDraft, ScriptStep } from '../script.ts'
import { isProtected } from '../protected-outcome.ts'

/** A step's name still fits the attribute of a case when a script is called inside another. */
export const longestStepId = 72

/** The script that wrote a step, and where in the whole it stands: conditions read its own answers alone. */
export interface StepOwner {
  script: Script
  prefix: string
}

/** A step as it is walked. A script that calls no other is walked as it is written. */
export interface WalkedStep extends ScriptStep {
  /** Whose conditions decide where it leads: after a call comes back, those of the script that called. */
  deciding?: StepOwner
  /** The called script it belongs to. */
  own?: StepOwner
  /** Set at the end of a called script: which step called it, and how it ended. */
  returns?: { stepId: string; disposition: string; serviceCode?: string | undefined }
}

/** A script with every script that it calls put in its place, so that a walk through it is a plain walk. */
export interface WalkedScript extends Omit<Script, 'steps'> {
  steps: WalkedStep[]
}

export interface ComposedScript extends WalkedScript {
  /** The versions it is made of, so that a walk never changes under the agent's hands. */
  versions: Record<string, number>
}

/**
 * Puts each called script in the place of its call. Its endings come back to the step after the call, except
 * the protected ones: whoever was handed to emergencies is not asked how many people live at home. A script
 * that is not on this desk is passed over. One whose review is overdue at `at` begins where it may still begin.
 */
export function composeScript(
  script: Script,
  scriptOf: (scriptId: string) => Script | undefined,
  at: string,
): ComposedScript {
  const versions: Record<string, number> = { [script.scriptId]: script.version }
  const place = (
    from: Script,
    prefix: string,
    back: { next: string; stepId: string } | undefined,
    inside: readonly string[],
  ): WalkedStep[] =>
    from.steps.flatMap((step) => {
      const own: StepOwner = { script: from, prefix }
      const moved: WalkedStep = { ...linksUnder(prefix, step), own, deciding: own }
      if (step.end !== undefined && back !== undefined && !isProtected(step.end.disposition)) {
        const { end: _comesBack, ...rest } = moved
        const { disposition, serviceCode } = step.end
        return [{ ...rest, next: back.next, returns: { stepId: back.stepId, disposition, serviceCode } }]
      }
      const called = step.call && scriptOf(step.call.scriptId)
      if (!called || moved.next === undefined || inside.includes(called.scriptId)) return [moved]
      versions[called.scriptId] = called.version
      const { branches: _afterwards, ...calling } = moved
      return [
        { ...calling, next: placeOf(moved.stepId, startOf(called, at)) },
        ...place(called, moved.stepId, { next: moved.next, stepId: moved.stepId }, [
          ...inside,
          called.scriptId,
        ]).map((each) => withBranches(each, moved)),
      ]
    })
  return { ...script, steps: place(script, '', undefined, [script.scriptId]), versions }
}

/**
 * Where a walk begins. With the review overdue it begins at the script's `overdueStart`, where there is one:
 * advice whose date has passed is not read to a citizen, its red flags are (domain §4.5).
 */
export function startOf(script: Omit<Script, 'steps'>, at: string): string {
  return isOverdue(script, at) ? (script.overdueStart ?? script.start) : script.start
}

/** True from the day after the review was due, or after the script's last day. */
export function isOverdue({ reviewDue, validTo }: Omit<Script, 'steps'>, at: string): boolean {
  const last = validTo !== undefined && validTo < reviewDue ? validTo : reviewDue
  return last < at.slice(0, 'YYYY-MM-DD'.length)
}

/** Where a step of a called script stands in the script that calls it. */
export function placeOf(callStepId: string, stepId: string): string {
  return callStepId === '' ? stepId : `${callStepId}.${stepId}`
}

/** The scripts that call each other in a circle from here, in order, or undefined. */
export function callCycle(
  script: ScriptDraft,
  scriptOf: (scriptId: string) => ScriptDraft | undefined,
): string[] | undefined {
  const walk = (current: ScriptDraft, inside: readonly string[]): string[] | undefined => {
    const here = [...inside, current.scriptId]
    for (const { call } of current.steps) {
      if (call === undefined) continue
      if (here.includes(call.scriptId)) return [...here, call.scriptId]
      const called = scriptOf(call.scriptId)
      const cycle = called && walk(called, here)
      if (cycle) return cycle
    }
    return undefined
  }
  return walk(script, [])
}

function linksUnder(prefix: string, step: ScriptStep): ScriptStep {
  if (prefix === '') return step
  const to = (stepId: string) => placeOf(prefix, stepId)
  return {
    ...step,
    stepId: to(step.stepId),
    choices: step.choices.map((choice) => ({ ...choice, next: to(choice.next) })),
    ...(step.next === undefined ? {} : { next: to(step.next) }),
    ...(step.branches === undefined
      ? {}
      : { branches: step.branches.map((branch) => ({ ...branch, next: to(branch.next) })) }),
  }
}

/** Branches of a call are asked when it comes back, with the answers of the script that called. */
function withBranches(step: WalkedStep, call: WalkedStep): WalkedStep {
  if (step.returns?.stepId !== call.stepId || call.branches === undefined) return step
  return { ...step, branches: call.branches, ...(call.own ? { deciding: call.own } : {}) }
}
