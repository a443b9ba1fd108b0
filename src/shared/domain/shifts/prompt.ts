import { z } from 'zod'
import { ReasonCode } from '../agent.ts'
import { RuleIdSchema, WorkFunction } from './rules.ts'

const At = z.number().int()

/** *Ahora al colgar · En 10 min · Ahora no*. */
export const PromptAnswer = z.enum(['now-after-contact', 'in-10-min', 'not-now'])
export type PromptAnswer = z.infer<typeof PromptAnswer>

/** What a prompt leads to once the contact in hand is over. */
export const PromptEffect = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rest'), reason: ReasonCode, minutes: z.number() }),
  /** R-BLOCK and its kin: another function, or a free choice where several fit. */
  z.object({ kind: z.literal('function'), to: WorkFunction.nullable() }),
  z.object({ kind: z.literal('cue') }),
  /** Stop and report (F-ACOU). */
  z.object({ kind: z.literal('stop') }),
  z.object({ kind: z.literal('sign-out') }),
])
export type PromptEffect = z.infer<typeof PromptEffect>

export const Prompt = z.object({
  promptId: z.string().max(120),
  ruleId: RuleIdSchema,
  /**
   * `cue`: seen and forgotten. `offer`: nothing happens unless the agent says yes. `soft`: takes effect unless
   * postponed. `hard`: no more postponing.
   */
  level: z.enum(['cue', 'offer', 'soft', 'hard']),
  effect: PromptEffect,
  /** From here on no new contact is offered. Until then the card only announces. */
  opensAt: At,
  dueAt: At,
  /** After this it is missed, and stays as debt. */
  closesAt: At,
  open: z.boolean(),
  accepted: z.boolean(),
  /** A colleague changes functions at the same time, and is asked too. */
  trade: z.boolean().optional(),
  /** How long *En 10 min* and *Ahora no* can still postpone it; 0 where the rule leaves no choice. */
  postponableMs: z.number().min(0),
})
export type Prompt = z.infer<typeof Prompt>

/** Whether *Ahora no* is always an answer: to an offer, a cue, and to what is given because the work was hard. */
export const isOptional = ({ level, ruleId }: Pick<Prompt, 'level' | 'ruleId'>) =>
  level === 'offer' || level === 'cue' || ruleId === 'F-HARD' || ruleId === 'F-OCC'

/** What a team lead may see: the rule, never why somebody postponed. */
export const LeadAlert = z.object({ ruleId: RuleIdSchema, at: At })
export type LeadAlert = z.infer<typeof LeadAlert>

export const BreakAccount = z.object({
  /** By the hours worked so far. */
  owed: z.number().int(),
  taken: z.number().int(),
  /** Hours whose window closed without a break. */
  debt: z.number().int(),
  /** Estimated start of the next one if work goes on; null when none is left today. */
  nextAt: At.nullable(),
})
export type BreakAccount = z.infer<typeof BreakAccount>

/** What the engine makes of a ledger at its instant. */
export const Judgement = z.object({
  at: At,
  /** Most urgent first. */
  prompts: z.array(Prompt),
  /** Whether a new contact may be offered, and if not, why. */
  holds: z.array(z.object({ ruleId: RuleIdSchema, untilAt: At.nullable() })),
  gapMs: z.number().min(0),
  wrapUpFactor: z.number().min(1),
  /** Queues or topics that do not reach this agent today (F-HARD-N). */
  keptAway: z.array(z.string()),
  alerts: z.array(LeadAlert),
  /** F-DISC: outside the shift nothing is pushed, rung or notified. */
  disconnected: z.boolean(),
  breaks: BreakAccount,
  /** The rest being taken now. */
  resting: z
    .object({ reason: ReasonCode, startedAt: At, endsAt: At.nullable(), ruleId: RuleIdSchema.nullable() })
    .nullable(),
})
export type Judgement = z.infer<typeof Judgement>
