import { z } from 'zod'
import type { Disposition } from '../disposition.ts'
import { firstContactResolution, firstLevelResolution } from '../metrics.ts'

/** Answered at the first of two levels (domain §2.2, §2.7); the other ends lead on to somebody else or to an hour. */
export const closedAtFirst: readonly Disposition[] = ['INF', 'TRM', 'CAS', 'UPD', 'REF', 'QJA', 'SUG', 'FEL']
/** Ends that count. Left out: protected ones (§4.6), calls that were cut and calls about nothing. */
export const countedEnds: readonly Disposition[] = [...closedAtFirst, 'CIT', 'ESC-2', 'TRF-W', 'TRF-B', 'CBK']

/** A matter that comes back within so many days was not resolved; each city says how many (§2.2: 1 to 30). */
export const AskResolution = z.object({ withinDays: z.coerce.number().int().min(1).max(30).default(7) })
/** What the figures look back over, days. */
export const resolutionDays = 30

/** Counts of the whole team, and no person among them. */
export const ResolutionCounts = z.object({
  withinDays: z.number().int().positive(),
  /** First contacts of somebody about something. */
  matters: z.number().int().nonnegative(),
  /** Of these: another contact on the same within the days, or the case was reopened. */
  cameBack: z.number().int().nonnegative(),
  contacts: z.number().int().nonnegative(),
  closedAtFirst: z.number().int().nonnegative(),
})
export type ResolutionCounts = z.infer<typeof ResolutionCounts>

export const Resolution = ResolutionCounts.extend({
  /** 0…1; null where there is nothing to count. */
  firstContact: z.number().nullable(),
  firstLevel: z.number().nullable(),
})
export type Resolution = z.infer<typeof Resolution>

/** Both figures of domain §2.2 from one set of counts; of nothing there is no figure. */
export function resolutionOf(counts: ResolutionCounts): Resolution {
  return {
    ...counts,
    firstContact: counts.matters === 0 ? null : firstContactResolution(counts),
    firstLevel:
      counts.contacts === 0
        ? null
        : firstLevelResolution({ all: counts.contacts, closedAtFirst: counts.closedAtFirst }),
  }
}
