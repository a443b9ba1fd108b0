import { z } from 'zod'
import { Energy, Preferences, ShiftLedger } from '../../../shared/contract/shift.ts'
import type { RuleId } from '../../../shared/domain/shifts/rules.ts'
import type { Remembered } from '../../db/remembered.ts'

const kept = 50
const Postponements = z.array(ShiftLedger.shape.postponements.element)
const Energies = z.array(Energy)

/** What the agent says of himself. It is kept on this desk, shown to him, and there is no way from here to the wire. */
export interface OwnWords {
  postponements(): z.infer<typeof Postponements>
  postponed(ruleId: RuleId, at: string, reason: string): void
  energy(): Energy[]
  checkedIn(energy: Energy): void
  preferences(): Preferences
  prefer(preferences: Preferences): void
}

export function createOwnWords(remembered: Remembered, owner: () => string): OwnWords {
  const name = (what: string) => `shift-${what}-${owner()}`
  const words: OwnWords = {
    postponements: () => remembered.read(name('postponements'), Postponements) ?? [],
    postponed(ruleId, at, reason) {
      remembered.write(name('postponements'), [...words.postponements(), { ruleId, at, reason }].slice(-kept))
    },
    energy: () => remembered.read(name('energy'), Energies) ?? [],
    checkedIn: (energy) => remembered.write(name('energy'), [...words.energy(), energy].slice(-kept)),
    preferences: () =>
      remembered.read(name('preferences'), Preferences) ?? { avoid: [], prefer: [], reminders: {} },
    prefer: (preferences) => remembered.write(name('preferences'), preferences),
  }
  return words
}
