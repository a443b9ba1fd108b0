import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NextReminder } from '../../../../shared/appointments-api.ts'
import { useAnswer } from '../../app/answers.ts'
import { useLink } from '../../app/link-context.ts'
import { CallButton } from '../../ui/call-button.tsx'
import { hourWords, raw } from '../../ui/hour-words.ts'
import { Section } from '../../ui/section.tsx'

/** Citizens who asked to be called the day before: one at a time, and nobody else is given the same one meanwhile. */
export function ReminderCalls() {
  const { t, i18n } = useTranslation()
  const link = useLink()
  const offices = useAnswer('appointments.offices', {}).data
  const zone = useAnswer('session.get', {}).data?.city?.timeZone ?? 'UTC'
  const [next, setNext] = useState<NextReminder | null>(null)
  const [failed, setFailed] = useState(false)
  const card = useRef<HTMLDivElement>(null)
  // Read aloud, and a second press of the same key must not say that somebody was called.
  useEffect(() => {
    if (next) card.current?.focus()
  }, [next])
  if (!offices || offices.rules.length === 0 || !offices.remindBy.includes('call')) return null

  function take(): void {
    setFailed(false)
    link
      .request('appointments.nextReminder', {})
      .then(setNext)
      .catch(() => setFailed(true))
  }
  function settle(noticeId: string, result: 'told' | 'unreached'): void {
    setFailed(false)
    link
      .request('appointments.settleReminder', { noticeId, result })
      .then(take)
      .catch(() => setFailed(true))
  }

  const reminder = next?.reminder
  return (
    <Section heading="h2" title={t('remind.title')} testId="reminder-calls">
      <p className="quiet">{t('remind.what')}</p>
      {next && (
        <div ref={card} tabIndex={-1}>
          {!reminder && <p>{t('remind.none')}</p>}
          {reminder && (
            <div className="rejected">
              <p>
                <strong>{reminder.name || t('citizen.unknown')}</strong> · {reminder.phone}{' '}
                <CallButton to={reminder.phone} name={reminder.name} />
              </p>
              <p className="said">
                {t('remind.say', {
                  ...hourWords(reminder.appointment.slot, zone, i18n.language),
                  number: reminder.appointment.number ?? '',
                  ...raw,
                })}
              </p>
              {next.waiting > 0 && <p className="quiet">{t('remind.waiting', { count: next.waiting })}</p>}
            </div>
          )}
        </div>
      )}
      <div className="rejected-actions">
        {reminder ? (
          <>
            <Button variant="default" onClick={() => settle(reminder.noticeId, 'told')}>
              {t('remind.told')}
            </Button>
            <Button variant="default" onClick={() => settle(reminder.noticeId, 'unreached')}>
              {t('remind.unreached')}
            </Button>
          </>
        ) : (
          <Button variant="default" onClick={take}>
            {t('remind.next')}
          </Button>
        )}
      </div>
      {failed && <p role="alert">{t('remind.failed')}</p>}
    </Section>
  )
}
