import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppointmentView } from '../../../../shared/contract.ts'
import type { Visitor } from '../../../../shared/domain/appointments/appointment.ts'
import { useAnswer } from '../../app/answers.ts'
import { useLink } from '../../app/link-context.ts'
import { CallButton } from '../../ui/call-button.tsx'
import { hourWords, raw } from '../../ui/hour-words.ts'
import { Section } from '../../ui/section.tsx'

/** Hours promised without network that were gone when the city was asked: each waits until the citizen has heard it. */
export function OwedHours() {
  const { t } = useTranslation()
  const owed = useAnswer('appointments.owed', {}).data ?? []
  if (owed.length === 0) return null
  return (
    <Section heading="h2" title={t('owedHour.title')} testId="owed-hours">
      <ul className="rejected-list">
        {owed.map(({ view, of }) => (
          <OwedHour key={view.appointment.appointmentId} view={view} of={of} />
        ))}
      </ul>
    </Section>
  )
}

function OwedHour({ view, of }: { view: AppointmentView; of: string }) {
  const { t, i18n } = useTranslation()
  const link = useLink()
  const zone = useAnswer('session.get', {}).data?.city?.timeZone ?? 'UTC'
  const [visitor, setVisitor] = useState<Visitor | null>(null)
  const [failed, setFailed] = useState(false)
  const { appointmentId, number = '', slot, refused, state } = view.appointment
  const gone = hourWords(refused ?? slot, zone, i18n.language)
  const kept = hourWords(slot, zone, i18n.language)
  const did = (answer: Promise<unknown>) => {
    setFailed(false)
    answer.catch(() => setFailed(true))
  }
  return (
    <li className="rejected" data-testid="owed-hour">
      <p>
        <strong>{number}</strong> {view.unitName}
      </p>
      <p>{t('owedHour.gone', { ...gone, ...raw })}</p>
      <p className="said">
        {state === 'lost' ? t('owedHour.sayLost') : t('owedHour.sayKept', { ...kept, ...raw })}
      </p>
      {of !== '' && <p className="quiet">{t('task.of', { name: of, ...raw })}</p>}
      {visitor && (
        <p>
          {[visitor.name || t('citizen.unknown'), visitor.phone].filter(Boolean).join(' · ')}{' '}
          <CallButton to={visitor.phone} name={visitor.name} />
        </p>
      )}
      <div className="rejected-actions">
        {!visitor && (
          <Button
            variant="default"
            onClick={() => did(link.request('appointments.visitor', { appointmentId }).then(setVisitor))}
          >
            {t('owedHour.who')}
          </Button>
        )}
        <Button variant="default" onClick={() => did(link.request('appointments.told', { appointmentId }))}>
          {t('owedHour.told')}
        </Button>
      </div>
      {failed && <p role="alert">{t('owedHour.failed')}</p>}
    </li>
  )
}
