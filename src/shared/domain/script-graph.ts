/** What the rules between steps need to know of a script, and no more. */
interface Graph {
  start: string
  overdueStart?: string | undefined
  steps: readonly {
    stepId: string
    next?: string | undefined
    choices: readonly { key: string; next: string }[]
    fields: readonly { field: string }[]
  }[]
}

export interface GraphFault {
  path: (string | number)[]
  rule: string
}

/**
 * Every rule that takes more than one step to see. A script without these faults ends on every path, so the
 * runner never has to wonder: no step leads outside, none is out of reach, none comes twice.
 */
export function graphFaults(script: Graph): GraphFault[] {
  return [...nameFaults(script), ...linkFaults(script), ...reachFaults(script)]
}

function nameFaults({ steps }: Graph): GraphFault[] {
  const stepIds = new Set<string>()
  return steps.flatMap((step, index) => {
    const faults: GraphFault[] = []
    if (stepIds.has(step.stepId))
      faults.push({ path: ['steps', index, 'stepId'], rule: 'two steps share one stepId' })
    stepIds.add(step.stepId)
    if (repeats(step.choices.map((choice) => choice.key)))
      faults.push({ path: ['steps', index, 'choices'], rule: 'two choices share one key' })
    if (repeats(step.fields.map((field) => field.field)))
      faults.push({ path: ['steps', index, 'fields'], rule: 'two fields share one name' })
    return faults
  })
}

function linkFaults(script: Graph): GraphFault[] {
  const known = new Set(script.steps.map((step) => step.stepId))
  const to = (target: string | undefined, path: GraphFault['path']): GraphFault[] =>
    target === undefined || known.has(target) ? [] : [{ path, rule: `no step named ${target}` }]
  return [
    ...to(script.start, ['start']),
    ...to(script.overdueStart, ['overdueStart']),
    ...script.steps.flatMap((step, index) => [
      ...to(step.next, ['steps', index, 'next']),
      ...step.choices.flatMap((choice, at) => to(choice.next, ['steps', index, 'choices', at, 'next'])),
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
    for (const next of [step?.next, ...(step?.choices ?? []).map((choice) => choice.next)])
      if (next !== undefined) walk(next)
    onTheWay.delete(stepId)
    done.add(stepId)
  }
  walk(script.start)
  if (script.overdueStart !== undefined) walk(script.overdueStart)
  return script.steps.flatMap(({ stepId }, index) => [
    ...(circles.has(stepId)
      ? [{ path: ['steps', index], rule: 'the path comes back to this step and may never end' }]
      : []),
    ...(done.has(stepId) ? [] : [{ path: ['steps', index], rule: 'no path leads to this step' }]),
  ])
}

function repeats(names: readonly string[]): boolean {
  return new Set(names).size !== names.length
}
