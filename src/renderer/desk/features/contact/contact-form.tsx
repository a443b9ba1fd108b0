import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../../../shared/contract.ts'
import { useAnswer } from '../../app/answers.ts'
import { useDesk, useDraft } from '../../app/desk-context.ts'
import { notesId } from '../../app/use-shortcuts.ts'
import type { Typed } from '../../app/draft-mirror.ts'
import { useScreen } from '../../app/screen.ts'
import { isTyping } from '../../app/shortcuts.ts'
import { Section } from '../../ui/section.tsx'
import { areaOf, unitFor } from '../../../../shared/domain/cases/routing.ts'
import { holdsCardNumber } from '../../../../shared/domain/card-number.ts'
import { Attachments } from './attachments.tsx'
import { CloseContact, lackId } from './close-contact.tsx'
import { DraftSaved } from './draft-saved.tsx'
import { PerhapsTheSame } from './perhaps-the-same.tsx'
import { SecondLevel } from './second-level.tsx'
import { ServiceQuestions } from './service-questions.tsx'

/** The case of this call: filled from the script's path, typed over freely, saved at every keystroke. */
export function ContactForm({ contact }: { contact: Contact }) {
  const { t } = useTranslation()
  const { mirror } = useDesk()
  const draft = useDraft(contact)
  const lacking = useScreen((screen) => screen.lacking)
  const catalogue = useAnswer('catalogue.get', {}).data
  const services = catalogue?.services ?? []
  const service = services.find(({ serviceCode }) => serviceCode === draft.serviceCode)
  const areas = useAnswer('session.get', {}).data?.city?.areas ?? []
  const areaId = draft.areaId ?? areaOf(draft.address, areas)
  const unit = catalogue?.units.find(({ unitId }) => service && unitId === unitFor(service, areaId))
  const form = useRef<HTMLDivElement>(null)
  const wrapUp = contact.interaction.state === 'wrap-up'
  useEffect(() => {
    if (wrapUp && !isTyping(document.activeElement)) form.current?.scrollIntoView({ block: 'start' })
  }, [wrapUp])
  const card = (text: string) => (holdsCardNumber(text) ? t('case.cardNumber') : undefined)
  const type = (change: Typed) => mirror.type(contact.interaction.interactionId, change)
  return (
    <Section title={t('case.title')} testId="contact-form">
      <DraftSaved interactionId={contact.interaction.interactionId} />
      <div className="form case-form" ref={form}>
        <NativeSelect
          id={lackId('serviceCode')}
          label={t('case.service')}
          value={draft.serviceCode ?? ''}
          error={lacking === 'serviceCode' ? t('case.serviceMissing') : undefined}
          onChange={(event) => type({ serviceCode: event.currentTarget.value || null })}
          data={[
            { value: '', label: t('case.noService') },
            ...services.map(({ serviceCode, name }) => ({ value: serviceCode, label: name })),
          ]}
        />
        <p className="form-unit">
          <span className="quiet">{t('case.unit')}</span> {unit?.name ?? t('case.noUnit')}
        </p>
        <ServiceQuestions draft={draft} onType={type} />
        <SecondLevel contact={contact} draft={draft} onType={type} />
        <TextInput
          label={t('case.callerName')}
          value={draft.callerName}
          error={card(draft.callerName)}
          maxLength={200}
          onChange={(event) => type({ callerName: event.currentTarget.value })}
        />
        <TextInput
          label={t('case.callbackNumber')}
          value={draft.callbackNumber}
          maxLength={64}
          inputMode="tel"
          onChange={(event) => type({ callbackNumber: event.currentTarget.value })}
        />
        <TextInput
          label={t('case.address')}
          value={draft.address}
          error={card(draft.address)}
          maxLength={300}
          onChange={(event) => type({ address: event.currentTarget.value })}
        />
        {areas.length > 0 && (
          <NativeSelect
            label={t('case.area')}
            value={areaId ?? ''}
            onChange={(event) => type({ areaId: event.currentTarget.value || null })}
            data={[
              { value: '', label: t('case.noArea') },
              ...areas.map((area) => ({ value: area.areaId, label: area.name })),
            ]}
          />
        )}
        <PerhapsTheSame interactionId={contact.interaction.interactionId} draft={draft} />
        <Textarea
          label={t('case.description')}
          value={draft.description}
          error={card(draft.description)}
          maxLength={4000}
          rows={4}
          onChange={(event) => type({ description: event.currentTarget.value })}
        />
        <Textarea
          id={notesId}
          label={t('case.notes')}
          value={draft.notes}
          error={card(draft.notes)}
          maxLength={8000}
          rows={3}
          onChange={(event) => type({ notes: event.currentTarget.value })}
        />
        <Attachments interactionId={contact.interaction.interactionId} />
      </div>
      <CloseContact contact={contact} draft={draft} onType={type} />
    </Section>
  )
}
