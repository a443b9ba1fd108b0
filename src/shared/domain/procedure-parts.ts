import { z } from 'zod'
import { Code, Day } from './basics.ts'

const Text = z.string().min(1).max(1000)
const Url = z.url({ protocol: /^https?$/, error: 'must be a web address' })

export const ChannelKind = z.enum(['online', 'in-person', 'phone', 'email', 'post'])
export type ChannelKind = z.infer<typeof ChannelKind>

/** A length of time as the rule counts it: ten working days are not ten days. */
export const Span = z.object({
  count: z.number().int().positive().max(10_000),
  unit: z.enum(['minutes', 'hours', 'days', 'weeks', 'months', 'years']),
  counted: z.enum(['calendar', 'working']).default('calendar'),
})
export type Span = z.infer<typeof Span>

export const LegalRule = z.object({
  title: Text,
  article: Text.optional(),
  date: Day.optional(),
  url: Url.optional(),
})
export type LegalRule = z.infer<typeof LegalRule>

/** ¿Quién? Nothing named means: anyone. */
export const Audience = z.object({
  persons: z
    .array(z.enum(['natural-national', 'natural-foreign', 'legal-private', 'legal-public']))
    .default([]),
  residence: z.enum(['registered', 'living-here', 'owner-here']).optional(),
  ageFrom: z.number().int().min(0).max(120).optional(),
  ageTo: z.number().int().min(0).max(120).optional(),
  /** Attended first (domain §4.4); the unit decides, never the agent. */
  priorityGroups: z
    .array(
      z.enum([
        'older',
        'disability',
        'catastrophic-illness',
        'woman-heading-household',
        'homeless',
        'day-earner',
        'poverty',
        'family-with-minors',
      ]),
    )
    .default([]),
  note: Text.optional(),
})
export type Audience = z.infer<typeof Audience>

/** What the citizen goes away with. */
export const Outcome = z.object({
  text: Text,
  validity: Span.optional(),
  deliveredBy: Text.optional(),
})
export type Outcome = z.infer<typeof Outcome>

/** Money that the citizen receives: never written into the summary, where nobody finds it to correct. */
export const Benefit = z.object({
  amount: z.number().nonnegative(),
  currency: z.enum(['USD', 'EUR']),
  upTo: z.literal(true).optional(),
  every: z.enum(['once', 'month', 'year']).optional(),
  condition: Text.optional(),
})
export type Benefit = z.infer<typeof Benefit>

export const Requirement = z.object({
  requirementId: Code,
  text: Text,
  kind: z.enum(['data', 'document', 'declaration', 'prior-act', 'payment']),
  mandatory: z.boolean(),
  condition: Text.optional(),
  original: z.enum(['original', 'copy', 'either']).optional(),
  /** The administration that has it already: then it must not be asked for (LOOETA; Ley 39/2015, art. 28). */
  heldBy: Text.optional(),
  /** Only by these channels; none named means by every one. */
  channels: z.array(ChannelKind).default([]),
  form: z.object({ number: Text.optional(), url: Url.optional() }).optional(),
  law: Text.optional(),
})
export type Requirement = z.infer<typeof Requirement>

const costTerms = {
  condition: Text.optional(),
  /** Only by these channels; none named means by every one. */
  channels: z.array(ChannelKind).default([]),
  law: Text.optional(),
  payBy: Text.optional(),
  reductions: z.array(Text).default([]),
}

/** ¿Cuánto? A price that nobody has confirmed says so, and is never mistaken for free. */
export const Cost = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('free'), ...costTerms }),
  z.object({
    kind: z.literal('amount'),
    amount: z.number().nonnegative(),
    currency: z.enum(['USD', 'EUR']),
    ...costTerms,
  }),
  z.object({ kind: z.literal('formula'), formula: Text, ...costTerms }),
  z.object({ kind: z.literal('unconfirmed'), ...costTerms }),
])
export type Cost = z.infer<typeof Cost>

/** When it can be asked for. */
export const ApplicationWindow = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('always') }),
  z.object({ kind: z.literal('dates'), from: Day.optional(), to: Day.optional() }),
  z.object({ kind: z.literal('notice'), atLeast: Span, before: Text }),
])
export type ApplicationWindow = z.infer<typeof ApplicationWindow>

/** ¿Plazo? */
export const Timing = z.object({
  window: ApplicationWindow.optional(),
  maximum: Span.optional(),
  typical: Span.optional(),
  /** The event from which the longest time counts. */
  startsAt: Text.optional(),
  /** What silence means after the longest time (Ley 39/2015, art. 24). */
  silence: z.enum(['granted', 'refused']).optional(),
  law: Text.optional(),
  note: Text.optional(),
})
export type Timing = z.infer<typeof Timing>

/** ¿Dónde? One way to do it. */
export const Channel = z.object({
  kind: ChannelKind,
  where: Text,
  url: Url.optional(),
  /** Units where it can be done in person. */
  offices: z.array(Code).default([]),
  hours: Text.optional(),
  appointment: z.object({ needed: z.boolean(), calendarId: Code.optional() }).optional(),
  /** BCP 47. */
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag'))
    .default([]),
  accessibility: Text.optional(),
})
export type Channel = z.infer<typeof Channel>

/** How it is done by one channel, and how far the agent may go with it on the telephone. */
export const WayThrough = z.object({
  channel: ChannelKind,
  steps: z.array(Text).min(1),
  assistedByPhone: z.boolean(),
  agentMay: z.array(Text).default([]),
})
export type WayThrough = z.infer<typeof WayThrough>

/** What the agent says around the facts. */
export const Guidance = z.object({
  scriptId: Code.optional(),
  opening: z.array(Text).default([]),
  warnings: z.array(Text).default([]),
  escalation: Text.optional(),
  closing: Text.optional(),
  /** Sent to the citizen who asks for it in writing. */
  message: z.string().min(1).max(480).optional(),
})
export type Guidance = z.infer<typeof Guidance>

/** One month of the city's own table. */
export const MonthCount = z.object({
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month as YYYY-MM'),
  attentions: z.number().int().nonnegative(),
  complaints: z.number().int().nonnegative(),
})
export type MonthCount = z.infer<typeof MonthCount>
