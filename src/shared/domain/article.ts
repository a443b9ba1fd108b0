import { z } from 'zod'
import { Code } from './basics.ts'
import { dateFaults, provenance, RecordStatus } from './validity.ts'

export const ArticleTopic = z.enum(['food-aid', 'covid', 'care', 'city'])
export type ArticleTopic = z.infer<typeof ArticleTopic>

/** What agents must know that is no procedure: what a food kit holds, how long to stay at home. */
export const Article = z
  .object({
    articleId: Code,
    title: z.string().min(1).max(200),
    /** Read aloud. */
    summary: z.string().min(1).max(400),
    topic: ArticleTopic,
    /** Markdown; raw HTML in it is shown as text and never becomes markup. */
    body: z.string().min(1).max(20_000),
    synonyms: z.array(z.string().min(1).max(120)).default([]),
    status: RecordStatus,
    unitId: Code.optional(),
    procedureIds: z.array(Code).default([]),
    scriptIds: z.array(Code).default([]),
    links: z
      .array(
        z.object({
          title: z.string().min(1).max(200),
          url: z.url({ protocol: /^https?$/, error: 'must be a web address' }),
        }),
      )
      .default([]),
    /** Advice on health names who answers for it (domain §4.5). */
    clinicalApprover: z.string().min(1).max(120).optional(),
    ...provenance,
  })
  .superRefine((article, context) => {
    for (const { path, message } of dateFaults(article))
      context.addIssue({ code: 'custom', path, message, input: article })
    if (article.topic === 'covid' && article.clinicalApprover === undefined)
      context.addIssue({
        code: 'custom',
        path: ['clinicalApprover'],
        message: 'an article on health names who approved it',
        input: article,
      })
  })
export type Article = z.infer<typeof Article>
