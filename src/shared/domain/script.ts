import { z } from 'zod'
import { Code, Day } from './basics.ts'
import { Disposition } from './disposition.ts'
import { Expression, ScriptAction } from './script-action.ts'
import { graphFaults, stepFaults } from './script-graph.ts'
import { IdentityDocument } from './scripts/identity-document.ts'
import { SpokenLanguage } from './spoken-language.ts'

/** Something the agent writes down on a step. `prefills` names the draft field of the case that it fills. */
export const ScriptField = z.object({
  field: Code,
  label: z.string().min(1).max(120),
  kind: z.enum(['text', 'long-text', 'number', 'date', 'phone', 'address', 'document']),
  required: z.boolean().default(false),
  /** On a `document`: the papers accepted, each with its own check; without it, any of them. */
  documents: z.array(IdentityDocument).min(1).optional(),
  prefills: z.enum(['callerName', 'callbackNumber', 'address', 'description']).optional(),
})
export type ScriptField = z.infer<typeof ScriptField>

/** One answer of a step, chosen by its digit. `0` is kept for "No sabe". */
export const ScriptChoice = z.object({
  key: z.string().regex(/^[0-9]$/, 'must be one digit'),
  label: z.string().min(1).max(160),
  next: Code,
})
export type ScriptChoice = z.infer<typeof ScriptChoice>

/** A way on that is taken when its condition holds, before the choice's own; the first that holds wins. */
export const ScriptBranch = z.object({ when: Expression, next: Code })
export type ScriptBranch = z.infer<typeof ScriptBranch>

/** What reaching the end of a path means for the wrap-up form. The unit decides; the script only requests. */
export const ScriptEnd = z.object({
  disposition: Disposition,
  /** Creates a case of this service, filled from the path. */
  serviceCode: Code.optional(),
  summary: z.string().max(400),
})
export type ScriptEnd = z.infer<typeof ScriptEnd>

const StepShape = z.object({
  /** Shorter than other codes: `stepId.choice` must fit the name of a case's attribute. */
  stepId: Code.max(72),
  title: z.string().min(1).max(80),
  /** Word by word, *usted*, at most 20 words a sentence. */
  say: z.array(z.string().min(1)).default([]),
  /** Plain instruction to the agent, *tú*. */
  do: z.array(z.string().min(1)).default([]),
  fields: z.array(ScriptField).default([]),
  choices: z.array(ScriptChoice).max(10).default([]),
  branches: z.array(ScriptBranch).max(12).optional(),
  next: Code.optional(),
  /** Walks another script here and comes back to `next`, unless that one ends in a hand-off (EMG, VIO, CRI). */
  call: z.object({ scriptId: Code }).optional(),
  actions: z.array(ScriptAction).max(4).optional(),
  end: ScriptEnd.optional(),
  /** A safety question: `1` is yes, and who does not know (`0`) is treated as if he had said yes (§4.5). */
  redFlag: z.literal(true).optional(),
})

/** One question at a time: what to say to the citizen, what to do, what to write down, where to go. */
export const ScriptStep = StepShape.superRefine((step, context) => {
  for (const { path, rule } of stepFaults(step)) context.addIssue({ code: 'custom', path, message: rule })
})
export type ScriptStep = z.infer<typeof ScriptStep>

/** What is read aloud, in one more language. The agent's own lines stay in Spanish. */
export const ScriptTranslation = z.object({
  title: z.string().min(1).max(120),
  steps: z.record(
    z.string(),
    z.object({
      say: z.array(z.string()).default([]),
      /** By the digit of the choice. */
      choices: z.record(z.string(), z.string()).default({}),
    }),
  ),
})
export type ScriptTranslation = z.infer<typeof ScriptTranslation>

/**
 * A script as somebody is writing it: every part has its form, but steps may still lead nowhere. What keeps it
 * from being published is said by `checkScript`.
 */
export const ScriptDraft = z.object({
  scriptId: Code,
  title: z.string().min(1).max(120),
  version: z.number().int().positive(),
  publishedOn: Day,
  reviewDue: Day,
  validTo: Day.optional(),
  owner: z.string().min(1),
  source: z.string().min(1),
  clinicalApprover: z.string().min(1).optional(),
  /** `health` must name its clinical approver; `protected` keeps minimal data and never creates a case. */
  sensitivity: z.enum(['health', 'protected']).optional(),
  /** Offered first when the contact waits in one of these queues or the menu collected one of these topics. */
  queues: z.array(Code).default([]),
  topics: z.array(z.string()).default([]),
  /** What citizens say when it is this script they need, in their own words. */
  synonyms: z.array(z.string().min(1).max(120)).max(60).optional(),
  procedureId: Code.optional(),
  /** The languages it promises besides Spanish, and its words in them. */
  languages: z.array(SpokenLanguage).max(8).optional(),
  translations: z.record(SpokenLanguage, ScriptTranslation).optional(),
  start: Code,
  /** Where a run starts once the review is overdue: red flags have no expiry, the rest does (§4.5). */
  overdueStart: Code.optional(),
  steps: z.array(StepShape).min(1),
})
export type ScriptDraft = z.infer<typeof ScriptDraft>

/** A script (screen: *guion*) as data: versioned, owned, dated, and for health with a named clinical approver. */
export const Script = ScriptDraft.superRefine((script, context) => {
  const refuse = (path: (string | number)[], message: string) =>
    context.addIssue({ code: 'custom', path, message })
  if (script.sensitivity === 'health' && script.clinicalApprover === undefined)
    refuse(['clinicalApprover'], 'a health script names who approved it')
  script.steps.forEach((step, index) => {
    for (const { path, rule } of stepFaults(step)) refuse(['steps', index, ...path], rule)
    if (script.sensitivity !== 'protected') return
    if (step.end?.serviceCode !== undefined)
      refuse(['steps', index, 'end', 'serviceCode'], 'a protected script creates no case')
    step.actions?.forEach(({ kind }, at) => {
      if (kind === 'request' || kind === 'summary' || kind === 'appointment')
        refuse(['steps', index, 'actions', at], 'a protected script creates no case and writes to nobody')
    })
  })
  for (const { path, rule } of graphFaults(script)) refuse(path, rule)
})
export type Script = z.infer<typeof Script>
