import { z } from 'zod'
import { Code, Instant } from '../domain/basics.ts'
import { Difference } from '../domain/publishing/differences.ts'
import { ReadReceipt } from '../domain/publishing/read-receipt.ts'
import { EditableEntity } from '../domain/publishing/record.ts'
import { done, nothing, request } from './request.ts'

/** A record that the city changed and that this agent has not read in this version. */
export const NewsItem = z.object({
  entity: EditableEntity,
  id: Code,
  version: z.number().int().positive(),
  since: Instant,
  title: z.string(),
  /** Nothing of it was on this desk before. */
  isNew: z.boolean(),
})
export type NewsItem = z.infer<typeof NewsItem>

export const newsRequests = {
  /** Newest first, the first hundred of `count`. */
  'news.list': request(nothing, z.object({ count: z.number().int(), items: z.array(NewsItem) })),
  /** What changed since this agent last read it, in words; empty for what is new as a whole. */
  'news.changes': request(
    z.object({ entity: EditableEntity, id: Code }),
    z.object({ note: z.string().nullable(), differences: z.array(Difference) }),
  ),
  /** The agent says that he has read it; the city is told which version, also later when the network is back. */
  'news.read': request(ReadReceipt, done),
} as const
