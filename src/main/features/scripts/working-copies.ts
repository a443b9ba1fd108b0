import { z } from 'zod'
import { ScriptDraft } from '../../../shared/domain/script.ts'
import type { Remembered } from '../../db/remembered.ts'

const Copies = z.record(z.string(), ScriptDraft)
const name = 'script-copies'

/** Scripts being written on this desk. They are nobody's version yet: publishing them is the backend's matter. */
export function createWorkingCopies(remembered: Remembered): {
  all(): ScriptDraft[]
  keep(script: ScriptDraft): void
  drop(scriptId: string): void
} {
  const read = () => remembered.read(name, Copies) ?? {}
  return {
    all: () => Object.values(read()),
    keep: (script) => remembered.write(name, { ...read(), [script.scriptId]: script }),
    drop(scriptId) {
      const { [scriptId]: _dropped, ...rest } = read()
      remembered.write(name, rest)
    },
  }
}
