import { useTranslation } from 'react-i18next'
import type { ContractRequests } from '../../../shared/contract.ts'
import { age } from './age.ts'
import { DeliverySteps } from './delivery-steps.tsx'
import { IconAlertTriangle, IconCheck, IconClock } from './icons.ts'
import { useNow } from './use-now.ts'

export type CaseView = ContractRequests['serviceRequests.list']['output'][number]

/**
 * The whole way of a case: in our own house, and below it on to each system of others, with the age and the reason
 * of whatever waits.
 */
export function CaseWay({ request, delivery, unitName }: CaseView) {
  const { t } = useTranslation()
  const now = useNow()
  const waits = delivery === 'saved-here' || delivery === 'sent'
  return (
    <>
      <DeliverySteps delivery={delivery} unitName={unitName} />
      {waits && <p className="quiet way-age">{t('way.since', { age: age(t, request.updatedAt, now) })}</p>}
      {request.destinations && (
        <ul className="ways">
          {request.destinations.map((way) => (
            <li key={way.name} data-testid="way" data-state={way.state}>
              <WayIcon state={way.state} />
              <span>
                <strong>{way.name}</strong>{' '}
                {way.state === 'received' && way.reference !== undefined
                  ? t('way.receivedAs', { reference: way.reference })
                  : t(`way.${way.state}`)}
                {way.state !== 'received' && ` · ${age(t, way.since, now)}`}
                {way.reason !== undefined && `. ${way.reason}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function WayIcon({ state }: { state: NonNullable<CaseView['request']['destinations']>[number]['state'] }) {
  const Icon = state === 'received' ? IconCheck : state === 'waiting' ? IconClock : IconAlertTriangle
  return <Icon size={16} aria-hidden="true" />
}
