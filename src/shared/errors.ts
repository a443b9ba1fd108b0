/**
 * Every reason a request can fail for, as one closed list: pages decide by `code`, never by reading a
 * message. Add a code only when a page must behave differently because of it.
 */
export const deskErrorCodes = [
  'not-found',
  'invalid-input',
  'unauthorised',
  'forbidden',
  'unavailable',
  'conflict',
  'busy',
  'no-line',
  'no-microphone',
  'no-disk',
  'damaged',
  'internal',
] as const

export type DeskErrorCode = (typeof deskErrorCodes)[number]

/** An expected failure with a stable code; the only error that crosses a boundary as itself. */
export class DeskError extends Error {
  readonly code: DeskErrorCode

  constructor(code: DeskErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'DeskError'
    this.code = code
  }
}

/** Turns anything thrown into a code for the wire; a stranger's message stays on the side that threw it. */
export function toDeskError(thrown: unknown): DeskError {
  if (thrown instanceof DeskError) return thrown
  return new DeskError('internal', 'Something failed inside the desk.', { cause: thrown })
}

/** Makes the compiler ask for the branch that a new member of a closed union needs. */
export function assertNever(value: never): never {
  throw new DeskError('internal', `Unhandled case: ${JSON.stringify(value)}`)
}
