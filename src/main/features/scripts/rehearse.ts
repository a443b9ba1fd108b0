import type { Country } from '../../../shared/domain/city.ts'
import { advanceRun, startRun, stepOf } from '../../../shared/domain/run-script.ts'
import type { RunAction, ScriptRun } from '../../../shared/domain/script-run.ts'
import type { Script, ScriptDraft } from '../../../shared/domain/script.ts'
import { composeScript } from '../../../shared/domain/scripts/compose.ts'
import { viewOf, type RunView } from '../../../shared/domain/scripts/run-view.ts'
import { faultsOf, type FieldFault } from '../../../shared/domain/scripts/typed-answers.ts'

export interface Rehearsal {
  run: ScriptRun
  view: RunView
  faults: FieldFault[]
}

/**
 * A walk through a draft, exactly as an agent would walk it, kept by whoever rehearses: nothing is stored and
 * no contact is touched. A wrong value is answered with its fault, as on a call. Throws `invalid-input` where the
 * draft leads to a step that is not there.
 */
export function rehearse(
  draft: ScriptDraft,
  { run, action }: { run: ScriptRun | null; action: RunAction | null },
  facts: {
    at: string
    country: Country
    newId: () => string
    scriptOf: (scriptId: string) => Script | undefined
  },
): Rehearsal {
  const at = run?.startedAt ?? facts.at
  const script = composeScript(draft, facts.scriptOf, at)
  const before = run ?? startRun(script, { runId: facts.newId(), at })
  const moment = { at: facts.at, country: facts.country }
  const faults =
    action?.kind === 'answer' || action?.kind === 'keep'
      ? faultsOf(stepOf(script, before).fields, action.values, facts.country)
      : []
  const refused = action?.kind === 'answer' && faults.length > 0
  const after = action === null || refused ? before : advanceRun(script, before, action, moment)
  return { run: after, view: viewOf(script, after), faults }
}
