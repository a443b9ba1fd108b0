import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContractRequests } from '../../../../shared/contract.ts'
import { useOwnDays } from './own-day.ts'
import { Refused } from './refused.tsx'

type OwnSchedule = ContractRequests['ownSchedule.get']['output']
type Exchange = OwnSchedule['exchanges'][number]
type Step = ContractRequests['ownSchedule.answerExchange']['input']['step']

/** What was asked of colleagues and what they asked, with where it stands and what can be done. */
export function OwnExchanges({
  own: { agentId, exchanges, refusals },
  onStep,
}: {
  own: OwnSchedule
  onStep: (exchangeId: string, step: Step, reason: string) => void
}) {
  const { t } = useTranslation()
  if (exchanges.length === 0) return null
  return (
    <div data-testid="own-exchanges">
      <h3>{t('ownWeek.exchanges')}</h3>
      <ul className="rests">
        {exchanges.map((exchange) => (
          <li key={exchange.exchangeId}>
            <OneExchange
              exchange={exchange}
              mine={exchange.askedBy === agentId}
              onStep={(step, reason) => onStep(exchange.exchangeId, step, reason)}
            />
            {refusals
              .filter(({ subject }) => subject === exchange.exchangeId)
              .map((refused) => (
                <Refused key={refused.commandId} refused={refused} />
              ))}
          </li>
        ))}
      </ul>
    </div>
  )
}

function OneExchange({
  exchange,
  mine,
  onStep,
}: {
  exchange: Exchange
  mine: boolean
  onStep: (step: Step, reason: string) => void
}) {
  const { t } = useTranslation()
  const { inWords } = useOwnDays()
  const [reason, setReason] = useState('')
  const { given, taken, state, askedByName, askedOfName, words } = exchange
  const said = t(mine ? 'ownWeek.youAsked' : 'ownWeek.askedOfYou', {
    name: mine ? askedOfName : askedByName,
    given: inWords(given),
    taken: taken ? inWords(taken) : t('schedules.nothing'),
  })
  return (
    <>
      {said} {words !== '' && `«${words}»`} <strong>{t(`ownWeek.states.${state}`)}</strong>{' '}
      {exchange.reason !== '' && `«${exchange.reason}»`}{' '}
      {mine && (state === 'asked' || state === 'agreed') && (
        <Button variant="default" size="compact-sm" onClick={() => onStep('withdraw', '')}>
          {t('ownWeek.steps.withdraw')}
        </Button>
      )}
      {!mine && state === 'asked' && (
        <span className="own-answer">
          <Button size="compact-sm" onClick={() => onStep('agree', '')}>
            {t('ownWeek.steps.agree')}
          </Button>
          <TextInput
            label={t('ownWeek.declineWords')}
            value={reason}
            maxLength={300}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button variant="default" size="compact-sm" onClick={() => onStep('decline', reason.trim())}>
            {t('ownWeek.steps.decline')}
          </Button>
        </span>
      )}
    </>
  )
}
