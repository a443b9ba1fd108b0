import type { Pack, PackProblem, PackText } from '../../shared/pack.ts'

/** A record that passed its own rules, with its place for the rules between records. */
export interface Kept<T> {
  id: string
  value: T
  text: PackText
  path: readonly PropertyKey[]
}

/** `declared` holds also the ids of damaged records; `undefined` when the whole file could not be read. */
export interface Listed<T> {
  kept: Kept<T>[]
  declared: Set<string> | undefined
}

type Lists = Omit<Pack, 'city'>
export type ListedPack = { [K in keyof Lists]: Listed<Lists[K][number]> }
/** What the city file declares: its areas, `undefined` when it could not be read. */
export interface CityNames {
  areas: Set<string> | undefined
}

type Reference = {
  path: readonly PropertyKey[]
  id: string | undefined
  to: keyof Lists | 'areas'
  word: string
}

/**
 * Leaves out the records that point to something nobody declared. A reference to a record that is there but
 * damaged stands: one mistake is one problem, and does not pull down the records around it.
 */
export function checkReferences(listed: ListedPack, city: CityNames, problems: PackProblem[]): Lists {
  const declared = (to: Reference['to']) => (to === 'areas' ? city.areas : listed[to].declared)

  const keep = <T>({ kept }: Listed<T>, referencesOf: (value: T) => Reference[]): T[] =>
    kept
      .filter(({ value, text, path }) => {
        const broken = referencesOf(value).filter(
          ({ id, to }) => id !== undefined && declared(to)?.has(id) === false,
        )
        for (const { path: inside, id, word } of broken)
          problems.push(text.problemAt([...path, ...inside], `names the ${word} ${id}, which does not exist`))
        return broken.length === 0
      })
      .map(({ value }) => value)

  return {
    units: keep(listed.units, () => []),
    services: keep(listed.services, ({ unitId, byArea }) => [
      unit(unitId),
      ...(byArea ?? []).flatMap((rule, at): Reference[] => [
        { path: ['byArea', at, 'unitId'], id: rule.unitId, to: 'units', word: 'unit' },
        { path: ['byArea', at, 'areaId'], id: rule.areaId, to: 'areas', word: 'area' },
      ]),
    ]),
    procedures: keep(listed.procedures, ({ unitId, secondLevelQueue, guidance, channels }) => [
      unit(unitId),
      { path: ['secondLevelQueue'], id: secondLevelQueue, to: 'queues', word: 'queue' },
      { path: ['guidance', 'scriptId'], id: guidance.scriptId, to: 'scripts', word: 'script' },
      ...channels.flatMap(({ offices }, at) =>
        offices.map((id, index): Reference => ({
          path: ['channels', at, 'offices', index],
          id,
          to: 'units',
          word: 'unit',
        })),
      ),
    ]),
    articles: keep(listed.articles, ({ unitId, procedureIds, scriptIds }) => [
      { path: ['unitId'], id: unitId, to: 'units', word: 'unit' },
      ...procedureIds.map((id, index): Reference => ({
        path: ['procedureIds', index],
        id,
        to: 'procedures',
        word: 'procedure',
      })),
      ...scriptIds.map((id, index): Reference => ({
        path: ['scriptIds', index],
        id,
        to: 'scripts',
        word: 'script',
      })),
    ]),
    queues: keep(listed.queues, ({ scriptId }) => [
      { path: ['scriptId'], id: scriptId, to: 'scripts', word: 'script' },
    ]),
    agents: keep(listed.agents, ({ queues, units }) => [
      ...queues.map(queue),
      ...(units ?? []).map((id, index): Reference => ({
        path: ['units', index],
        id,
        to: 'units',
        word: 'unit',
      })),
    ]),
    slotRules: keep(listed.slotRules, ({ unitId, procedureIds }) => [
      unit(unitId),
      ...procedureIds.map((id, index): Reference => ({
        path: ['procedureIds', index],
        id,
        to: 'procedures',
        word: 'procedure',
      })),
    ]),
    shifts: keep(listed.shifts, ({ agentId }) => [
      { path: ['agentId'], id: agentId, to: 'agents', word: 'agent' },
    ]),
    scripts: keep(listed.scripts, ({ queues, procedureId, steps }) => [
      ...queues.map(queue),
      { path: ['procedureId'], id: procedureId, to: 'procedures', word: 'procedure' },
      ...steps.map((step, index): Reference => ({
        path: ['steps', index, 'end', 'serviceCode'],
        id: step.end?.serviceCode,
        to: 'services',
        word: 'service',
      })),
    ]),
  }
}

function unit(unitId: string): Reference {
  return { path: ['unitId'], id: unitId, to: 'units', word: 'unit' }
}

function queue(queueId: string, index: number): Reference {
  return { path: ['queues', index], id: queueId, to: 'queues', word: 'queue' }
}
