/** Counts of one queue over one period. Every figure on a screen comes from these, never from another figure. */
export interface QueueCounts {
  offered: number
  answered: number
  answeredInTime: number
  abandoned: number
  /** Gave up within the same threshold. */
  abandonedInTime: number
}

/** The three readings of one word (domain §2.2); a screen always names the one it shows. */
export type ServiceLevelPolicy = 'answered-or-left-in-time' | 'of-all-offered' | 'without-short-abandons'

/** 0…1; 1 where nobody called. */
export function serviceLevel(counts: QueueCounts, policy: ServiceLevelPolicy): number {
  const { offered, answered, answeredInTime, abandoned, abandonedInTime } = counts
  switch (policy) {
    case 'answered-or-left-in-time':
      return share(answeredInTime + abandonedInTime, answered + abandoned)
    case 'of-all-offered':
      return share(answeredInTime, offered)
    case 'without-short-abandons':
      return share(answeredInTime, answered + abandoned - abandonedInTime)
  }
}

const share = (part: number, whole: number) => (whole === 0 ? 1 : part / whole)

/** Talk, hold and wrap-up per handled contact, in the unit they came in. */
export function averageHandleTime(sums: {
  talk: number
  hold: number
  wrapUp: number
  handled: number
}): number {
  return sums.handled === 0 ? 0 : (sums.talk + sums.hold + sums.wrapUp) / sums.handled
}

/** Share of the time on the line spent in contacts; 0 where nobody was on the line. */
export function occupancy(sums: { talk: number; hold: number; wrapUp: number; available: number }): number {
  const busy = sums.talk + sums.hold + sums.wrapUp
  return busy + sums.available === 0 ? 0 : busy / (busy + sums.available)
}

/** Mean wait of the answered. */
export function averageSpeedOfAnswer(sums: { waitOfAnswered: number; answered: number }): number {
  return sums.answered === 0 ? 0 : sums.waitOfAnswered / sums.answered
}

/** Those who left at once (wrong button, wrong number) are taken out by a threshold the site sets. */
export function abandonment(counts: { offered: number; abandoned: number; leftAtOnce: number }): number {
  const meant = counts.offered - counts.leftAtOnce
  return meant <= 0 ? 0 : (counts.abandoned - counts.leftAtOnce) / meant
}

/** One minute, or any other equal slice, of a shift: what was planned and what was. */
export interface AdherenceSlice {
  scheduledInService: boolean
  inService: boolean
  /** A break the engine asked for, inside its legal window (domain §2.3). */
  onPrompt: boolean
}

/**
 * (scheduled in service and in service + scheduled off and off) ÷ all scheduled. A rest taken when the desk asked
 * for it is as planned, wherever the schedule had it.
 */
export function adherence(slices: readonly AdherenceSlice[]): number {
  const kept = slices.filter((one) => one.onPrompt || one.scheduledInService === one.inService).length
  return share(kept, slices.length)
}

/** Worked against scheduled minutes. */
export function conformance(workedMinutes: number, scheduledMinutes: number): number {
  return share(workedMinutes, scheduledMinutes)
}

/** Share of matters without another contact on the same within the window the site names. */
export function firstContactResolution(counts: { matters: number; cameBack: number }): number {
  return share(counts.matters - counts.cameBack, counts.matters)
}

/** Closed at the first of two levels. */
export function firstLevelResolution(counts: { all: number; closedAtFirst: number }): number {
  return share(counts.closedAtFirst, counts.all)
}
