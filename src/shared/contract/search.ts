import { z } from 'zod'
import { Code } from '../domain/basics.ts'
import { request, nothing, done } from './request.ts'

/** The marks are places in the text, from (included) to (not included): a page never gets markup to trust. */
const MarkedText = z.object({ text: z.string(), marks: z.array(z.tuple([z.int(), z.int()])) })

/** One record that was found; of a script, the step that fits best where one does. */
export const Found = z.object({
  kind: z.enum(['procedure', 'article', 'script', 'unit', 'person']),
  id: Code,
  title: MarkedText,
  step: z.object({ stepId: Code, title: MarkedText }).nullable(),
  excerpt: MarkedText,
})
export type Found = z.infer<typeof Found>

const query = z.string().max(200)

export const searchRequests = {
  /** Best first, over all kinds. */
  'search.find': request(z.object({ query }), z.array(Found)),
  /** What this desk searched for and took something of, newest first. */
  'search.recent': request(nothing, z.array(z.string())),
  'search.remember': request(z.object({ query }), done),
} as const
