import { useTranslation } from 'react-i18next'
import type { ScriptDraft } from '../../../../../shared/domain/script.ts'
import type { Finding } from '../../../../../shared/domain/scripts/check-script.ts'
import { IconAlertTriangle, IconCheck } from '../../../ui/icons.ts'

/** What is still wrong, each with a jump to where it stands. */
export function FindingsList(props: {
  script: ScriptDraft
  findings: readonly Finding[]
  onJump: (stepId: string | undefined) => void
}) {
  const { t } = useTranslation()
  const { findings, script } = props
  const titleOf = (stepId: string) => script.steps.find((step) => step.stepId === stepId)?.title ?? stepId
  return (
    <section className="editor-findings" aria-label={t('scriptEditor.findings')} aria-live="polite">
      <h3>{t('scriptEditor.findingsCount', { count: findings.length })}</h3>
      {findings.length === 0 && (
        <p className="quiet">
          <IconCheck size={18} aria-hidden="true" /> {t('scriptEditor.sound')}
        </p>
      )}
      <ul>
        {findings.map((finding) => (
          <li key={`${finding.stepId ?? ''} ${finding.field ?? ''} ${finding.rule} ${finding.words}`}>
            <button type="button" onClick={() => props.onJump(finding.stepId)}>
              <IconAlertTriangle size={18} aria-hidden="true" />
              <span>
                <strong>{finding.stepId === undefined ? script.title : titleOf(finding.stepId)}</strong>{' '}
                {finding.words}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
