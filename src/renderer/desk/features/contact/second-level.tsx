import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { holdsCardNumber } from '../../../../shared/domain/card-number.ts'
import { exitOf } from '../../../../shared/domain/cases/exit.ts'
import type { InteractionDraft } from '../../../../shared/domain/interaction.ts'
import type { AppointmentWish, Escalation } from '../../../../shared/domain/second-level.ts'
import { useAnswer } from '../../app/answers.ts'
import type { Typed } from '../../app/draft-mirror.ts'
import { show, useScreen, type Screen } from '../../app/screen.ts'
import { lackId } from './close-contact.tsx'
import { FiledCase, FileNow } from './filed-case.tsx'

const parts = ['any', 'morning', 'afternoon'] as const

/** The two exits of level 1, shown once the script, the record or the agent asked for one (domain §2.7). */
export function SecondLevel(props: { draft: InteractionDraft; onType: (change: Typed) => void }) {
  const { escalation, appointmentWish, disposition } = props.draft
  return (
    <>
      {(escalation !== undefined || disposition === 'ESC-2') && (
        <EscalationFields
          draft={props.draft}
          escalation={escalation ?? { reason: '' }}
          onType={props.onType}
        />
      )}
      {appointmentWish && <WishFields wish={appointmentWish} onType={props.onType} />}
    </>
  )
}

function EscalationFields(props: {
  draft: InteractionDraft
  escalation: Escalation
  onType: (change: Typed) => void
}) {
  const { t } = useTranslation()
  const { draft, escalation, onType } = props
  const exit = exitOf(draft)
  const twoExits = exit.kind === 'unclear' && exit.lacking === 'one-exit'
  const lacking = useScreen((screen) => screen.lacking) === 'escalation'
  const units = useAnswer('catalogue.get', {}).data?.units
  const unit = units?.find(({ unitId }) => unitId === escalation.unitId)
  const place = useSought('escalation')
  const card = holdsCardNumber(escalation.reason) ? t('case.cardNumber') : undefined
  return (
    <fieldset className="second-level" data-testid="escalation">
      <legend>{t('secondLevel.title')}</legend>
      <TextInput
        ref={place}
        id={lackId('escalation')}
        label={t('secondLevel.reason')}
        description={unit ? t('secondLevel.to', { unit: unit.name }) : t('secondLevel.reasonHint')}
        value={escalation.reason}
        error={card ?? (lacking ? t('secondLevel.reasonMissing') : undefined)}
        maxLength={300}
        onChange={(event) => onType({ escalation: { ...escalation, reason: event.currentTarget.value } })}
      />
      {twoExits && <p role="alert">{t('level.twoExits')}</p>}
      {draft.filedCase === undefined ? (
        <div className="second-level-buttons">
          <FileNow clear={exit.kind === 'escalation' && card === undefined} />
          <Button
            size="compact-md"
            variant="subtle"
            onClick={() => onType({ escalation: null, disposition: null })}
          >
            {t('secondLevel.takeOut')}
          </Button>
        </div>
      ) : (
        <FiledCase serviceRequestId={draft.filedCase} />
      )}
    </fieldset>
  )
}

function WishFields(props: { wish: AppointmentWish; onType: (change: Typed) => void }) {
  const { t } = useTranslation()
  const { wish } = props
  const units = useAnswer('catalogue.get', {}).data?.units
  const unit = units?.find(({ unitId }) => unitId === wish.unitId)
  const place = useSought('appointment')
  const type = (change: Partial<AppointmentWish>) => props.onType({ appointmentWish: { ...wish, ...change } })
  return (
    <fieldset className="second-level" data-testid="appointment-wish">
      <legend>{[t('wish.title'), unit?.name].filter(Boolean).join(' · ')}</legend>
      <TextInput
        ref={place}
        type="date"
        label={t('wish.day')}
        description={t('wish.dayHint')}
        value={wish.day}
        onChange={(event) => type({ day: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('wish.part')}
        value={wish.partOfDay}
        onChange={(event) => {
          const chosen = parts.find((part) => part === event.currentTarget.value)
          if (chosen) type({ partOfDay: chosen })
        }}
        data={parts.map((part) => ({ value: part, label: t(`wish.part-${part}`) }))}
      />
      <TextInput
        label={t('wish.place')}
        value={wish.place}
        error={holdsCardNumber(wish.place) ? t('case.cardNumber') : undefined}
        maxLength={200}
        onChange={(event) => type({ place: event.currentTarget.value })}
      />
      <Button size="compact-md" variant="subtle" onClick={() => props.onType({ appointmentWish: null })}>
        {t('wish.takeOut')}
      </Button>
    </fieldset>
  )
}

/** An action of the script asked for these fields: the focus comes here, once they are there. */
function useSought(what: NonNullable<Screen['seeks']>) {
  const sought = useScreen((screen) => screen.seeks) === what
  const place = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (!sought) return
    place.current?.focus()
    show({ seeks: null })
  }, [sought])
  return place
}
