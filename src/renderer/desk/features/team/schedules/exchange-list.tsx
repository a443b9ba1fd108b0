import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScheduleView } from '../../../../../shared/contract.ts'
import { dayName } from './day-name.ts'

/** Exchanges the two agents agree on: nothing moves before the lead says so, and a no has its reason. */
export function ExchangeList({
  view,
  onDecide,
}: {
  view: ScheduleView
  onDecide: (exchangeId: string, approve: boolean, reason: string) => void
}) {
  const { t, i18n } = useTranslation()
  const [reason, setReason] = useState('')
  const waiting = view.exchanges.filter(({ state }) => state === 'agreed')
  if (waiting.length === 0) return <p>{t('schedules.noExchanges')}</p>
  return (
    <>
      <TextInput
        label={t('schedules.reason')}
        value={reason}
        maxLength={300}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <ul className="violations">
        {waiting.map(({ exchangeId, askedByName, askedOfName, given, taken, words }) => (
          <li key={exchangeId}>
            {t('schedules.exchange', {
              one: askedByName,
              other: askedOfName,
              given: `${dayName(given.day, i18n.language)} ${given.from}–${given.to}`,
              taken: taken
                ? `${dayName(taken.day, i18n.language)} ${taken.from}–${taken.to}`
                : t('schedules.nothing'),
              words,
            })}{' '}
            <Button variant="default" size="compact-sm" onClick={() => onDecide(exchangeId, true, reason)}>
              {t('schedules.approve')}
            </Button>{' '}
            <Button
              variant="default"
              size="compact-sm"
              disabled={reason.trim().length < 3}
              onClick={() => onDecide(exchangeId, false, reason)}
            >
              {t('schedules.refuse')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
