/**
 * How long to wait before the next attempt, in ms: at once, then doubling to 30 s, each halved at most by
 * chance so that a restarted exchange is not met by every desk of the city in the same second.
 */
export function backOffMs(failures: number, chance: number): number {
  if (failures === 0) return 0
  const longest = Math.min(30_000, 500 * 2 ** Math.min(failures, 10))
  return Math.round(longest * (0.5 + chance / 2))
}
