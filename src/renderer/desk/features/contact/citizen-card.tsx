import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../../../shared/contract.ts'
import { useAnswer } from '../../app/answers.ts'
import { useLink } from '../../app/link-context.ts'
import { shortDay } from '../../ui/format.ts'
import { CaseWay } from '../../ui/case-way.tsx'
import { IconEye, IconEyeOff } from '../../ui/icons.ts'
import { CitizenLanguage } from './citizen-language.tsx'
import { callerName, queueName } from '../../ui/names.ts'
import { Section } from '../../ui/section.tsx'
import { CallButton } from '../../ui/call-button.tsx'

/** What this desk knows is there before the agent answers, network or not; what the city adds comes into it. */
export function CitizenCard({ contact }: { contact: Contact }) {
  const { t, i18n } = useTranslation()
  const zone = useAnswer('session.get', {}).data?.city?.timeZone ?? 'UTC'
  const catalogue = useAnswer('catalogue.get', {}).data
  const serviceName = (code: string) =>
    catalogue?.services.find(({ serviceCode }) => serviceCode === code)?.name ?? code
  const { interactionId } = contact.interaction
  const open = contact.requests.filter(({ request }) => request.status === 'open')
  return (
    <div data-testid="citizen-card" key={interactionId}>
      <h2>{callerName(t, contact)}</h2>
      <Secret
        label={t('citizen.number')}
        what="phone"
        interactionId={interactionId}
        masked={contact.phone.masked}
      />
      {!contact.call && <CallButton to={contact.interaction.number} name={callerName(t, contact)} />}
      {contact.citizen?.document && (
        <Secret
          label={t('citizen.document')}
          what="document"
          interactionId={interactionId}
          masked={contact.citizen.document}
        />
      )}
      {contact.citizen && <CitizenLanguage interactionId={interactionId} spoken={contact.citizen.language} />}
      {contact.citizen?.prefers && (
        <p className="quiet">{t('citizen.prefers', { what: contact.citizen.prefers })}</p>
      )}
      <WhoSaysSo contact={contact} />
      <Section title={t('citizen.openCases')}>
        {open.length === 0 && <p className="quiet">{t('citizen.noOpenCases')}</p>}
        <ul className="case-list">
          {open.map(({ request, delivery, unitName }) => (
            <li key={request.serviceRequestId}>
              <p className="case-name">
                <strong>{request.referenceNumber ?? t('case.noReference')}</strong>{' '}
                {serviceName(request.serviceCode)}
              </p>
              <CaseWay request={request} delivery={delivery} unitName={unitName} />
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('citizen.history')}>
        {contact.history.length === 0 && <p className="quiet">{t('citizen.noHistory')}</p>}
        <ul className="history">
          {contact.history.slice(0, 5).map((entry) => (
            <li key={entry.interactionId}>
              <span className="history-day">{shortDay(entry.at, zone, i18n.language)}</span>
              {entry.disposition && `${t(`disposition.${entry.disposition}`)} · `}
              <span className="quiet">{queueName(catalogue?.queues, entry.queue)}</span>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  )
}

/** Who calls is the city's to say; until it does, or where it cannot be asked, the card says so in words. */
function WhoSaysSo({ contact }: { contact: Contact }) {
  const { t } = useTranslation()
  const { caller, citizen } = contact
  if (caller === 'asking') return <p className="quiet">{t('citizen.asking')}</p>
  if (caller === 'not-reached')
    return (
      <p className="quiet" data-testid="citizen-not-asked">
        {t(citizen ? 'citizen.knownFromBefore' : 'citizen.notAsked')}
      </p>
    )
  if (citizen) return null
  return (
    <p className="quiet" data-testid="citizen-unknown">
      {t('citizen.notKnown')}
    </p>
  )
}

/** Masked until the agent needs it: others may see the screen at home. Asking for it is written down. */
const Secret = memo(function Secret(props: {
  label: string
  what: 'phone' | 'document'
  interactionId: string
  masked: string
}) {
  const { label, what, interactionId, masked } = props
  const { t } = useTranslation()
  const link = useLink()
  const [value, setValue] = useState<string>()
  const [failed, setFailed] = useState(false)
  if (masked === '') return null
  const shown = value !== undefined
  function toggle(): void {
    setFailed(false)
    if (shown) return setValue(undefined)
    link.request('privacy.reveal', { interactionId, what }).then(
      (revealed) => setValue(revealed.value),
      () => setFailed(true),
    )
  }
  return (
    <p className="secret">
      <span className="quiet">{label}</span> {value ?? masked}
      <button
        type="button"
        className="secret-toggle"
        aria-pressed={shown}
        aria-label={t('citizen.reveal', { what: label })}
        title={t('citizen.revealLogged')}
        onClick={toggle}
      >
        {shown ? <IconEyeOff size={18} aria-hidden="true" /> : <IconEye size={18} aria-hidden="true" />}
        {shown ? t('citizen.hide') : t('citizen.show')}
      </button>
      {failed && <span role="alert">{t('citizen.revealFailed')}</span>}
    </p>
  )
})
