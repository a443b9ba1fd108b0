import type { EditableEntity } from './record.ts'

/** What a first line needs to know of the city it is written in. */
export interface BlankFacts {
  readonly today: string
  readonly unitId: string
  readonly author: string
}

/** Long enough to be worth reviewing again, short enough that no text grows old unseen (domain §4.2). */
const reviewAfterDays = 180

/** A new record as its form begins: everything that has a sensible value has it, the rest the checks ask for. */
export function blankRecord(
  { entity, id, title }: { entity: Exclude<EditableEntity, 'rules'>; id: string; title: string },
  { today, unitId, author }: BlankFacts,
): Record<string, unknown> {
  const reviewDue = daysAfter(today, reviewAfterDays)
  if (entity === 'script')
    return {
      scriptId: id,
      title,
      version: 1,
      publishedOn: today,
      reviewDue,
      owner: author,
      source: '',
      queues: [],
      topics: [],
      start: 'inicio',
      steps: [
        {
          stepId: 'inicio',
          title: 'Inicio',
          say: [],
          do: [],
          fields: [],
          choices: [],
          end: { disposition: 'INF', summary: title },
        },
      ],
    }
  const common = {
    title,
    summary: '',
    synonyms: [],
    status: 'in-force',
    version: 1,
    validFrom: today,
    reviewedOn: today,
    reviewDue,
    author,
    source: '',
  }
  if (entity === 'article')
    return { articleId: id, ...common, topic: 'city', body: '', procedureIds: [], scriptIds: [], links: [] }
  return {
    procedureId: id,
    ...common,
    lifeEvents: [],
    unitId,
    audience: { persons: [], priorityGroups: [] },
    benefits: [],
    requirements: [],
    waysThrough: [],
    channels: [],
    cost: [],
    time: {},
    law: [],
    guidance: { opening: [], warnings: [] },
    statistics: [],
  }
}

/** A readable name from a title, free among the `taken` ones. */
export function freeName(title: string, taken: (name: string) => boolean): string {
  const plain = title
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '')
  const base = plain === '' ? 'ficha' : plain
  let name = base
  for (let count = 2; taken(name); count++) name = `${base}-${count}`
  return name
}

function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
