import { Button, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { holdsCardNumber } from '../../../../shared/domain/card-number.ts'
import type { Contact } from '../../../../shared/contract.ts'
import { exitOf } from '../../../../shared/domain/cases/exit.ts'
import type { InteractionDraft } from '../../../../shared/domain/interaction.ts'
import type { Escalation } from '../../../../shared/domain/second-level.ts'
import { useAnswer } from '../../app/answers.ts'
import type { Typed } from '../../app/draft-mirror.ts'
import { useScreen } from '../../app/screen.ts'
import { AppointmentPanel } from './appointment/appointment-panel.tsx'
import { useHourSearch } from './appointment/hour-search.ts'
import { lackId } from './close-contact.tsx'
import { FiledCase, FileNow } from './filed-case.tsx'
import { useSought } from './use-sought.ts'

/** The two exits of level 1, shown once the script, the record or the agent asked for one (domain §2.7). */
export function SecondLevel(props: {
  contact: Contact
  draft: InteractionDraft
  onType: (change: Typed) => void
}) {
  const { t } = useTranslation()
  const { escalation, appointmentWish, appointmentId, disposition, filedCase } = props.draft
  const [{ open: asked }, set] = useHourSearch(props.contact.interaction.interactionId)
  const visit = asked || appointmentWish !== undefined || appointmentId !== undefined || disposition === 'CIT'
  return (
    <>
      {(escalation !== undefined || disposition === 'ESC-2') && (
        <EscalationFields
          draft={props.draft}
          escalation={escalation ?? { reason: '' }}
          onType={props.onType}
        />
      )}
      {visit && filedCase === undefined ? (
        <AppointmentPanel contact={props.contact} draft={props.draft} onType={props.onType} />
      ) : (
        filedCase === undefined && (
          <Button size="compact-md" variant="default" onClick={() => set({ open: true })}>
            {t('hour.open')}
          </Button>
        )
      )}
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
  const place = useSought<HTMLInputElement>('escalation')
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
