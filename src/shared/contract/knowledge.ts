import { z } from 'zod'
import { Code } from '../domain/basics.ts'
import { FormQuestion } from '../domain/cases/service-form.ts'
import { Queue, Service, Unit } from '../domain/catalogue.ts'
import { Script } from '../domain/script.ts'
import { request, nothing } from './request.ts'

export const knowledgeRequests = {
  'knowledge.emergency': request(nothing, z.object({ scripts: z.array(Script), number: z.string() })),
  'catalogue.get': request(
    nothing,
    z.object({
      units: z.array(Unit),
      services: z.array(Service),
      queues: z.array(Queue),
      /** What is asked with cases of a service, of those that ask anything. */
      forms: z.array(z.object({ serviceCode: Code, questions: z.array(FormQuestion) })),
    }),
  ),
} as const
