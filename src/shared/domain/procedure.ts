import { z } from 'zod'
import { Code, Day } from './basics.ts'

/** A procedure (screen: *trámite*): the six facts a citizen asks for, typed, dated and with their source. */
export const Procedure = z.object({
  procedureId: Code,
  title: z.string().min(1),
  summary: z.string().max(400),
  synonyms: z.array(z.string()).default([]),
  status: z.enum(['draft', 'in-force', 'suspended', 'repealed']),
  unitId: Code,
  addressees: z.string().optional(),
  result: z.string().optional(),
  requirements: z
    .array(
      z.object({
        text: z.string().min(1),
        kind: z.enum(['data', 'document', 'declaration', 'prior-act', 'payment']),
        mandatory: z.boolean(),
        condition: z.string().optional(),
      }),
    )
    .default([]),
  cost: z
    .array(
      z.object({
        amount: z.number().nonnegative().optional(),
        currency: z.enum(['USD', 'EUR']).optional(),
        free: z.boolean().optional(),
        formula: z.string().optional(),
        condition: z.string().optional(),
        source: z.string().optional(),
      }),
    )
    .default([]),
  time: z
    .object({
      window: z.string().optional(),
      maximum: z.string().optional(),
      typical: z.string().optional(),
      silence: z.string().optional(),
    })
    .default({}),
  channels: z
    .array(
      z.object({
        kind: z.enum(['online', 'in-person', 'phone', 'email', 'post']),
        where: z.string().min(1),
        hours: z.string().optional(),
      }),
    )
    .default([]),
  law: z.array(z.string()).default([]),
  version: z.number().int().positive(),
  validFrom: Day.optional(),
  validTo: Day.optional(),
  reviewedOn: Day,
  reviewDue: Day,
  source: z.string().min(1),
})
export type Procedure = z.infer<typeof Procedure>
