import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answers.ts'
import { useLink } from '../../app/link-context.ts'
import { clockTime } from '../../ui/format.ts'
import './shift.css'

/** F-DISC: what a lead declared to this agent, with the reason; it stays until it was read. */
export function DeclaredEmergencies() {
  const { t } = useTranslation()
  const link = useLink()
  const zone = useAnswer('session.get', {}).data?.city?.timeZone ?? 'UTC'
  const unread = useAnswer('emergencies.unread', {}).data ?? []
  if (unread.length === 0) return null
  return (
    <div role="alert" data-testid="declared-emergencies">
      {unread.map(({ emergencyId, byName, at, words, reason }) => (
        <section key={emergencyId} className="declared-emergency">
          <h2>{t('declared.title')}</h2>
          <p className="said">{words}</p>
          <p>
            {t('declared.by', {
              name: byName,
              at: clockTime(new Date(at), zone),
              reason,
              interpolation: { escapeValue: false },
            })}
          </p>
          <Button onClick={() => void link.request('emergencies.read', { emergencyId })}>
            {t('declared.read')}
          </Button>
        </section>
      ))}
    </div>
  )
}
