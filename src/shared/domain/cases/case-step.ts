import { z } from 'zod'
import { Code, Instant } from '../basics.ts'
import { Dossier } from './dossier.ts'

/** How level 2 closed a case. */
export const CaseOutcome = z.enum(['resolved', 'refused', 'duplicate', 'withdrawn'])
export type CaseOutcome = z.infer<typeof CaseOutcome>

const words = z.string().trim().min(3).max(4000)

/** One step in the life of a case between the two levels; see `case-life.ts` for who may take which, and when. */
export const CaseStep = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('take') }),
  z.object({ kind: z.literal('release') }),
  /** The answer for the citizen: level 1 tells it. */
  z.object({ kind: z.literal('reply'), words }),
  /** Something is missing that only level 1 can ask for. */
  z.object({ kind: z.literal('return'), words }),
  z.object({ kind: z.literal('close'), outcome: CaseOutcome, words }),
  /** Level 1 brings what was missing. */
  z.object({ kind: z.literal('complete'), words }),
  /** The citizen has heard the answer. */
  z.object({ kind: z.literal('told') }),
  z.object({ kind: z.literal('reopen'), words }),
  /** The citizen has the number of his case. */
  z.object({ kind: z.literal('reference-told') }),
  /** What was asked and written after the case went out in mid-call. */
  z.object({
    kind: z.literal('supplement'),
    dossier: Dossier,
    description: z.string().max(4000),
    /** Answers to the service's form; what the case had before stays under them. */
    attributes: z.record(z.string().max(80), z.string().max(1000)).optional(),
  }),
])
export type CaseStep = z.infer<typeof CaseStep>

/** Where a case stands between the levels. Written by the backend; a desk shows its own step until it answers. */
export const SecondLevel = z.object({
  state: z.enum(['queued', 'taken', 'answered', 'returned', 'closed']),
  taken: z.object({ agentId: Code, name: z.string().max(120) }).optional(),
  /** By when level 2 answers, in the working time of the city. */
  dueAt: Instant,
  /** Working time that was left when the clock was stopped, ms; negative when it was over. */
  leftMs: z.number().int().optional(),
  /** Each one counts against first-contact resolution. */
  reopened: z.number().int().nonnegative(),
  outcome: CaseOutcome.optional(),
  log: z
    .array(
      z.object({
        at: Instant,
        agentId: Code,
        name: z.string().max(120),
        kind: z.enum([
          'escalate',
          'take',
          'release',
          'reply',
          'return',
          'close',
          'complete',
          'told',
          'reopen',
        ]),
        words: z.string().max(4000),
      }),
    )
    .max(200),
})
export type SecondLevel = z.infer<typeof SecondLevel>
export type CaseLogEntry = SecondLevel['log'][number]
