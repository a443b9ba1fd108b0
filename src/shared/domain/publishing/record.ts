import { z } from 'zod'

/**
 * What a desk believes only out of a signed bundle, because it is read to citizens or decides about an agent's
 * rest. Everything else (people, contacts, cases, own shifts) comes down as changes.
 */
export const PublishedEntity = z.enum(['article', 'procedure', 'queue', 'rules', 'script', 'service', 'unit'])
export type PublishedEntity = z.infer<typeof PublishedEntity>

/** What team leads write, with a version of its own that agents read and acknowledge. */
export const EditableEntity = PublishedEntity.extract(['article', 'procedure', 'rules', 'script'])
export type EditableEntity = z.infer<typeof EditableEntity>

/** One record as it stands or as somebody is writing it: `doc` may break every rule until it is checked. */
export interface KnowledgeRecord {
  readonly entity: PublishedEntity
  readonly id: string
  readonly doc: Readonly<Record<string, unknown>>
}

export function isPublished(entity: string): entity is PublishedEntity {
  return PublishedEntity.safeParse(entity).success
}

/** The name of a record as people say it, whatever its kind. */
export function titleOf({ doc, id }: Pick<KnowledgeRecord, 'doc' | 'id'>): string {
  const named = doc['title'] ?? doc['name']
  return typeof named === 'string' && named !== '' ? named : id
}

/** 0 for kinds that have no versions (a unit, a queue). */
export function versionOf({ doc }: Pick<KnowledgeRecord, 'doc'>): number {
  const { version } = doc
  return typeof version === 'number' && Number.isSafeInteger(version) && version > 0 ? version : 0
}
