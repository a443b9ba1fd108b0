import type { DatedShift } from '../../../shared/domain/schedules/dated-shift.ts'

type Draft = readonly DatedShift[]

/** More turns than anybody remembers. */
const kept = 200

/** What a lead can take back and make again, while one week is open. */
export interface EditHistory {
  /** The draft as it was before a change; what was taken back before is gone then. */
  changed(before: Draft): void
  /** Undefined where there is nothing to take back, or to make again. */
  step(now: Draft, redo: boolean): Draft | undefined
  readonly canUndo: boolean
  readonly canRedo: boolean
  forget(): void
}

export function createEditHistory(): EditHistory {
  const past: Draft[] = []
  const future: Draft[] = []
  return {
    changed(before) {
      past.push(before)
      if (past.length > kept) past.shift()
      future.length = 0
    },
    step(now, redo) {
      const [from, to] = redo ? [future, past] : [past, future]
      const found = from.pop()
      if (found) to.push(now)
      return found
    },
    get canUndo() {
      return past.length > 0
    },
    get canRedo() {
      return future.length > 0
    },
    forget() {
      past.length = 0
      future.length = 0
    },
  }
}
