import { z } from 'zod'
import { Code, Day, Id, Instant } from '../basics.ts'
import { answersOf, stepOf } from '../read-run.ts'
import { TakenAction } from '../script-action.ts'
import type { ScriptRun } from '../script-run.ts'
import { SpokenLanguage } from '../spoken-language.ts'
import { ScriptStep, ScriptTranslation } from '../script.ts'
import { advanceRun } from '../run-script.ts'
import { isOverdue, type StepOwner, type WalkedScript, type WalkedStep } from './compose.ts'

const TrailStep = z.object({
  stepId: z.string(),
  title: z.string(),
  /** The answer as the agent reads it; empty where the step asked nothing. */
  answer: z.string(),
  /** `ahead`: gone back over, still there to jump to. */
  place: z.enum(['behind', 'here', 'ahead']),
})

/**
 * A walk as the agent sees it. One form for the call and for the team lead's rehearsal, so that what is
 * rehearsed is what will be seen.
 */
export const RunView = z.object({
  runId: Id,
  scriptId: Code,
  title: z.string(),
  version: z.number().int(),
  publishedOn: Day,
  /** Out of date: begun where only the red flags are. */
  overdue: z.boolean(),
  /** Titles of the called scripts the step is in, outermost first. */
  inside: z.array(z.string()),
  step: ScriptStep,
  /** The title of the script that the step goes on to. */
  calls: z.string().nullable(),
  trail: z.array(TrailStep),
  values: z.record(z.string(), z.string()),
  taken: z.array(TakenAction),
  /** What is read aloud in other languages, by language. */
  spoken: z.record(z.string(), ScriptTranslation.shape.steps.valueType),
  /** The languages that the script speaks beside Spanish, on other steps perhaps. */
  languages: z.array(SpokenLanguage),
  completedAt: Instant.nullable(),
})
export type RunView = z.infer<typeof RunView>

/** Everything the screen needs of a walk. Throws `invalid-input` where the step does not exist. */
export function viewOf(script: WalkedScript, run: ScriptRun): RunView {
  const step = stepOf(script, run)
  const answered = run.path.find((left) => left.stepId === run.current)
  return {
    runId: run.runId,
    scriptId: script.scriptId,
    title: script.title,
    version: script.version,
    publishedOn: script.publishedOn,
    overdue: isOverdue(script, run.startedAt),
    inside: ownersOf(script, step.own).map((owner) => owner.script.title),
    step: plain(step),
    calls: calledBy(script, step)?.title ?? null,
    trail: trailOf(script, run),
    values: (run.remembered[run.current] ?? answered)?.values ?? {},
    taken: run.taken ?? [],
    spoken: spokenOf(script, step),
    languages: Object.keys((step.own?.script ?? script).translations ?? {}),
    completedAt: run.completedAt ?? null,
  }
}

function trailOf(script: WalkedScript, run: ScriptRun): RunView['trail'] {
  const titled = (stepId: string) => script.steps.find((step) => step.stepId === stepId)?.title ?? stepId
  const here = { stepId: run.current, title: titled(run.current), answer: '', place: 'here' as const }
  const behind = answersOf(script, run)
    .filter(({ step }) => step.stepId !== run.current)
    .map((left) => ({ ...crumb(left), place: 'behind' as const }))
  return [...behind, here, ...aheadOf(script, run)]
}

function crumb({ step, choice, values }: ReturnType<typeof answersOf>[number]) {
  const written = Object.values(values).filter((value) => value !== '')
  const answer = [...(choice === undefined ? [] : [choice]), ...written].join(' · ')
  return { stepId: step.stepId, title: step.title, answer }
}

/** As far as remembered answers lead on from here; the first step without one is the last to jump to. */
function aheadOf(script: WalkedScript, run: ScriptRun): RunView['trail'] {
  let ahead = run
  const steps: RunView['trail'] = []
  while (ahead.completedAt === undefined) {
    const remembered = ahead.remembered[ahead.current]
    const answered =
      remembered && (remembered.choice !== undefined || stepOf(script, ahead).choices.length === 0)
    if (!answered) break
    try {
      ahead = advanceRun(script, ahead, { kind: 'answer', ...remembered }, { at: run.startedAt })
    } catch {
      break
    }
    if (ahead.completedAt === undefined) steps.push({ ...crumbAt(script, ahead), place: 'ahead' })
  }
  return steps
}

function crumbAt(script: WalkedScript, run: ScriptRun) {
  const step = stepOf(script, run)
  const left = run.remembered[step.stepId]
  const choice = step.choices.find(({ key }) => key === left?.choice)?.label
  return crumb({ step, choice, values: left?.values ?? {} })
}

function ownersOf(script: WalkedScript, own: StepOwner | undefined): StepOwner[] {
  if (own === undefined || own.prefix === '') return []
  const caller = script.steps.find((step) => step.stepId === own.prefix)
  return [...ownersOf(script, caller?.own), own]
}

function calledBy(script: WalkedScript, step: WalkedStep) {
  if (step.call === undefined) return undefined
  return script.steps.find((each) => each.own?.prefix === step.stepId)?.own?.script
}

function spokenOf(script: WalkedScript, step: WalkedStep): RunView['spoken'] {
  const own = step.own ?? { script, prefix: '' }
  const name = own.prefix === '' ? step.stepId : step.stepId.slice(own.prefix.length + 1)
  const translations = Object.entries(own.script.translations ?? {})
  return Object.fromEntries(
    translations.flatMap(([language, { steps }]) => {
      const words = steps[name]
      return words === undefined ? [] : [[language, words] as const]
    }),
  )
}

function plain({ own: _own, deciding: _deciding, returns: _returns, ...step }: WalkedStep): ScriptStep {
  return step
}
