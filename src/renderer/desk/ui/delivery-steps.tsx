import { useTranslation } from 'react-i18next'
import type { Delivery } from '../../../shared/domain/service-request.ts'
import { IconAlertTriangle, IconCheck } from './icons.ts'

/**
 * *Guardado aquí → Enviado → Recibido por*: where a case is on its way, honest while the network is out. One
 * that arrived shows only that.
 */
export function DeliverySteps({ delivery, unitName }: { delivery: Delivery; unitName: string }) {
  const { t } = useTranslation()
  if (delivery === 'rejected')
    return (
      <p className="delivery delivery-rejected" data-testid="delivery" data-delivery={delivery}>
        <IconAlertTriangle size={16} aria-hidden="true" /> {t('delivery.rejected')}
      </p>
    )
  const reached = order.indexOf(delivery)
  const done = (step: (typeof order)[number]) => order.indexOf(step) <= reached
  const steps = delivery === 'received' ? order.slice(-1) : order
  return (
    <ol className="delivery" data-testid="delivery" data-delivery={delivery}>
      {steps.map((step) => (
        <li key={step} className={done(step) ? 'delivery-reached' : undefined}>
          {done(step) && <IconCheck size={16} stroke={2.5} aria-hidden="true" />}
          {step === 'received' && unitName !== ''
            ? t('delivery.receivedBy', { unit: unitName })
            : t(`delivery.${step}`)}
          {!done(step) && <span className="heard-only">{t('delivery.notYet')}</span>}
        </li>
      ))}
    </ol>
  )
}

const order = ['saved-here', 'sent', 'received'] as const
