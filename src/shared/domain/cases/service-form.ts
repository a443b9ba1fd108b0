import { z } from 'zod'
import { Code } from '../basics.ts'

/**
 * One question of a service's form as some city asks it (GeoReport v2, service definition): codes and keys are
 * that city's own, so any text may be one.
 */
export const FormQuestion = z.object({
  code: z.string().min(1).max(80),
  /** False for a line that only informs and asks nothing. */
  variable: z.boolean(),
  datatype: z.enum(['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist']),
  required: z.boolean(),
  description: z.string().max(500),
  datatypeDescription: z.string().max(500),
  values: z.array(z.object({ key: z.string().min(1).max(200), name: z.string().min(1).max(200) })).max(500),
})
export type FormQuestion = z.infer<typeof FormQuestion>

/** What another city's server asks for with cases of one of our services; it comes down to every desk. */
export const ServiceForm = z.object({
  serviceCode: Code,
  destination: Code,
  /** In the order in which that city asks. */
  questions: z.array(FormQuestion).max(100),
})
export type ServiceForm = z.infer<typeof ServiceForm>

/** What was typed into the forms of a contact, by service and question: a list's values stand one per line. */
export const FormAnswers = z.record(Code, z.record(z.string().max(80), z.string().max(1000)))
export type FormAnswers = z.infer<typeof FormAnswers>
