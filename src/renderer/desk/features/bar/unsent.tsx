import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answers.ts'
import { show } from '../../app/screen.ts'
import { useCoreLost } from './lights.tsx'

/** Says once, and calmly, that work goes on without a network and how much waits to be sent. */
export function Unsent() {
  const { t } = useTranslation()
  const sync = useAnswer('sync.get', {}).data
  const lost = useCoreLost()
  const pending = sync?.pending ?? 0
  const rejected = sync?.rejected.length ?? 0
  const words = lost
    ? t('unsent.coreLost')
    : sync && !sync.reachable
      ? t('unsent.offline', { count: pending })
      : pending > 0
        ? t('unsent.sending', { count: pending })
        : ''
  return (
    <div className="unsent">
      <p aria-live="polite" data-testid="unsent" className={words === '' ? undefined : 'unsent-words'}>
        {words}
      </p>
      {rejected > 0 && (
        <button type="button" className="unsent-rejected" onClick={() => show({ view: 'cases' })}>
          {t('unsent.rejected', { count: rejected })}
        </button>
      )}
    </div>
  )
}
