/** What a level is called; where the steps lie is the ear's (speech on a telephone is about −26 dBov). */
export type Loudness = 'silent' | 'soft' | 'good' | 'loud'

/** The quietest end of the meter, dBov. */
export const meterFloorDbov = -60

export function loudnessOf(dbov: number): Loudness {
  if (dbov <= meterFloorDbov) return 'silent'
  if (dbov < -45) return 'soft'
  return dbov > -8 ? 'loud' : 'good'
}

/** How much of the meter is filled, 0…1. */
export const fillOf = (dbov: number): number =>
  Math.max(0, Math.min(1, (dbov - meterFloorDbov) / -meterFloorDbov))
