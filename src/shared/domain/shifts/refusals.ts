/** Why the backend refuses what a shift sends up, by code: the desk has the words, in the agent's language. */
export const refusals = {
  breaksOfAnother: 'breaks-of-another',
  noteExists: 'note-exists',
  noteGone: 'note-gone',
  noteTaken: 'note-taken',
  emergencyOfAnother: 'emergency-of-another',
} as const

export type ShiftRefusal = (typeof refusals)[keyof typeof refusals]
