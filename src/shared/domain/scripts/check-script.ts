import { z } from 'zod'
import { graphFaults, stepFaults, waysOnOf, type GraphFault } from '../script-graph.ts'
import type { ScriptDraft, ScriptStep } from '../script.ts'
import { checkExpression, nameInConditions, type Asked } from './conditions.ts'
import { callCycle, longestStepId, placeOf } from './compose.ts'
import { findingWords, isBlocking, ScriptRule } from './finding-words.ts'

/** Something to put right, with where it is, in words for the team lead. */
export const Finding = z.object({
  rule: ScriptRule,
  scriptId: z.string(),
  stepId: z.string().optional(),
  /** The place inside the step: `say.0`, `choices.2.next`, `branches.0.when`. */
  field: z.string().optional(),
  words: z.string(),
  /** True where the script cannot be published as it is. */
  blocking: z.boolean(),
})
export type Finding = z.infer<typeof Finding>

/** What a script must agree with. A list that is not given is not checked against. */
export interface CheckContext {
  /** The day in the city, `YYYY-MM-DD`. */
  today: string
  language?: 'es' | 'en'
  scriptOf?: (scriptId: string) => ScriptDraft | undefined
  serviceCodes?: ReadonlySet<string>
  unitIds?: ReadonlySet<string>
}

const longestSentence = 20

type Report = (
  rule: ScriptRule,
  place: { stepId?: string | undefined; field?: string },
  detail?: string,
) => void

/**
 * Everything that keeps a script from being read to a citizen with a good conscience. Pure; works on drafts
 * that are still full of holes. A script without blocking findings ends on every path.
 */
export function checkScript(script: ScriptDraft, context: CheckContext): Finding[] {
  const findings: Finding[] = []
  const words = findingWords[context.language ?? 'es']
  const report: Report = (rule, { stepId, field }, detail = '') =>
    findings.push({
      rule,
      scriptId: script.scriptId,
      ...(stepId === undefined ? {} : { stepId }),
      ...(field === undefined ? {} : { field }),
      words: words[rule](detail),
      blocking: isBlocking(rule),
    })

  checkHead(script, context, report)
  for (const fault of graphFaults(script)) reportGraph(script, fault, report)
  const before = answeredBefore(script)
  for (const step of script.steps) {
    for (const fault of stepFaults(step))
      report(fault.code, { stepId: step.stepId, field: fault.path.join('.') })
    checkSentences(step, report)
    checkExpressions(script, step, before.get(step.stepId) ?? new Set(), report)
    checkReferences(script, step, context, report)
    checkTranslations(script, step, report)
  }
  return findings
}

function checkHead(script: ScriptDraft, context: CheckContext, report: Report): void {
  if (script.sensitivity === 'health' && (script.clinicalApprover ?? '').trim() === '')
    report('no-clinical-approver', { field: 'clinicalApprover' })
  if (script.reviewDue < context.today) report('expired-source', { field: 'reviewDue' }, script.reviewDue)
  if (script.validTo !== undefined && script.validTo < context.today)
    report('expired-source', { field: 'validTo' }, script.validTo)
  const cycle = context.scriptOf && callCycle(script, context.scriptOf)
  if (cycle) report('script-cycle', { field: 'steps' }, cycle.join(' → '))
  for (const language of script.languages ?? [])
    if ((script.translations?.[language]?.title ?? '').trim() === '')
      report('missing-translation', { field: `translations.${language}.title` }, language)
}

function reportGraph(script: ScriptDraft, fault: GraphFault, report: Report): void {
  const [head, index, ...rest] = fault.path
  const step = head === 'steps' && typeof index === 'number' ? script.steps[index] : undefined
  const detail = fault.code === 'unknown-step' ? fault.rule.replace(/^no step named /, '') : ''
  const field = step === undefined ? fault.path.join('.') : rest.join('.')
  report(fault.code, { stepId: step?.stepId, ...(field === '' ? {} : { field }) }, detail)
}

function checkSentences(step: ScriptStep, report: Report): void {
  const lines = [
    ...step.say.map((text, index) => [`say.${index}`, text] as const),
    ...step.do.map((text, index) => [`do.${index}`, text] as const),
    ...step.choices.map(({ label }, index) => [`choices.${index}.label`, label] as const),
    ...(step.end ? [['end.summary', step.end.summary] as const] : []),
  ]
  for (const [field, text] of lines)
    for (const sentence of sentencesOf(text))
      if (sentence.split(/\s+/).length > longestSentence)
        report('long-sentence', { stepId: step.stepId, field }, `${sentence.slice(0, 60)}…`)
  const silent = step.say.length + step.do.length + step.fields.length + step.choices.length === 0
  if (silent && step.end === undefined && step.call === undefined)
    report('nothing-to-say', { stepId: step.stepId })
}

