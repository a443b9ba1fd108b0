import type { Found } from '../../../../shared/contract.ts'

/** What one press of Enter can take: something found, or the words of an earlier search. */
export type SearchOption =
  | { readonly kind: Found['kind']; readonly found: Found }
  | { readonly kind: 'recent'; readonly query: string }

export interface OptionGroup {
  readonly kind: SearchOption['kind']
  readonly options: readonly SearchOption[]
}

/** By kind, the kind with the best answer first; without an answer, the earlier searches. */
export function optionsOf(found: readonly Found[], recent: readonly string[]): OptionGroup[] {
  const groups = new Map<SearchOption['kind'], SearchOption[]>()
  const add = (option: SearchOption) => {
    const group = groups.get(option.kind)
    if (group) group.push(option)
    else groups.set(option.kind, [option])
  }
  for (const one of found) add({ kind: one.kind, found: one })
  for (const query of recent) add({ kind: 'recent', query })
  return [...groups].map(([kind, options]) => ({ kind, options }))
}

/** Its own among those of its kind. */
export const nameOf = (option: SearchOption): string =>
  option.kind === 'recent' ? option.query : option.found.id
