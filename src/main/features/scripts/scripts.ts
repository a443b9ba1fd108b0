import type { Contact } from '../../../shared/contract.ts'
import type { Dossier } from '../../../shared/domain/cases/dossier.ts'
import type { FormQuestion } from '../../../shared/domain/cases/service-form.ts'
import type { Country } from '../../../shared/domain/city.ts'
import type { Interaction } from '../../../shared/domain/interaction.ts'
import {
  advanceRun,
  outcomeOf,
  startRun,
  stepOf,
  type RunOutcome,
} from '../../../shared/domain/run-script.ts'
import type { RunAction, ScriptRun } from '../../../shared/domain/script-run.ts'
import { holdsCardNumber } from '../../../shared/domain/card-number.ts'
import { activeRun } from '../../../shared/domain/scripts/active-run.ts'
import { checkScript } from '../../../shared/domain/scripts/check-script.ts'
import { viewOf, type RunView } from '../../../shared/domain/scripts/run-view.ts'
import { faultsOf } from '../../../shared/domain/scripts/typed-answers.ts'
import { DeskError } from '../../../shared/errors.ts'
import type { CacheRows } from '../../db/rows.ts'
import type { HandlersOf } from '../../feature.ts'
import type { Clock } from '../../shell.ts'
import { dossierOf } from './dossier-of.ts'
import { draftAfter, filledFrom, type Filled } from './fill-draft.ts'
import { rehearse } from './rehearse.ts'
import { createWalkedScripts } from './walked-scripts.ts'

export interface ScriptsFeature {
  readonly handlers: HandlersOf<'scripts'>
  /** Answering opens the suggested script, so that the first sentence is there when the citizen speaks. */
  begin(interactionId: string, scriptId: string): void
  /** The walk the agent is on, as the screen shows it; null before there is one. */
  viewOf(interaction: Interaction): RunView | null
  /** What a walk brings to the form and the case. */
  outcomeOf(run: ScriptRun): RunOutcome | undefined
  /** Everything that was asked and answered, for level 2. */
  dossierOf(interaction: Interaction, notes: string): Dossier
}

/** Walks scripts inside a contact. The walk is part of the interaction: a reload or a crash finds the same step. */
export function createScripts(deps: {
  rows: CacheRows
  clock: Clock
  newId: () => string
  country: () => Country
  language: () => 'es' | 'en'
  today: () => string
  /** What is asked with cases of a service: the path fills what it knows of it. */
  questionsOf: (serviceCode: string) => readonly FormQuestion[]
  update: (interactionId: string, change: (interaction: Interaction) => Interaction) => Contact
}): ScriptsFeature {
  const { rows } = deps
  const walked = createWalkedScripts(rows.knowledge)
  const now = () => new Date(deps.clock.now()).toISOString()

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
    const at = now()
    const script = walked.beginning(scriptId, at)
    return deps.update(interactionId, (interaction) => {
      // Starting twice, by a double press or by page and core at once, is starting once.
      const open = interaction.runs.find((run) => run.scriptId === scriptId && run.completedAt === undefined)
      if (open) return { ...interaction, activeRunId: open.runId }
      const run = startRun(script, { runId: deps.newId(), at })
      return { ...interaction, runs: [...interaction.runs, run], activeRunId: run.runId }
    })
  }

  function runOf(interaction: Interaction, runId: string): ScriptRun {
    const run = interaction.runs.find((each) => each.runId === runId)
    if (!run) throw new DeskError('not-found', 'No such walk through a script.')
    return run
  }

  return {
    begin: (interactionId, scriptId) => void start(interactionId, scriptId),
    viewOf(interaction) {
      const run = activeRun(interaction)
      return run ? viewOf(walked.of(run), run) : null
    },
    outcomeOf: (run) => outcomeOf(walked.of(run), run),
    dossierOf: (interaction, notes) => dossierOf(interaction, notes, walked.of),
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
        if (version === undefined) return walked.current(scriptId)
        const script = rows.knowledge.scriptVersion(scriptId, version)
        if (!script)
          throw new DeskError('not-found', `Version ${version} of ${scriptId} is not on this desk.`)
        return script
      },
      'scripts.start': ({ interactionId, scriptId }) => start(interactionId, scriptId),
      'scripts.act'({ interactionId, runId, action }) {
        refuseCards(action)
        return deps.update(interactionId, (interaction) => {
          const before = runOf(interaction, runId)
          const script = walked.of(before)
          const after = advanceRun(script, before, action, { at: now(), country: deps.country() })
          const draft =
            action.kind === 'take' && after !== before
              ? draftAfter(interaction.draft, action.action)
              : interaction.draft
          return {
            ...interaction,
            runs: interaction.runs.map((run) => (run.runId === runId ? after : run)),
            draft: filledFrom(draft, began(interaction), script, before, after, deps.questionsOf),
          }
        })
      },
      'scripts.switch': ({ interactionId, runId }) =>
        deps.update(interactionId, (interaction) => ({
          ...interaction,
          activeRunId: runOf(interaction, runId).runId,
        })),
      'scripts.faults'({ interactionId, runId, values }) {
        const interaction = rows.interactions.byId(interactionId)
        if (!interaction) throw new DeskError('not-found', 'No such contact.')
        const run = runOf(interaction, runId)
        return faultsOf(stepOf(walked.of(run), run).fields, values, deps.country())
      },
      'scripts.check': ({ script }) =>
        checkScript(script, {
          today: deps.today(),
          language: deps.language(),
          scriptOf: (scriptId) => rows.knowledge.one('script', scriptId),
          serviceCodes: new Set(rows.knowledge.all('service').map(({ serviceCode }) => serviceCode)),
          unitIds: new Set(rows.knowledge.all('unit').map(({ unitId }) => unitId)),
        }),
      'scripts.rehearse': ({ script, run, action }) =>
        rehearse(
          script,
          { run, action },
          {
            at: now(),
            country: deps.country(),
            newId: deps.newId,
            scriptOf: (scriptId) => rows.knowledge.one('script', scriptId),
          },
        ),
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
