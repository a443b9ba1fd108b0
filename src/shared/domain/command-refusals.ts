/** Why the backend takes no command of this kind at all. Codes: whoever issued it reads them in their own language. */
export const commandRefusals = {
  ofAnother: 'command-of-another',
  idTaken: 'command-id-taken',
  exists: 'record-exists',
  serviceUnknown: 'service-unknown',
  citizenGone: 'citizen-gone',
  undecided: 'command-undecided',
} as const

export type CommandRefusal = (typeof commandRefusals)[keyof typeof commandRefusals]
