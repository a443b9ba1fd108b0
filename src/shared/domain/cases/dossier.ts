import { z } from 'zod'

/** One thing the citizen was asked, with what was answered, as the agent read both. */
const DossierAnswer = z.object({ question: z.string().max(300), answer: z.string().max(2000) })

/**
 * Everything level 1 heard, kept with the case: level 2 reads it and asks nothing again (M10), also years later,
 * when the script is another one.
 */
export const Dossier = z.object({
  notes: z.string().max(8000),
  /** What the service's form asked. */
  form: z.array(DossierAnswer).max(200).optional(),
  scripts: z
    .array(
      z.object({
        title: z.string().max(120),
        version: z.number().int().positive(),
        answers: z.array(DossierAnswer).max(400),
      }),
    )
    .max(20),
})
export type Dossier = z.infer<typeof Dossier>
