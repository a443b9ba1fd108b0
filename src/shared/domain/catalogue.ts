import { z } from 'zod'
import { Code, Day } from './basics.ts'

/** A municipal department that receives cases and transfers. */
export const Unit = z.object({
  unitId: Code,
  name: z.string().min(1),
  phone: z.string().optional(),
  /** Takes the calls for units without a telephone of their own. */
  general: z.literal(true).optional(),
  hours: z.string().optional(),
  /** Working hours within which it answers what level 1 escalates; two working days unless told otherwise. */
  answerWithinHours: z.number().min(0.25).max(2000).optional(),
  source: z.string().min(1),
  reviewedOn: Day,
})
export type Unit = z.infer<typeof Unit>

/** One question of a service's form, in Open311's terms (GeoReport v2, service definition). */
export const ServiceAttribute = z.object({
  code: Code,
  /** False for a line that only informs and asks nothing. */
  variable: z.boolean().default(true),
  datatype: z.enum(['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist']),
  required: z.boolean().default(false),
  description: z.string().max(500),
  datatypeDescription: z.string().max(500).default(''),
  values: z.array(z.object({ key: Code, name: z.string().min(1).max(200) })).default([]),
})
export type ServiceAttribute = z.infer<typeof ServiceAttribute>

/**
 * How a service is offered to other programs over Open311. A service without it stays inside the house, with all
 * its cases: what a city publishes is its decision, service by service.
 */
export const OpenOffer = z.object({
  /** `realtime`: a number at once; `batch`: a token until the unit has it; `blackbox`: taken, never shown again. */
  answer: z.enum(['realtime', 'batch', 'blackbox']).default('realtime'),
  group: z.string().max(80).default(''),
  attributes: z.array(ServiceAttribute).max(100).default([]),
})
export type OpenOffer = z.infer<typeof OpenOffer>

/** What a citizen can ask for: category of a case, and the unit that answers for it. */
export const Service = z.object({
  serviceCode: Code,
  name: z.string().min(1),
  description: z.string(),
  unitId: Code,
  keywords: z.array(z.string()),
  /** Category and area name the unit; everywhere else `unitId` answers. */
  byArea: z
    .array(z.object({ areaId: Code, unitId: Code }))
    .max(200)
    .refine(
      (rules) => new Set(rules.map(({ areaId }) => areaId)).size === rules.length,
      'must name each area only once',
    )
    .optional(),
  /** Where a contact goes that level 1 cannot close and whose path names no service (domain §2.7). */
  takes: z.enum(['second-level', 'appointments']).optional(),
  open311: OpenOffer.optional(),
})
export type Service = z.infer<typeof Service>

/** A queue whose contacts are answered for the agent, who sees it coming and hears a tone before he is heard. */
export const AutoAnswer = z.object({
  /** Between the ring and the answer. */
  afterSeconds: z.number().int().min(0).max(10).default(2),
  /** Whether an agent may ask for his own press instead: some cannot put down what is in their hands so soon. */
  agentMayRefuse: z.boolean().default(true),
})
export type AutoAnswer = z.infer<typeof AutoAnswer>

/** Where contacts wait. */
export const Queue = z.object({
  queueId: Code,
  name: z.string().min(1),
  priority: z.number().int().min(0).max(9),
  scriptId: Code.optional(),
  autoAnswer: AutoAnswer.optional(),
})
export type Queue = z.infer<typeof Queue>
