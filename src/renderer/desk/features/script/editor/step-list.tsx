import { useTranslation } from 'react-i18next'
import type { ScriptDraft } from '../../../../../shared/domain/script.ts'
import type { Finding } from '../../../../../shared/domain/scripts/check-script.ts'
import { linksOf } from './edit-script.ts'

/** The drawing in words: every step with where it leads, by Tab and Enter, or by arrow keys. */
export function StepList(props: {
  script: ScriptDraft
  chosen: string
  findings: readonly Finding[]
  onChoose: (stepId: string) => void
}) {
  const { t } = useTranslation()
  const { script, findings } = props
  const titleOf = (stepId: string) => script.steps.find((step) => step.stepId === stepId)?.title ?? stepId
  const move = (index: number) => {
    const step = script.steps[index]
    if (!step) return
    props.onChoose(step.stepId)
    requestAnimationFrame(() => document.getElementById(rowId(step.stepId))?.focus())
  }
  return (
    <ol className="step-list" aria-label={t('scriptEditor.steps')}>
      {script.steps.map((step, index) => {
        const wrong = findings.filter(({ stepId }) => stepId === step.stepId).length
        const leads = [...new Set(linksOf(step).map(({ to }) => titleOf(to)))].join(', ')
        return (
          <li key={step.stepId}>
            <button
              type="button"
              id={rowId(step.stepId)}
              data-field={`steps.${index}`}
              aria-current={step.stepId === props.chosen ? 'true' : undefined}
              onClick={() => props.onChoose(step.stepId)}
              onKeyDown={(event) => {
                if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
                event.preventDefault()
                move(index + (event.key === 'ArrowDown' ? 1 : -1))
              }}
            >
              <span className="step-list-title">{step.title}</span>
              {wrong > 0 && (
                <span className="step-list-wrong">{t('scriptEditor.wrong', { count: wrong })}</span>
              )}
              <span className="quiet">
                {step.end ? t('scriptEditor.ends') : leads && t('scriptEditor.leads', { leads })}
              </span>
            </button>
          </li>
        )
      })}
    </ol>
  )
}

const rowId = (stepId: string) => `editor-step-${stepId}`
