import type { ScriptDraft } from '../../../../../shared/domain/script.ts'

export type DraftStep = ScriptDraft['steps'][number]

/** Every name that leads to a step, so that renaming one pulls its links along. */
function relink(step: DraftStep, from: string, to: string): DraftStep {
  const moved = (next: string) => (next === from ? to : next)
  return {
    ...step,
    choices: step.choices.map((choice) => ({ ...choice, next: moved(choice.next) })),
    ...(step.next === undefined ? {} : { next: moved(step.next) }),
    ...(step.branches === undefined
      ? {}
      : { branches: step.branches.map((branch) => ({ ...branch, next: moved(branch.next) })) }),
  }
}

/** One step changed, its name included: whoever led to it leads to it still. */
export function withStep(script: ScriptDraft, stepId: string, step: DraftStep): ScriptDraft {
  const renamed = (name: string) => (name === stepId ? step.stepId : name)
  return {
    ...script,
    start: renamed(script.start),
    ...(script.overdueStart === undefined ? {} : { overdueStart: renamed(script.overdueStart) }),
    steps: script.steps.map((each) => relink(each.stepId === stepId ? step : each, stepId, step.stepId)),
  }
}

/** A new step behind `after`; nothing leads to it yet, which the checks say until something does. */
export function withNewStep(script: ScriptDraft, after: string, title: string): [ScriptDraft, string] {
  const taken = new Set(script.steps.map(({ stepId }) => stepId))
  let number = script.steps.length + 1
  while (taken.has(`paso-${number}`)) number += 1
  const stepId = `paso-${number}`
  const index = script.steps.findIndex((step) => step.stepId === after) + 1
  const step: DraftStep = { stepId, title, say: [], do: [], fields: [], choices: [] }
  return [{ ...script, steps: script.steps.toSpliced(index, 0, step) }, stepId]
}

/** Links to it stay and are found as leading nowhere: where they should lead now is the writer's to say. */
export function withoutStep(script: ScriptDraft, stepId: string): ScriptDraft {
  if (script.steps.length < 2) return script
  return { ...script, steps: script.steps.filter((step) => step.stepId !== stepId) }
}

/** How a step goes on: exactly one of the three. */
export type WayOn = 'choices' | 'next' | 'end'

export function wayOnOf(step: DraftStep): WayOn {
  if (step.end !== undefined) return 'end'
  return step.choices.length > 0 ? 'choices' : 'next'
}

/** The step with another way on; what belonged to the old one goes, so that it never has two. */
export function withWayOn(step: DraftStep, way: WayOn, fallback: string): DraftStep {
  const { next, end: _end, call, branches, ...rest } = step
  const first = next ?? step.choices[0]?.next ?? fallback
  const branching = branches === undefined ? {} : { branches }
  switch (way) {
    case 'end':
      return { ...rest, choices: [], end: { disposition: 'INF', summary: step.title } }
    case 'next':
      return { ...rest, ...branching, choices: [], next: first, ...(call === undefined ? {} : { call }) }
    case 'choices':
      return { ...rest, ...branching, choices: [{ key: '1', label: 'Sí', next: first }] }
  }
}

/** Lines as they are typed, one per line of the field; empty ones are only the writer's next. */
export function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '')
}

/** What may follow from a step, with the words of the way: what the graph draws. */
export function linksOf(
  step: DraftStep,
): { to: string; words: string; kind: 'choice' | 'branch' | 'next' }[] {
  return [
    ...(step.branches ?? []).map(({ when, next }) => ({ to: next, words: when, kind: 'branch' as const })),
    ...step.choices.map(({ key, label, next }) => ({
      to: next,
      words: `${key} ${label}`,
      kind: 'choice' as const,
    })),
    ...(step.next === undefined ? [] : [{ to: step.next, words: '', kind: 'next' as const }]),
  ]
}
