import { z } from 'zod'
import { done, nothing, request } from './request.ts'

/** How this desk's own memory is. Anything but `open` is told in words in place of the desk. */
export const CacheView = z.object({
  state: z.enum([
    'open',
    'newer-app',
    'disk-full',
    'read-only',
    'in-use',
    'damaged',
    'share-expired',
    'wiped',
  ]),
  /** What could not be read was put aside and never deleted; `recovered`: cases and notes found in it again. */
  setAside: z.array(
    z.object({
      file: z.string(),
      why: z.enum(['damaged', 'other-key']),
      recovered: z.number().int().nullable(),
    }),
  ),
})
export type CacheView = z.infer<typeof CacheView>

export const cacheRequests = {
  'cache.get': request(nothing, CacheView),
  /** The agent read what was put aside; it is not told again. */
  'cache.understood': request(nothing, done),
} as const
