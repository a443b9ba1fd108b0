import type { Contact } from '../../shared/contract.ts'
import type { Interaction, InteractionDraft } from '../../shared/domain/interaction.ts'
import { advanceRun, outcomeOf, startRun } from '../../shared/domain/run-script.ts'
import { holdsCardNumber } from '../../shared/domain/card-number.ts'
import type { RunAction, ScriptRun } from '../../shared/domain/script-run.ts'
import type { Script } from '../../shared/domain/script.ts'
import { DeskError } from '../../shared/errors.ts'
import type { CacheRows } from '../db/rows.ts'
import type { HandlersOf } from '../feature.ts'
import type { Clock } from '../shell.ts'

export interface ScriptsFeature {
  readonly handlers: HandlersOf<'scripts'>
  /** Answering opens the suggested script, so that the first sentence is there when the citizen speaks. */
  begin(interactionId: string, scriptId: string): void
}

/** Walks scripts inside a contact. The walk is part of the interaction: a reload or a crash finds the same step. */
export function createScripts(deps: {
  rows: CacheRows
  clock: Clock
  newId: () => string
  update: (interactionId: string, change: (interaction: Interaction) => Interaction) => Contact
}): ScriptsFeature {
  const { rows } = deps
  const now = () => new Date(deps.clock.now()).toISOString()

  function current(scriptId: string): Script {
    const script = rows.knowledge.one('script', scriptId)
    if (!script) throw new DeskError('not-found', `No script named ${scriptId}.`)
    return script
  }

  function versionOf(run: ScriptRun): Script {
    const script = rows.knowledge.scriptVersion(run.scriptId, run.version)
    if (!script)
      throw new DeskError('not-found', `Version ${run.version} of ${run.scriptId} is not on this desk.`)
    return script
  }

  function began({ citizenId, number }: Interaction): Record<Filled, string> {
    const citizen = citizenId === undefined ? undefined : rows.citizens.byId(citizenId)
    return {
      callerName: citizen?.name ?? '',
      callbackNumber: number,
      address: citizen?.address ?? '',
      description: '',
    }
  }

  function start(interactionId: string, scriptId: string): Contact {
    const script = current(scriptId)
    return deps.update(interactionId, (interaction) => {
      // Starting twice, by a double press or by page and core at once, is starting once.
      if (interaction.runs.some((run) => run.scriptId === scriptId && run.completedAt === undefined))
        return interaction
      return {
        ...interaction,
        runs: [...interaction.runs, startRun(script, { runId: deps.newId(), at: now() })],
      }
    })
  }

  return {
    begin: (interactionId, scriptId) => void start(interactionId, scriptId),
    handlers: {
      'scripts.list': () =>
        rows.knowledge.all('script').map(({ scriptId, title, version, publishedOn, reviewDue }) => ({
          scriptId,
          title,
          version,
          publishedOn,
          reviewDue,
        })),
      'scripts.get'({ scriptId, version }) {
        if (version === undefined) return current(scriptId)
        const script = rows.knowledge.scriptVersion(scriptId, version)
        if (!script)
          throw new DeskError('not-found', `Version ${version} of ${scriptId} is not on this desk.`)
        return script
      },
      'scripts.start': ({ interactionId, scriptId }) => start(interactionId, scriptId),
      'scripts.act'({ interactionId, runId, action }) {
        refuseCards(action)
        return deps.update(interactionId, (interaction) => {
          const before = interaction.runs.find((run) => run.runId === runId)
          if (!before) throw new DeskError('not-found', 'No such walk through a script.')
          const script = versionOf(before)
          const after = advanceRun(script, before, action, now())
          return {
            ...interaction,
            runs: interaction.runs.map((run) => (run.runId === runId ? after : run)),
            draft: filledFrom(interaction.draft, began(interaction), script, before, after),
          }
        })
      },
    },
  }
}

/** Answers are free text too. Throws `invalid-input` naming the field, and keeps nothing of it. */
function refuseCards(action: RunAction): void {
  const values = 'values' in action ? Object.entries(action.values) : []
  for (const [field, value] of values)
    if (holdsCardNumber(value))
      throw new DeskError(
        'invalid-input',
        `${field}: holds a card number. Take it out; no card is kept here.`,
      )
}

type Filled = 'callerName' | 'callbackNumber' | 'address' | 'description'

/**
 * The form as the path fills it. What the agent typed himself stays: a field is filled only while it is empty,
 * as the contact began, or as the path had filled it before.
 */
function filledFrom(
  draft: InteractionDraft,
  began: Record<Filled, string>,
  script: Script,
  before: ScriptRun,
  after: ScriptRun,
): InteractionDraft {
  const outcome = outcomeOf(script, after)
  if (!outcome) return draft
  const earlier = outcomeOf(script, before)?.prefill
  const { serviceCode: _replaced, ...filled } = { ...draft, disposition: outcome.disposition }
  for (const field of ['callerName', 'callbackNumber', 'address', 'description'] as const) {
    const value = outcome.prefill[field]
    if (value === undefined || value === '') continue
    const written = draft[field]
    if (written === '' || written === began[field] || written === earlier?.[field]) filled[field] = value
  }
  return outcome.serviceCode === undefined ? filled : { ...filled, serviceCode: outcome.serviceCode }
}
