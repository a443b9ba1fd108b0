/** The page's monotonic clock as epoch ms with fractions, from a reading of `performance.now()`. */
export function epochMs(reading: number = performance.now()): number {
  return performance.timeOrigin + reading
}

/** The same moment as the `Instant` that other parts store. */
export function instant(reading: number = performance.now()): string {
  return new Date(epochMs(reading)).toISOString()
}
