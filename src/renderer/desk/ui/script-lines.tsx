import { useTranslation } from 'react-i18next'
import type { ScriptStep } from '../../../shared/domain/script.ts'

/** What is said to the citizen, largest on the screen; what the agent does, plain. */
export function ScriptLines({
  step,
  language,
}: {
  step: Pick<ScriptStep, 'say' | 'do'>
  /** Of what is said, where it is not Spanish: a screen reader must know. */
  language?: string | undefined
}) {
  const { t } = useTranslation()
  return (
    <>
      {step.say.length > 0 && (
        <div className="say">
          <h3>{t('script.say')}</h3>
          <blockquote lang={language ?? 'es'}>
            {step.say.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </blockquote>
        </div>
      )}
      {step.do.length > 0 && (
        <div className="do">
          <h3>{t('script.do')}</h3>
          <ul lang="es">
            {step.do.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}
