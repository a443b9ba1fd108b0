import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answers.ts'
import { show } from '../../app/screen.ts'
import { TimeLeft } from '../../ui/time-left.tsx'
import { CaseDetail } from './case-detail.tsx'
import './second-level.css'

/** The queue of a specialist's units, the most urgent first, and beside it the case that he works on. */
export function SecondLevelScreen() {
  const { t } = useTranslation()
  const queue = useAnswer('secondLevel.queue', {}).data
  const agentId = useAnswer('session.get', {}).data?.agent?.agentId
  const [chosen, choose] = useState<string | null>(null)
  return (
    <main className="page">
      <header className="page-head">
        <h1>{t('menu.secondLevel')}</h1>
        <Button variant="default" onClick={() => show({ view: 'desk' })}>
          {t('page.back')}
        </Button>
      </header>
      <div className="level-work">
        <nav aria-label={t('level.queue')}>
          {queue?.length === 0 && <p className="quiet">{t('level.none')}</p>}
          <ul className="level-queue" data-testid="level-queue">
            {queue?.map(({ request, serviceName, unitName }) => (
              <li key={request.serviceRequestId}>
                <button
                  type="button"
                  className="level-case"
                  aria-current={chosen === request.serviceRequestId}
                  onClick={() => choose(request.serviceRequestId)}
                >
                  <strong>{request.referenceNumber ?? t('case.noReference')}</strong> {serviceName}
                  <span className="quiet">{request.escalation?.reason}</span>
                  <span className="quiet">
                    {unitName} ·{' '}
                    {request.secondLevel?.taken
                      ? request.secondLevel.taken.agentId === agentId
                        ? t('level.mine')
                        : t('level.takenBy', {
                            name: request.secondLevel.taken.name,
                            interpolation: { escapeValue: false },
                          })
                      : t('level.free')}
                  </span>
                  {request.secondLevel && (
                    <TimeLeft secondLevel={request.secondLevel} unitId={request.unitId} />
                  )}
                </button>
              </li>
            ))}
          </ul>
        </nav>
        {chosen === null ? (
          <p className="quiet">{t('level.choose')}</p>
        ) : (
          <CaseDetail key={chosen} serviceRequestId={chosen} onGone={() => choose(null)} />
        )}
      </div>
    </main>
  )
}
