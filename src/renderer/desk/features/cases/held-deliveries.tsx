import { Button, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeliveryDecision } from '../../../../shared/domain/delivery-decision.ts'
import type { DestinationState } from '../../../../shared/domain/service-request.ts'
import { holdsCardNumber } from '../../../../shared/domain/card-number.ts'
import { useAnswer } from '../../app/answers.ts'
import { useLink } from '../../app/link-context.ts'
import { age } from '../../ui/age.ts'
import type { CaseView } from '../../ui/case-way.tsx'
import { Section } from '../../ui/section.tsx'
import { useNow } from '../../ui/use-now.ts'

/** Cases that another system did not take, or may have taken without saying so: only a person can go on. */
export function HeldDeliveries() {
  const { t } = useTranslation()
  const requests = useAnswer('serviceRequests.list', {}).data ?? []
  const held = requests.flatMap((view) =>
    (view.request.destinations ?? [])
      .filter(({ state }) => state === 'held' || state === 'refused')
      .map((way) => ({ view, way })),
  )
  if (held.length === 0) return null
  return (
    <Section heading="h2" title={t('held.title')} testId="held-deliveries">
      <ul className="rejected-list">
        {held.map(({ view, way }) => (
          <Held key={`${view.request.serviceRequestId} ${way.name}`} view={view} way={way} />
        ))}
      </ul>
    </Section>
  )
}

const leastReason = 3

function Held({ view: { request }, way }: { view: CaseView; way: DestinationState }) {
  const { t } = useTranslation()
  const link = useLink()
  const now = useNow()
  const [why, setWhy] = useState('')
  const [reference, setReference] = useState('')
  const [address, setAddress] = useState(request.address)
  const [description, setDescription] = useState(request.description)
  const [failed, setFailed] = useState(false)
  const refused = way.state === 'refused'
  const card = (text: string) => (holdsCardNumber(text) ? t('case.cardNumber') : undefined)
  const blocked = why.trim().length < leastReason || holdsCardNumber(`${address}\n${description}\n${why}`)
  function decide(decision: DeliveryDecision['decision']): void {
    setFailed(false)
    const changed = address !== request.address || description !== request.description
    link
      .request('serviceRequests.decide', {
        serviceRequestId: request.serviceRequestId,
        destination: way.name,
        decision,
        reason: why.trim(),
        ...(decision === 'arrived' ? { reference: reference.trim() } : {}),
        ...(decision === 'again' && changed ? { correction: { address, description } } : {}),
      })
      .catch(() => setFailed(true))
  }
  return (
    <li className="rejected" data-testid="held-delivery">
      <p>
        <strong>{request.referenceNumber ?? t('case.noReference')}</strong> → {way.name} ·{' '}
        {age(t, way.since, now)}
      </p>
      <p>
        {t(refused ? 'held.refused' : 'held.unknown', { name: way.name })}{' '}
        {way.reason !== undefined && t('held.reason', { reason: way.reason })}
      </p>
      <div className="form correction-form">
        {refused && (
          <>
            <TextInput
              label={t('case.address')}
              value={address}
              error={card(address)}
              maxLength={300}
              onChange={(event) => setAddress(event.currentTarget.value)}
            />
            <Textarea
              label={t('case.description')}
              value={description}
              error={card(description)}
              maxLength={4000}
              rows={2}
              onChange={(event) => setDescription(event.currentTarget.value)}
            />
          </>
        )}
        {!refused && (
          <TextInput
            label={t('held.number', { name: way.name })}
            value={reference}
            maxLength={200}
            onChange={(event) => setReference(event.currentTarget.value)}
          />
        )}
        <TextInput
          label={t('held.why')}
          value={why}
          error={card(why)}
          maxLength={300}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
      </div>
      <div className="rejected-actions">
        {!refused && (
          <Button
            variant="default"
            disabled={blocked || reference.trim() === ''}
            onClick={() => decide('arrived')}
          >
            {t('held.arrived')}
          </Button>
        )}
        <Button variant="default" disabled={blocked} onClick={() => decide('again')}>
          {t(refused ? 'held.again' : 'held.notThere')}
        </Button>
        <Button variant="default" disabled={blocked} onClick={() => decide('give-up')}>
          {t('held.giveUp')}
        </Button>
      </div>
      {failed && <p role="alert">{t('rejected.failed')}</p>}
    </li>
  )
}
