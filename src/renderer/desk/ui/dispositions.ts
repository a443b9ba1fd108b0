import type { Disposition } from '../../../shared/domain/disposition.ts'

/** How a contact can end, in the order of a choice: the usual first, the hard ones together. */
export const dispositions: readonly Disposition[] = [
  ...(['INF', 'TRM', 'CAS', 'UPD', 'CIT', 'TRF-W', 'TRF-B', 'ESC-2', 'REF', 'CBK'] as const),
  ...(['QJA', 'SUG', 'FEL', 'EMG', 'VIO', 'CRI', 'ABU', 'SIL', 'WRG', 'CUT', 'TST'] as const),
]
