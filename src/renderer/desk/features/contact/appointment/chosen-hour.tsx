import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Held } from '../../../../../shared/appointments-api.ts'
import type { Contact } from '../../../../../shared/contract.ts'
import type { ReminderChannel, ReminderWish } from '../../../../../shared/domain/appointments/appointment.ts'
import type { InteractionDraft } from '../../../../../shared/domain/interaction.ts'
import { isProtected } from '../../../../../shared/domain/protected-outcome.ts'
import { useAnswer } from '../../../app/answers.ts'
import { useDesk } from '../../../app/desk-context.ts'
import { useLink } from '../../../app/link-context.ts'
import { hourWords, raw } from '../../../ui/hour-words.ts'
import { HoldTime } from './hold-time.tsx'
import type { Chosen } from './hour-search.ts'
import { ReminderFields } from './reminder-fields.tsx'

/** Between choosing and confirming: the sentence to ask with, how he wants to be reminded, and the time that is left. */
export function ChosenHour(props: {
  contact: Contact
  draft: InteractionDraft
  chosen: Chosen
  moves: boolean
  procedureId?: string
  remindBy: readonly ReminderChannel[]
  remind: ReminderWish
  onRemind: (remind: ReminderWish) => void
  onHeld: (held: Held) => void
  onLeave: () => void
  onDone: () => void
}) {
  const { t, i18n } = useTranslation()
  const link = useLink()
  const { actions } = useDesk()
  const zone = useAnswer('session.get', {}).data?.city?.timeZone ?? 'UTC'
  const { chosen, contact, draft, moves, remind } = props
  const { slot, held, appointmentId } = chosen
  const { interactionId } = contact.interaction
  const [failed, setFailed] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const top = useRef<HTMLParagraphElement>(null)
  useEffect(() => top.current?.focus(), [])
  const words = { ...hourWords(slot, zone, i18n.language), ...raw }
  const quiet = isProtected(draft.disposition)

  function extend(): void {
    if (!appointmentId) return
    link
      .request('appointments.hold', { appointmentId, slotId: slot.slotId })
      .then(({ held: longer }) => props.onHeld(longer))
      .catch(() => setFailed(t('hour.notExtended')))
  }
  async function leave(): Promise<void> {
    // Where the city cannot be told, the hold ends by itself.
    if (held && appointmentId) await link.request('appointments.release', { appointmentId }).catch(() => null)
    props.onLeave()
  }
  async function confirm(): Promise<void> {
    setFailed(null)
    setBusy(true)
    try {
      await actions.confirmAppointment({
        interactionId,
        appointmentId,
        slot,
        ...(props.procedureId === undefined ? {} : { procedureId: props.procedureId }),
        remind,
      })
      props.onDone()
    } catch {
      setFailed(t('hour.notSaved'))
    } finally {
      setBusy(false)
    }
  }

  return (
    <div className="chosen-hour" data-testid="chosen-hour">
      <p ref={top} tabIndex={-1} className="say-number">
        {t(moves ? 'hour.askMove' : 'hour.ask', words)}
      </p>
      {held ? (
        <HoldTime held={held} onExtend={extend} />
      ) : (
        <p className="provisional" aria-live="polite">
          {t('hour.notHeld')}
        </p>
      )}
      {!moves && !quiet && (
        <ReminderFields
          channels={props.remindBy}
          phone={draft.callbackNumber || contact.interaction.number}
          wish={remind}
          onChange={props.onRemind}
        />
      )}
      {!moves && quiet && <p className="quiet">{t('hour.nobodyWrites')}</p>}
      {failed !== null && <p role="alert">{failed}</p>}
      <div className="second-level-buttons">
        <Button
          disabled={busy || (remind.by !== 'none' && remind.to.trim() === '')}
          onClick={() => void confirm()}
        >
          {t(held ? 'hour.confirm' : 'hour.saveProvisional')}
        </Button>
        <Button variant="default" onClick={() => void leave()}>
          {t('hour.other')}
        </Button>
      </div>
    </div>
  )
}