/** Sentences as they are heard: a colon or a question mark ends one too. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.?!:…])\s+/)
    .map((each) => each.trim())
    .filter((each) => each !== '')
}

function checkExpressions(
  script: ScriptDraft,
  step: ScriptStep,
  answered: ReadonlySet<string>,
  report: Report,
): void {
  const here = new Set([...answered, ...asksOf(step)])
  const check = (source: string, field: string, wanted: readonly string[]) => {
    const { faults, asks, type } = checkExpression(script, source)
    const place = { stepId: step.stepId, field }
    for (const fault of faults)
      switch (fault.code) {
        case 'unknown-answer':
          report('unknown-answer', place, fault.name)
          break
        case 'wrong-type':
          report('expression-type', place, fault.detail)
          break
        case 'syntax':
          report('expression-syntax', place, fault.detail)
          break
        case 'not-allowed':
          report('expression-not-allowed', place, fault.name)
      }
    if (faults.length > 0) return
    if (type !== undefined && !wanted.includes(type)) report('expression-type', place, type)
    for (const asked of asks) if (!here.has(keyOf(asked))) report('never-answered', place, keyOf(asked))
  }
  step.branches?.forEach(({ when }, index) => check(when, `branches.${index}.when`, ['bool']))
  step.actions?.forEach((action, index) => {
    if (action.kind !== 'request') return
    for (const [name, source] of Object.entries(action.attributes ?? {}))
      check(source, `actions.${index}.attributes.${name}`, ['string', 'double', 'int', 'bool'])
  })
}

function checkReferences(script: ScriptDraft, step: ScriptStep, context: CheckContext, report: Report): void {
  const { stepId } = step
  const service = (code: string | undefined, field: string) => {
    if (code !== undefined && context.serviceCodes?.has(code) === false)
      report('unknown-service', { stepId, field }, code)
  }
  service(step.end?.serviceCode, 'end.serviceCode')
  if (script.sensitivity === 'protected' && step.end?.serviceCode !== undefined)
    report('protected-case', { stepId, field: 'end.serviceCode' })
  step.actions?.forEach((action, index) => {
    const field = `actions.${index}`
    if (action.kind === 'request') service(action.serviceCode, `${field}.serviceCode`)
    if ('unitId' in action && action.unitId !== undefined && context.unitIds?.has(action.unitId) === false)
      report('unknown-unit', { stepId, field: `${field}.unitId` }, action.unitId)
    if (script.sensitivity === 'protected' && ['request', 'summary', 'appointment'].includes(action.kind))
      report('protected-contact', { stepId, field })
  })
  if (step.call === undefined || context.scriptOf === undefined) return
  const called = context.scriptOf(step.call.scriptId)
  if (called === undefined) return report('unknown-script', { stepId, field: 'call' }, step.call.scriptId)
  for (const inner of called.steps)
    if (placeOf(stepId, inner.stepId).length > longestStepId)
      report('long-name', { stepId, field: 'call' }, inner.stepId)
}

function checkTranslations(script: ScriptDraft, step: ScriptStep, report: Report): void {
  for (const language of script.languages ?? []) {
    const words = script.translations?.[language]?.steps[step.stepId]
    const missing = (text: string | undefined) => (text ?? '').trim() === ''
    step.say.forEach((_, index) => {
      if (missing(words?.say[index]))
        report('missing-translation', { stepId: step.stepId, field: `say.${index}` }, language)
    })
    for (const { key } of step.choices)
      if (missing(words?.choices[key]))
        report('missing-translation', { stepId: step.stepId, field: `choices.${key}` }, language)
  }
}

/** For each step, every question that lies on some path before it. */
function answeredBefore(script: ScriptDraft): Map<string, Set<string>> {
  const steps = new Map(script.steps.map((step) => [step.stepId, step]))
  const before = new Map<string, Set<string>>()
  const arrive = (stepId: string, known: ReadonlySet<string>): void => {
    const step = steps.get(stepId)
    if (!step) return
    const had = before.get(stepId)
    const all = new Set([...(had ?? []), ...known])
    if (had && all.size === had.size) return
    before.set(stepId, all)
    const after = new Set([...all, ...asksOf(step)])
    for (const next of waysOnOf(step)) arrive(next, after)
  }
  arrive(script.start, new Set())
  if (script.overdueStart !== undefined) arrive(script.overdueStart, new Set())
  return before
}

function asksOf(step: ScriptStep): string[] {
  const asked: Asked[] = [
    ...step.fields.map((each) => ({ root: 'answer' as const, name: each.field })),
    ...(step.choices.length > 0 ? [{ root: 'choice' as const, name: step.stepId }] : []),
    ...(step.call === undefined ? [] : [{ root: 'outcome' as const, name: step.stepId }]),
  ]
  return asked.map(keyOf)
}

function keyOf({ root, name }: Asked): string {
  return `${root}.${nameInConditions(name)}`
}
