import type { Disposition } from './disposition.ts'

const protectedDispositions: ReadonlySet<Disposition> = new Set(['EMG', 'VIO', 'CRI'])

/** True where §4.6 asks for minimal data: no survey, no message, no call-back, number hidden in history. */
export function isProtected(disposition: Disposition | undefined): boolean {
  return disposition !== undefined && protectedDispositions.has(disposition)
}
