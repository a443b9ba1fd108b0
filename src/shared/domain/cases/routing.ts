import type { Service } from '../catalogue.ts'

/** A part of the city as its people name it. */
export interface NamedArea {
  areaId: string
  name: string
  words: readonly string[]
}

/** Which unit answers for a service there; where no area is known or none is named, the service's own. */
export function unitFor(service: Pick<Service, 'unitId' | 'byArea'>, areaId: string | undefined): string {
  const own = service.byArea?.find((rule) => rule.areaId === areaId)
  return own?.unitId ?? service.unitId
}

/**
 * The area whose name or words stand in an address, the longest first; undefined where none does or two say it alike.
 * A guess for the form, which shows it: the agent's choice counts.
 */
export function areaOf(address: string, areas: readonly NamedArea[]): string | undefined {
  const said = ` ${plain(address)} `
  const found = areas.flatMap(({ areaId, name, words }) => {
    const longest = Math.max(
      0,
      ...[name, ...words].filter((word) => said.includes(` ${plain(word)} `)).map((word) => word.length),
    )
    return longest === 0 ? [] : [{ areaId, longest }]
  })
  const best = Math.max(0, ...found.map(({ longest }) => longest))
  const winners = found.filter(({ longest }) => longest === best)
  return winners.length === 1 ? winners[0]?.areaId : undefined
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9ñ]+/g, ' ')
    .trim()
}
