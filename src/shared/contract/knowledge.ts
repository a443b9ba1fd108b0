import { z } from 'zod'
import { Code } from '../domain/basics.ts'
import { Queue, Service, Unit } from '../domain/catalogue.ts'
import { Procedure } from '../domain/procedure.ts'
import { Script } from '../domain/script.ts'
import { request, nothing } from './request.ts'

export const knowledgeRequests = {
  'knowledge.search': request(
    z.object({ query: z.string().max(200) }),
    z.array(
      z.object({
        kind: z.enum(['procedure', 'script', 'unit']),
        id: Code,
        title: z.string(),
        snippet: z.string(),
      }),
    ),
  ),
  'knowledge.procedure': request(
    z.object({ procedureId: Code }),
    z.object({ procedure: Procedure, unit: Unit.nullable() }),
  ),
  'knowledge.emergency': request(nothing, z.object({ scripts: z.array(Script), number: z.string() })),
  'catalogue.get': request(
    nothing,
    z.object({ units: z.array(Unit), services: z.array(Service), queues: z.array(Queue) }),
  ),
} as const
