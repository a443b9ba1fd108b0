import type { RunAction } from '../../../../shared/domain/script-run.ts'
import type { ScriptAction } from '../../../../shared/domain/script-action.ts'
import type { RunView } from '../../../../shared/domain/scripts/run-view.ts'
import type { FieldFault } from '../../../../shared/domain/scripts/typed-answers.ts'

/** A walk to be shown: the one of the call, or a team lead's rehearsal of a draft. Both look the same. */
export interface Walk {
  view: RunView
  /** The language of what is said; `es` where nothing says otherwise. */
  language: string
  speak(language: string): void
  /** Nothing can be answered any more. */
  over: boolean
  act(action: RunAction): void
  /** Opens what an action stands for; called with the press that also records it. */
  open(action: ScriptAction): void
  /** Why it can not be done now, in words; undefined where it can. */
  hinders(action: ScriptAction): string | undefined
  faultsOf(values: Record<string, string>): Promise<readonly FieldFault[]>
}
