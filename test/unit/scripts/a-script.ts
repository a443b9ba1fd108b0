import { ScriptDraft } from '../../../src/shared/domain/script.ts'

export const today = '2026-11-21'

/** A script with the steps of a test and a head that offends no rule. */
export function aScript(steps: unknown[], more: Record<string, unknown> = {}): ScriptDraft {
  return ScriptDraft.parse({
    scriptId: 'prueba',
    title: 'Prueba',
    version: 1,
    publishedOn: '2026-11-01',
    reviewDue: '2027-05-01',
    owner: 'Equipo',
    source: 'Prueba',
    start: 'uno',
    steps,
    ...more,
  })
}

/** An ending that offends no rule. */
export const anEnd = (stepId = 'fin') => ({
  stepId,
  title: 'Fin',
  end: { disposition: 'INF', summary: 'Información dada.' },
})
