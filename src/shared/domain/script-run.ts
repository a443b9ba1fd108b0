import { z } from 'zod'
import { Code, Id, Instant } from './basics.ts'
import { ScriptAction, TakenAction } from './script-action.ts'

/** A step as the walk knows it: its name, behind the name of the step that called its script, where one did. */
const StepPlace = z.string().min(1).max(160)

/** One step that was left, with the answer given there; the path is the breadcrumb. */
export const RunStep = z.object({
  stepId: StepPlace,
  choice: z.string().optional(),
  values: z.record(z.string(), z.string()),
})
export type RunStep = z.infer<typeof RunStep>

/**
 * One walk through a script. Holds the version it started on, so that a newer one never changes a contact in
 * progress. `remembered` keeps the answers of steps the agent went back over: going back loses nothing.
 */
export const ScriptRun = z.object({
  runId: Id,
  scriptId: Code,
  version: z.number().int().positive(),
  /** The versions of the scripts that it calls, as they were when it began. */
  versions: z.record(z.string(), z.number().int().positive()).optional(),
  startedAt: Instant,
  path: z.array(RunStep),
  remembered: z.record(z.string(), RunStep),
  current: StepPlace,
  /** What was done on the way, oldest first. */
  taken: z.array(TakenAction).max(100).optional(),
  completedAt: Instant.optional(),
})
export type ScriptRun = z.infer<typeof ScriptRun>

/** What the agent did on the step before him. */
export const RunAction = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('answer'),
    choice: z.string().optional(),
    values: z.record(z.string(), z.string()),
  }),
  /** What is typed on the step so far: remembered without leaving it, so that a reload shows it again. */
  z.object({ kind: z.literal('keep'), values: z.record(z.string(), z.string()) }),
  z.object({ kind: z.literal('back') }),
  z.object({ kind: z.literal('jump'), stepId: StepPlace }),
  /** One of the step's actions was taken: transfer, appointment, summary… */
  z.object({ kind: z.literal('take'), action: ScriptAction }),
])
export type RunAction = z.infer<typeof RunAction>
