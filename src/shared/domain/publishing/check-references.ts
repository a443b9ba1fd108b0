import { z } from 'zod'
import type { KnowledgeCheck } from './check-knowledge.ts'
import type { PublishedEntity } from './record.ts'

/** Fields that name another record, by the kind they name. */
const referenceFields: Readonly<Record<string, PublishedEntity>> = {
  unitId: 'unit',
  procedureId: 'procedure',
  serviceCode: 'service',
}
const lists: Readonly<Record<string, PublishedEntity>> = { queues: 'queue' }

const Texts = z.array(z.string())

/** A record that names a unit, service, procedure or queue which will not be there leads the agent nowhere. */
export const checkReferences: KnowledgeCheck = ({ entity, id, doc }, { records }) => {
  const known = new Set(records.map((one) => `${one.entity} ${one.id}`))
  const own = ownName[entity]
  return named(doc, '').flatMap(({ field, to, name }) =>
    known.has(`${to} ${name}`) || field === own
      ? []
      : [{ entity, id, field, rule: 'unknown-reference' as const, level: 'error' as const, detail: name }],
  )
}

/** The field in which a record of this kind carries its own name. */
const ownName: Partial<Record<PublishedEntity, string>> = {
  procedure: 'procedureId',
  unit: 'unitId',
  service: 'serviceCode',
}

function named(value: unknown, place: string): { field: string; to: PublishedEntity; name: string }[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const field = place === '' ? key : `${place}.${key}`
    const to = referenceFields[key]
    if (to !== undefined && typeof inner === 'string') return [{ field, to, name: inner }]
    const listed = lists[key]
    const names = listed === undefined ? undefined : Texts.safeParse(inner)
    if (listed !== undefined && names?.success)
      return names.data.map((name, index) => ({ field: `${field}.${index}`, to: listed, name }))
    return named(inner, field)
  })
}
