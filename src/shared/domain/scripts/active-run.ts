import type { Interaction } from '../interaction.ts'
import type { ScriptRun } from '../script-run.ts'

/** The walk before the agent: the one he turned to last, of the several that one call may need. */
export function activeRun({
  runs,
  activeRunId,
}: Pick<Interaction, 'runs' | 'activeRunId'>): ScriptRun | undefined {
  return runs.find((run) => run.runId === activeRunId) ?? runs.at(-1)
}
