/** What the rules between steps need to know of a script, and no more. */
interface Graph {
  start: string
  overdueStart?: string | undefined
  steps: readonly GraphStep[]
}

interface GraphStep {
  stepId: string
  next?: string | undefined
  choices: readonly { key: string; next: string }[]
  fields: readonly { field: string }[]
  branches?: readonly { next: string }[] | undefined
}

/** What the rules of one step need besides. */
interface LoneStep extends GraphStep {
  call?: { scriptId: string } | undefined
  end?: { disposition: string; serviceCode?: string | undefined } | undefined
  redFlag?: true | undefined
}

export interface GraphFault {
  path: (string | number)[]
  rule: string
  code: GraphFaultCode
}

export type GraphFaultCode =
  'dead-end' | 'unreachable' | 'loop' | 'unknown-step' | 'repeated-name' | 'red-flag' | 'protected-case'

type Found = Omit<GraphFault, 'code'>

/**
 * Every rule that takes more than one step to see. A script without these faults ends on every path, so the
 * runner never has to wonder: no step leads outside, none is out of reach, none comes twice.
 */
export function graphFaults(script: Graph): GraphFault[] {
  return [...nameFaults(script), ...linkFaults(script), ...reachFaults(script)]
}

/** The rules that one step must keep by itself. */
export function stepFaults(step: LoneStep): GraphFault[] {
  const faults: GraphFault[] = []
  const refuse = (code: GraphFaultCode, rule: string, path: GraphFault['path'] = []) =>
    faults.push({ code, rule, path })
  const waysOn = [step.choices.length > 0, step.next !== undefined, step.end !== undefined]
  if (waysOn.filter(Boolean).length !== 1)
    refuse('dead-end', 'a step has exactly one of choices, next or end')
  if (step.end !== undefined && (step.branches ?? []).length > 0)
    refuse('dead-end', 'a step that ends the script cannot branch', ['branches'])
  if (step.call !== undefined && step.next === undefined)
    refuse('dead-end', 'a step that calls another script says where it comes back: next', ['call'])
  if (step.redFlag === true && !doubtCountsAsYes(step.choices))
    refuse('red-flag', 'on a red-flag step the choices 0 and 1 must exist and lead to the same step', [
      'choices',
    ])
  if (step.redFlag === true && (step.branches ?? []).length > 0)
    refuse('red-flag', 'a red-flag step goes on by its answer alone', ['branches'])
  if (step.end?.serviceCode !== undefined && ['EMG', 'VIO', 'CRI'].includes(step.end.disposition))
    refuse('protected-case', 'a protected ending (EMG, VIO, CRI) creates no case', ['end', 'serviceCode'])
  return faults
}

/** Where a step may lead, in the order the runner asks. */
export function waysOnOf(step: GraphStep): string[] {
  return [
    ...(step.branches ?? []).map((branch) => branch.next),
    ...(step.next === undefined ? [] : [step.next]),
    ...step.choices.map((choice) => choice.next),
  ]
}

function nameFaults({ steps }: Graph): GraphFault[] {
  const stepIds = new Set<string>()
  const found = steps.flatMap((step, index) => {
    const faults: Found[] = []
    if (stepIds.has(step.stepId))
      faults.push({ path: ['steps', index, 'stepId'], rule: 'two steps share one stepId' })
    stepIds.add(step.stepId)
    if (repeats(step.choices.map((choice) => choice.key)))
      faults.push({ path: ['steps', index, 'choices'], rule: 'two choices share one key' })
    if (repeats(step.fields.map((field) => field.field)))
      faults.push({ path: ['steps', index, 'fields'], rule: 'two fields share one name' })
    return faults
  })
  return found.map((fault) => ({ ...fault, code: 'repeated-name' }))
}

function linkFaults(script: Graph): GraphFault[] {
  const known = new Set(script.steps.map((step) => step.stepId))
  const to = (target: string | undefined, path: GraphFault['path']): GraphFault[] =>
    target === undefined || known.has(target)
      ? []
      : [{ path, rule: `no step named ${target}`, code: 'unknown-step' }]
  return [
    ...to(script.start, ['start']),
    ...to(script.overdueStart, ['overdueStart']),
    ...script.steps.flatMap((step, index) => [
      ...to(step.next, ['steps', index, 'next']),
      ...step.choices.flatMap((choice, at) => to(choice.next, ['steps', index, 'choices', at, 'next'])),
      ...(step.branches ?? []).flatMap((branch, at) =>
        to(branch.next, ['steps', index, 'branches', at, 'next']),
      ),
    ]),
  ]
}

function reachFaults(script: Graph): GraphFault[] {
  const steps = new Map(script.steps.map((step) => [step.stepId, step]))
  const onTheWay = new Set<string>()
  const done = new Set<string>()
  const circles = new Set<string>()
  const walk = (stepId: string): void => {
    if (onTheWay.has(stepId)) circles.add(stepId)
    if (onTheWay.has(stepId) || done.has(stepId)) return
    onTheWay.add(stepId)
    const step = steps.get(stepId)
    if (step) for (const next of waysOnOf(step)) walk(next)
    onTheWay.delete(stepId)
    done.add(stepId)
  }
  walk(script.start)
  if (script.overdueStart !== undefined) walk(script.overdueStart)
  return script.steps.flatMap(({ stepId }, index): GraphFault[] => {
    const path = ['steps', index]
    if (circles.has(stepId))
      return [{ path, rule: 'the path comes back to this step and may never end', code: 'loop' }]
    return done.has(stepId) ? [] : [{ path, rule: 'no path leads to this step', code: 'unreachable' }]
  })
}

function doubtCountsAsYes(choices: GraphStep['choices']): boolean {
  const yes = choices.find((choice) => choice.key === '1')
  return yes !== undefined && choices.find((choice) => choice.key === '0')?.next === yes.next
}

function repeats(names: readonly string[]): boolean {
  return new Set(names).size !== names.length
}
