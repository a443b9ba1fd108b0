import { z } from 'zod'
import { Code, Id } from '../domain/basics.ts'
import { RunAction, ScriptRun } from '../domain/script-run.ts'
import { Script, ScriptDraft } from '../domain/script.ts'
import { Finding } from '../domain/scripts/check-script.ts'
import { RunView } from '../domain/scripts/run-view.ts'
import { FieldFault } from '../domain/scripts/typed-answers.ts'
import { Contact } from './contacts.ts'
import { nothing, request } from './request.ts'

const values = z.record(z.string(), z.string())

export const scriptsRequests = {
  'scripts.list': request(
    nothing,
    z.array(
      z.object({
        scriptId: Code,
        title: z.string(),
        version: z.number(),
        publishedOn: z.string(),
        reviewDue: z.string(),
      }),
    ),
  ),
  /** The version a run started on, also when a newer one has arrived. */
  'scripts.get': request(z.object({ scriptId: Code, version: z.number().int().optional() }), Script),
  'scripts.start': request(z.object({ interactionId: Id, scriptId: Code }), Contact),
  'scripts.act': request(z.object({ interactionId: Id, runId: Id, action: RunAction }), Contact),
  /** Turns to another walk of the same contact; the one left waits at its step. */
  'scripts.switch': request(z.object({ interactionId: Id, runId: Id }), Contact),
  /** What is wrong with what is typed on the step, before it is left. */
  'scripts.faults': request(z.object({ interactionId: Id, runId: Id, values }), z.array(FieldFault)),

  /** What keeps a draft from being published, and what a reader should know. */
  'scripts.check': request(z.object({ script: ScriptDraft }), z.array(Finding)),
  /** One move of a walk through a draft; the page keeps the run. */
  'scripts.rehearse': request(
    z.object({ script: ScriptDraft, run: ScriptRun.nullable(), action: RunAction.nullable() }),
    z.object({ run: ScriptRun, view: RunView, faults: z.array(FieldFault) }),
  ),
} as const
