import { z } from 'zod'

/** How a contact ended (domain §2.5). The protected ones keep minimal data and are never listed or surveyed. */
// prettier-ignore
export const Disposition = z.enum([
  'INF', 'TRM', 'CAS', 'UPD', 'CIT', 'TRF-W', 'TRF-B', 'ESC-2', 'REF', 'CBK',
  'EMG', 'VIO', 'CRI', 'QJA', 'SUG', 'FEL', 'ABU', 'SIL', 'WRG', 'CUT', 'TST',
])
export type Disposition = z.infer<typeof Disposition>

const protectedDispositions: ReadonlySet<Disposition> = new Set(['EMG', 'VIO', 'CRI'])

/** True where §4.6 asks for minimal data: no survey, no message, no call-back, number hidden in history. */
export function isProtected(disposition: Disposition | undefined): boolean {
  return disposition !== undefined && protectedDispositions.has(disposition)
}
