import type { Dossier } from '../../../shared/domain/cases/dossier.ts'
import type { Interaction } from '../../../shared/domain/interaction.ts'
import { answersOf } from '../../../shared/domain/read-run.ts'
import type { ScriptRun } from '../../../shared/domain/script-run.ts'
import type { WalkedScript } from '../../../shared/domain/scripts/compose.ts'

/** As the schema of a dossier has them. */
const longestQuestion = 300
const longestAnswer = 2000
const mostScripts = 20
const mostAnswers = 400

/** Every answer of every walk of a contact, in the words the agent read: a choice by its label, a field by its own. */
export function dossierOf(
  interaction: Interaction,
  notes: string,
  scriptOf: (run: ScriptRun) => WalkedScript,
): Dossier {
  return {
    notes,
    scripts: interaction.runs.slice(-mostScripts).map((run) => {
      const script = scriptOf(run)
      return {
        title: script.title,
        version: script.version,
        answers: answersOf(script, run)
          .flatMap(({ step, choice, values }) => [
            ...(choice === undefined ? [] : [{ question: step.title, answer: choice }]),
            ...step.fields.flatMap(({ field, label }) => {
              const answer = values[field] ?? ''
              return answer === '' ? [] : [{ question: label, answer }]
            }),
          ])
          .map(({ question, answer }) => ({
            question: question.slice(0, longestQuestion),
            answer: answer.slice(0, longestAnswer),
          }))
          .slice(0, mostAnswers),
      }
    }),
  }
}
