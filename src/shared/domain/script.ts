import { z } from 'zod'
import { Code, Day } from './basics.ts'
import { Disposition, isProtected } from './disposition.ts'
import { graphFaults } from './script-graph.ts'

/** Something the agent writes down on a step. `prefills` names the draft field of the case that it fills. */
export const ScriptField = z.object({
  field: Code,
  label: z.string().min(1).max(120),
  kind: z.enum(['text', 'long-text', 'number', 'date', 'phone', 'address', 'document']),
  required: z.boolean().default(false),
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

/** What reaching the end of a path means for the wrap-up form. The unit decides; the script only requests. */
export const ScriptEnd = z
  .object({
    disposition: Disposition,
    /** Creates a case of this service, filled from the path. */
    serviceCode: Code.optional(),
    summary: z.string().max(400),
  })
  .refine((end) => !isProtected(end.disposition) || end.serviceCode === undefined, {
    path: ['serviceCode'],
    message: 'a protected ending (EMG, VIO, CRI) creates no case',
  })
export type ScriptEnd = z.infer<typeof ScriptEnd>

/** One question at a time: what to say to the citizen, what to do, what to write down, where to go. */
export const ScriptStep = z
  .object({
    /** Shorter than other codes: `stepId.choice` must fit the name of a case's attribute. */
    stepId: Code.max(72),
    title: z.string().min(1).max(80),
    /** Word by word, *usted*, at most 20 words a sentence. */
    say: z.array(z.string().min(1)).default([]),
    /** Plain instruction to the agent, *tú*. */
    do: z.array(z.string().min(1)).default([]),
    fields: z.array(ScriptField).default([]),
    choices: z.array(ScriptChoice).max(10).default([]),
    next: Code.optional(),
    end: ScriptEnd.optional(),
    /** A safety question: `1` is yes, and who does not know (`0`) is treated as if he had said yes (§4.5). */
    redFlag: z.literal(true).optional(),
  })
  .refine(
    (step) =>
      [step.choices.length > 0, step.next !== undefined, step.end !== undefined].filter(Boolean).length === 1,
    {
      message: 'a step has exactly one of choices, next or end',
    },
  )
  .refine((step) => step.redFlag !== true || doubtCountsAsYes(step.choices), {
    path: ['choices'],
    message: 'on a red-flag step the choices 0 and 1 must exist and lead to the same step',
  })
export type ScriptStep = z.infer<typeof ScriptStep>

/** A script (screen: *guion*) as data: versioned, owned, dated, and for health with a named clinical approver. */
export const Script = z
  .object({
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
    procedureId: Code.optional(),
    start: Code,
    /** Where a run starts once the review is overdue: red flags have no expiry, the rest does (§4.5). */
    overdueStart: Code.optional(),
    steps: z.array(ScriptStep).min(1),
  })
  .superRefine((script, context) => {
    if (script.sensitivity === 'health' && script.clinicalApprover === undefined)
      context.addIssue({
        code: 'custom',
        path: ['clinicalApprover'],
        message: 'a health script names who approved it',
      })
    script.steps.forEach((step, index) => {
      if (script.sensitivity === 'protected' && step.end?.serviceCode !== undefined)
        context.addIssue({
          code: 'custom',
          path: ['steps', index, 'end', 'serviceCode'],
          message: 'a protected script creates no case',
        })
    })
    for (const { path, rule } of graphFaults(script))
      context.addIssue({ code: 'custom', path, message: rule })
  })
export type Script = z.infer<typeof Script>

function doubtCountsAsYes(choices: readonly ScriptChoice[]): boolean {
  const yes = choices.find((choice) => choice.key === '1')
  return yes !== undefined && choices.find((choice) => choice.key === '0')?.next === yes.next
}
