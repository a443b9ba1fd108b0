import { formFault } from '../../../shared/domain/cases/form-answers.ts'
import type { FormQuestion } from '../../../shared/domain/cases/service-form.ts'
import { throughExit } from '../../../shared/domain/cases/exit.ts'
import type { Disposition } from '../../../shared/domain/disposition.ts'
import type { InteractionDraft } from '../../../shared/domain/interaction.ts'
import { outcomeOf } from '../../../shared/domain/run-script.ts'
import { anyAppointment, type Escalation } from '../../../shared/domain/second-level.ts'
import type { ScriptAction } from '../../../shared/domain/script-action.ts'
import type { ScriptRun } from '../../../shared/domain/script-run.ts'
import type { WalkedScript } from '../../../shared/domain/scripts/compose.ts'

/** The fields of the form that a path may fill. */
export type Filled = 'callerName' | 'callbackNumber' | 'address' | 'description'

/**
 * The form as the path fills it. What the agent typed himself stays: a field is filled only while it is empty,
 * as the contact began, or as the path had filled it before.
 */
export function filledFrom(
  draft: InteractionDraft,
  began: Record<Filled, string>,
  script: WalkedScript,
  before: ScriptRun,
  after: ScriptRun,
  questionsOf: (serviceCode: string) => readonly FormQuestion[],
): InteractionDraft {
  const outcome = outcomeOf(script, after)
  if (!outcome) return draft
  const earlierOutcome = outcomeOf(script, before)
  const earlier = earlierOutcome?.prefill
  const { serviceCode: _replaced, ...filled } = { ...draft, disposition: outcome.disposition }
  for (const field of ['callerName', 'callbackNumber', 'address', 'description'] as const) {
    const value = outcome.prefill[field]
    if (value === undefined || value === '') continue
    const written = draft[field]
    if (written === '' || written === began[field] || written === earlier?.[field]) filled[field] = value
  }
  const { serviceCode } = outcome
  if (serviceCode === undefined) return filled
  const answers = answersFilled(
    draft.formAnswers?.[serviceCode] ?? {},
    questionsOf(serviceCode),
    earlierOutcome?.attributes ?? {},
    outcome.attributes,
  )
  const formAnswers = { ...draft.formAnswers, [serviceCode]: answers }
  return { ...filled, serviceCode, ...(Object.keys(answers).length === 0 ? {} : { formAnswers }) }
}

/** What the path heard already stands in the service's form, where the form asks under the same name. */
function answersFilled(
  written: Readonly<Record<string, string>>,
  questions: readonly FormQuestion[],
  earlier: Readonly<Record<string, string>>,
  told: Readonly<Record<string, string>>,
): Record<string, string> {
  const answers = { ...written }
  for (const question of questions) {
    const { code } = question
    const value = told[code] ?? ''
    const isFree = (written[code] ?? '') === '' || written[code] === earlier[code]
    if (value !== '' && isFree && formFault(question, value) === undefined) answers[code] = value
  }
  return answers
}

/** What taking an action already says of how the contact ends, until the path's end or the agent says better. */
export function draftAfter(draft: InteractionDraft, action: ScriptAction): InteractionDraft {
  const ends = dispositionOf(action)
  const filled = {
    ...draft,
    ...(action.kind === 'request' ? { serviceCode: action.serviceCode } : {}),
    ...(draft.disposition === undefined && ends !== undefined ? { disposition: ends } : {}),
  }
  if (action.kind === 'escalate') return throughExit(filled, { escalation: escalationOf(action) })
  if (action.kind !== 'appointment') return filled
  const wish = { ...(draft.appointmentWish ?? anyAppointment), unitId: action.unitId }
  return throughExit(filled, { appointmentWish: wish })
}

function escalationOf({ reason, unitId }: Extract<ScriptAction, { kind: 'escalate' }>): Escalation {
  return { reason, ...(unitId === undefined ? {} : { unitId }) }
}

function dispositionOf(action: ScriptAction): Disposition | undefined {
  switch (action.kind) {
    case 'request':
      return 'CAS'
    case 'escalate':
      return 'ESC-2'
    case 'appointment':
      return 'CIT'
    case 'transfer':
      return action.blind === true ? 'TRF-B' : 'TRF-W'
    case 'summary':
    case 'emergency':
      return undefined
  }
}
