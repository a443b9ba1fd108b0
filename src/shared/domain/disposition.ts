import { z } from 'zod'

/** How a contact ended (domain §2.5). The protected ones keep minimal data and are never listed or surveyed. */
// prettier-ignore
export const Disposition = z.enum([
  'INF', 'TRM', 'CAS', 'UPD', 'CIT', 'TRF-W', 'TRF-B', 'ESC-2', 'REF', 'CBK',
  'EMG', 'VIO', 'CRI', 'QJA', 'SUG', 'FEL', 'ABU', 'SIL', 'WRG', 'CUT', 'TST',
])
export type Disposition = z.infer<typeof Disposition>
