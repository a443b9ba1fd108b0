import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScheduleView } from '../../../../../shared/contract.ts'
import { useCardRefusal } from '../../../ui/use-card-refusal.ts'
import { dayName } from './day-name.ts'

type Shown = ScheduleView['exchanges'][number]

/** Exchanges the two agents agree on: nothing moves before the lead says so, and a no has its reason. */
export function ExchangeList({
  view,
  onDecide,
}: {
  view: ScheduleView
  onDecide: (exchangeId: string, approve: boolean, reason: string) => void
}) {
  const { t } = useTranslation()
  const words = useExchangeWords()
  const card = useCardRefusal()
  const [reason, setReason] = useState('')
  const waiting = view.exchanges.filter(({ state }) => state === 'agreed')
  const others = view.exchanges.filter(({ state }) => state !== 'agreed')
  return (
    <>
      {waiting.length === 0 && <p>{t('schedules.noExchanges')}</p>}
      {waiting.length > 0 && (
        <TextInput
          label={t('schedules.reason')}
          value={reason}
          error={card(reason)}
          maxLength={300}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      <ul className="violations">
        {waiting.map((exchange) => {
          const { exchangeId, askedByName: one, askedOfName: other } = exchange
          return (
            <li key={exchangeId}>
              {words(exchange)}{' '}
              <Button
                variant="default"
                size="compact-sm"
                aria-label={t('schedules.approveOf', { one, other })}
                disabled={card(reason) !== undefined}
                onClick={() => onDecide(exchangeId, true, reason)}
              >
                {t('schedules.approve')}
              </Button>{' '}
              <Button
                variant="default"
                size="compact-sm"
                aria-label={t('schedules.refuseOf', { one, other })}
                disabled={reason.trim().length < 3 || card(reason) !== undefined}
                onClick={() => onDecide(exchangeId, false, reason)}
              >
                {t('schedules.refuse')}
              </Button>
            </li>
          )
        })}
        {others.map((exchange) => (
          <li key={exchange.exchangeId} className="quiet">
            {words(exchange)} {t(`ownWeek.states.${exchange.state}`)}
          </li>
        ))}
      </ul>
    </>
  )
}

function useExchangeWords(): (exchange: Shown) => string {
  const { t, i18n } = useTranslation()
  const hours = ({ day, from, to }: Shown['given']) => `${dayName(day, i18n.language)} ${from}–${to}`
  return ({ askedByName, askedOfName, given, taken, words }) =>
    t('schedules.exchange', {
      one: askedByName,
      other: askedOfName,
      given: hours(given),
      taken: taken ? hours(taken) : t('schedules.nothing'),
      words,
    })
}
