import type { ScriptRun } from '../../../shared/domain/script-run.ts'
import type { Script } from '../../../shared/domain/script.ts'
import { composeScript, type ComposedScript } from '../../../shared/domain/scripts/compose.ts'
import { DeskError } from '../../../shared/errors.ts'
import type { KnowledgeRows } from '../../db/knowledge.ts'

/** One call walks a handful of scripts; the rest is kept only as long as it is cheap. */
const mostKept = 40

export interface WalkedScripts {
  current(scriptId: string): Script
  /** With what it calls, in the versions of now: what a walk that begins at `at` will keep. */
  beginning(scriptId: string, at: string): ComposedScript
  /** As the run began, also when newer versions have arrived. Throws `not-found` where its version is gone. */
  of(run: ScriptRun): ComposedScript
}

/** Scripts ready to be walked. One per version, so that its conditions are compiled once and not at every key. */
export function createWalkedScripts(knowledge: KnowledgeRows): WalkedScripts {
  const kept = new Map<string, ComposedScript>()

  function current(scriptId: string): Script {
    const script = knowledge.one('script', scriptId)
    if (!script) throw new DeskError('not-found', `No script named ${scriptId}.`)
    return script
  }

  return {
    current,
    beginning: (scriptId, at) =>
      composeScript(current(scriptId), (called) => knowledge.one('script', called), at),
    of(run) {
      const versions = run.versions ?? {}
      const key = JSON.stringify([run.scriptId, run.version, versions, run.startedAt])
      const known = kept.get(key)
      if (known) return known
      const script = knowledge.scriptVersion(run.scriptId, run.version)
      if (!script)
        throw new DeskError('not-found', `Version ${run.version} of ${run.scriptId} is not on this desk.`)
      const calledOf = (scriptId: string) => {
        const version = versions[scriptId]
        return version === undefined ? undefined : knowledge.scriptVersion(scriptId, version)
      }
      const composed = composeScript(script, calledOf, run.startedAt)
      if (kept.size >= mostKept) kept.clear()
      kept.set(key, composed)
      return composed
    },
  }
}
