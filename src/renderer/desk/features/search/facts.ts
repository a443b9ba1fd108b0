import type { Procedure } from '../../../../shared/domain/procedure.ts'

/** Every price of a procedure as one short text each, with its condition. */
export function costWords(cost: Procedure['cost'], free: string): string[] {
  return cost.map(({ amount, currency, free: nothing, formula, condition }) => {
    const price =
      nothing || amount === 0
        ? free
        : amount === undefined
          ? (formula ?? '')
          : `${amount.toFixed(2)} ${currency ?? ''}`.trim()
    return condition ? `${price} (${condition})` : price
  })
}

/** How long it takes, the citizen's reading first: usual, then the longest allowed. */
export function timeWords({ typical, maximum, window }: Procedure['time']): string {
  return [typical, maximum, window].filter(Boolean).join(' · ')
}
