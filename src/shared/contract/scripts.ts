import { z } from 'zod'
import { Code, Id } from '../domain/basics.ts'
import { RunAction } from '../domain/script-run.ts'
import { Script } from '../domain/script.ts'
import { Contact } from './contacts.ts'
import { request, nothing } from './request.ts'

export const scriptsRequests = {
  'scripts.list': request(
    nothing,
    z.array(
      z.object({
        scriptId: Code,
        title: z.string(),
        version: z.number(),
        publishedOn: z.string(),
        reviewDue: z.string(),
      }),
    ),
  ),
  /** The version a run started on, also when a newer one has arrived. */
  'scripts.get': request(z.object({ scriptId: Code, version: z.number().int().optional() }), Script),
  'scripts.start': request(z.object({ interactionId: Id, scriptId: Code }), Contact),
  'scripts.act': request(z.object({ interactionId: Id, runId: Id, action: RunAction }), Contact),
} as const
