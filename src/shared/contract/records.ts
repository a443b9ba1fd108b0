import { z } from 'zod'
import { Article } from '../domain/article.ts'
import { Code, Id, Instant } from '../domain/basics.ts'
import { Unit } from '../domain/catalogue.ts'
import { Procedure } from '../domain/procedure.ts'
import { Standing } from '../domain/validity.ts'
import { Contact } from './contacts.ts'
import { done, nothing, request } from './request.ts'

/** What can be read, kept at hand and found wrong. */
export const RecordKind = z.enum(['procedure', 'article'])
export type RecordKind = z.infer<typeof RecordKind>

const which = { kind: RecordKind, id: Code }

const around = {
  unit: Unit.nullable(),
  standing: Standing,
  /** Its text stays hidden while a citizen is on the line, until the agent escalates. */
  mustEscalate: z.boolean(),
  favourite: z.boolean(),
  /** When the agent last knew this record; null before the first time. */
  knownSince: Instant.nullable(),
  /** The contact in hand may be read to from a record that has expired: it was escalated. */
  escalated: z.boolean(),
}

/** A record with how this agent stands to it. `earlier` is the version he knew, where it was another one. */
export const RecordView = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('procedure'), record: Procedure, earlier: Procedure.nullable(), ...around }),
  z.object({ kind: z.literal('article'), record: Article, earlier: Article.nullable(), ...around }),
])
export type RecordView = z.infer<typeof RecordView>

export const ShelfItem = z.object({
  ...which,
  title: z.string(),
  standing: Standing,
  /** It reads differently from when this agent last knew it. */
  changed: z.boolean(),
})
export type ShelfItem = z.infer<typeof ShelfItem>

export const recordsRequests = {
  'records.read': request(z.object(which), RecordView),
  /** The agent opened it: it becomes the most recent, and known where it was not known before. */
  'records.open': request(z.object(which), done),
  /** He has read what changed: from now on this version is the one he knows. */
  'records.known': request(z.object(which), done),
  'records.favour': request(z.object({ ...which, favourite: z.boolean() }), done),
  'records.shelf': request(nothing, z.object({ favourites: z.array(ShelfItem), recent: z.array(ShelfItem) })),
  /** Second level takes over what an expired record would have answered; `note` goes into the contact. */
  'records.escalate': request(
    z.object({ ...which, interactionId: Id, note: z.string().min(1).max(300) }),
    Contact,
  ),
} as const
