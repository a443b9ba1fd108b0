import { useTranslation } from 'react-i18next'
import type { Contact } from '../../../../../shared/contract.ts'
import type { InteractionDraft } from '../../../../../shared/domain/interaction.ts'
import type { Typed } from '../../../app/draft-mirror.ts'
import { BookedHour } from './booked-hour.tsx'
import { EarlierHour } from './earlier-hour.tsx'
import { FindHour } from './find-hour.tsx'
import { useHourSearch } from './hour-search.ts'
import { WishFields } from './wish-fields.tsx'
import './appointment.css'

/** One of the two exits of level 1: an hour that is found, held, booked, changed and cancelled in the call. */
export function AppointmentPanel(props: {
  contact: Contact
  draft: InteractionDraft
  onType: (change: Typed) => void
}) {
  const { t } = useTranslation()
  const { contact, draft, onType } = props
  const { interactionId } = contact.interaction
  const [{ cancelled, changing, saying }, set] = useHourSearch(interactionId)
  const booked = draft.appointmentId
  return (
    <fieldset className="second-level appointment" data-testid="appointment">
      <legend>{t('hour.title')}</legend>
      {cancelled !== null && booked === undefined && (
        <BookedHour
          interactionId={interactionId}
          appointmentId={cancelled}
          saying={saying}
          onSaid={() => set({ saying: false })}
        />
      )}
      {booked !== undefined && (
        <BookedHour
          interactionId={interactionId}
          appointmentId={booked}
          changing={changing}
          saying={saying}
          onSaid={() => set({ saying: false })}
          onChange={() => set({ changing: true })}
          onCancelled={() => set({ changing: false, cancelled: booked, saying: true })}
        />
      )}
      {(booked === undefined || changing) && (
        <FindHour
          key={booked ?? 'new'}
          contact={contact}
          draft={draft}
          appointmentId={booked ?? null}
          onDone={() => set({ changing: false, chosen: null, saying: true })}
        />
      )}
      {booked === undefined && <EarlierHour interactionId={interactionId} />}
      {booked === undefined && draft.appointmentWish && (
        <WishFields wish={draft.appointmentWish} onType={onType} />
      )}
    </fieldset>
  )
}
