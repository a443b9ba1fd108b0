import { z } from 'zod'
import { ReasonCode } from '../domain/agent.ts'
import { Instant } from '../domain/basics.ts'
import { Consultation } from '../domain/consultation.ts'
import { Activity } from '../domain/shift.ts'
import { Prompt, PromptAnswer, PromptEffect } from '../domain/shifts/prompt.ts'
import { RuleIdSchema, WorkFunction } from '../domain/shifts/rules.ts'
import { SentField } from '../what-is-sent.ts'
import { request, nothing } from './request.ts'

/** A card of the shift, with the rule in words: the agent sees why and by what source. */
export const ShiftPrompt = z.object({
  promptId: z.string().max(120),
  ruleId: RuleIdSchema,
  title: z.string(),
  why: z.string(),
  source: z.string(),
  verified: z.boolean(),
  level: Prompt.shape.level,
  effect: PromptEffect,
  opensAt: Instant,
  closesAt: Instant,
  open: z.boolean(),
  accepted: z.boolean(),
  /** A change of function with a colleague: it waits for his yes as well. */
  trade: z.boolean(),
  /** What the rule still lets the agent say. */
  answers: z.array(PromptAnswer),
})
export type ShiftPrompt = z.infer<typeof ShiftPrompt>

/** Reminders that only the agent can want: opt-in, and nobody asks why. */
export const OwnReminder = z.enum(['F-EYE', 'F-CHECK'])

/** R-PREF: what the agent would rather do, and what he must not be given; nobody asks why. */
export const Preferences = z.object({
  avoid: z.array(WorkFunction).max(WorkFunction.options.length),
  prefer: z.array(WorkFunction).max(WorkFunction.options.length),
  /** F-EYE and F-CHECK, wanted or not; what is not named is as the site has it. */
  reminders: z.partialRecord(OwnReminder, z.boolean()).default({}),
})
export type Preferences = z.infer<typeof Preferences>

/** F-CHECK: one tap, from 1 (exhausted) to 5 (full of energy). There is no way from here to the wire. */
export const Energy = z.object({ at: Instant, energy: z.number().int().min(1).max(5) })
export type Energy = z.infer<typeof Energy>

export const ShiftPrompts = z.object({
  /** Most urgent first. */
  prompts: z.array(ShiftPrompt),
  /** The rest being taken now; `endsAt` null where nobody limits it. */
  resting: z
    .object({ reason: ReasonCode, title: z.string(), startedAt: Instant, endsAt: Instant.nullable() })
    .nullable(),
  breaks: z.object({
    owed: z.number().int(),
    taken: z.number().int(),
    debt: z.number().int(),
    nextAt: Instant.nullable(),
  }),
  /** Why nothing comes in although the agent is ready, and until when if that is known. */
  holds: z.array(z.object({ ruleId: RuleIdSchema, title: z.string(), untilAt: Instant.nullable() })),
  /** What the agent is on, and how it came to that; null while he rests or is out. */
  functionNow: z
    .object({
      work: WorkFunction,
      because: z.enum(['plan', 'rotation', 'own']),
      rule: z
        .object({ ruleId: RuleIdSchema, title: z.string(), why: z.string(), source: z.string() })
        .nullable(),
      untilAt: Instant.nullable(),
    })
    .nullable(),
  /** F-HARD-N: names of the queues that stay away for the rest of the shift. */
  keptAway: z.array(z.string()),
})
export type ShiftPrompts = z.infer<typeof ShiftPrompts>

/** Everything the desk keeps about the agent's own shift. It is shown to the agent and sent to nobody. */
export const ShiftLedger = z.object({
  profile: z.object({ name: z.string(), version: z.number().int(), reviewedOn: z.string() }),
  effectiveMinutes: z.number(),
  talkMinutes: z.number(),
  /** Share of the last hour in contacts, 0…1; null before there is one. */
  occupancy: z.number().nullable(),
  loadHours: z.number(),
  hardContacts: z.number().int(),
  rests: z.array(
    z.object({
      reason: ReasonCode,
      startedAt: Instant,
      minutes: z.number(),
      hour: z.number().int().nullable(),
    }),
  ),
  breaks: ShiftPrompts.shape.breaks,
  rules: z.array(
    z.object({
      ruleId: RuleIdSchema,
      title: z.string(),
      why: z.string(),
      source: z.string(),
      verified: z.boolean(),
      enabled: z.boolean(),
    }),
  ),
  /** What was written with *Ahora no*; only ever here. */
  postponements: z.array(z.object({ ruleId: RuleIdSchema, at: Instant, reason: z.string() })),
  /** What was said to F-CHECK; only ever here. */
  energy: z.array(Energy),
})
export type ShiftLedger = z.infer<typeof ShiftLedger>

export const shiftRequests = {
  'shift.today': request(
    nothing,
    z
      .object({ from: z.string(), to: z.string(), activities: z.array(Activity), timeZone: z.string() })
      .nullable(),
  ),
  'shift.prompts': request(nothing, ShiftPrompts),
  /** The reason of a *not now* stays on this desk. */
  'shift.answerPrompt': request(
    z.object({
      promptId: z.string().max(120),
      answer: PromptAnswer,
      reason: z.string().max(300).optional(),
    }),
    ShiftPrompts,
  ),
  'shift.ledger': request(nothing, ShiftLedger),
  /** What only the agent knows: a contact that was hard, a voice that gives out, a yes to overtime. */
  'shift.report': request(
    z.object({
      what: z.enum(['hard-contact', 'hoarse', 'acoustic-shock', 'audio-checked', 'overtime', 'topics-back']),
    }),
    ShiftPrompts,
  ),
  'shift.checkIn': request(z.object({ energy: Energy.shape.energy }), ShiftPrompts),
  'shift.preferences': request(nothing, Preferences),
  'shift.prefer': request(Preferences, Preferences),
  /** The time of the shift: the desk's own, except where a demo or a test compresses it. */
  'shift.clock': request(nothing, z.object({ at: Instant, speed: z.number().positive() })),
  /** Every field that leaves this desk, from the schemas themselves. */
  'shift.whatIsSent': request(nothing, z.array(SentField)),
  /** Who looked at the agent's own figures, newest first. */
  'shift.consultations': request(nothing, z.array(Consultation)),
} as const
