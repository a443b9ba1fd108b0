/** The value below which `share` (0…1) of the measurements lie; nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) return Number.NaN
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits))

/** p50 and p95 in ms, as every benchmark reports them. */
export function spread(values: readonly number[]): { p50: number; p95: number } {
  return { p50: rounded(percentile(values, 0.5)), p95: rounded(percentile(values, 0.95)) }
}
