import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppointmentView } from '../../../../../shared/contract.ts'
import { useAnswer } from '../../../app/answers.ts'
import { useLink } from '../../../app/link-context.ts'
import { hourWords, raw } from '../../../ui/hour-words.ts'

/** The appointment of this contact: what to say of it now, and what can still become of it. */
export function BookedHour(props: {
  interactionId: string
  appointmentId: string
  changing?: boolean
  /** The agent did something to it just now: the sentence comes into view. */
  saying: boolean
  onSaid: () => void
  onChange?: () => void
  onCancelled?: () => void
}) {
  const { t, i18n } = useTranslation()
  const link = useLink()
  const zone = useAnswer('session.get', {}).data?.city?.timeZone ?? 'UTC'
  const [failed, setFailed] = useState(false)
  const { appointmentId, interactionId, onCancelled, onChange } = props
  const view = useAnswer('appointments.get', { appointmentId }).data
  const top = useRef<HTMLDivElement>(null)
  const { saying, onSaid } = props
  useEffect(() => {
    if (!saying || !top.current) return
    top.current.scrollIntoView({ block: 'start' })
    top.current.focus({ preventScroll: true })
    onSaid()
  })
  if (!view) return null
  const { appointment } = view
  const told = sentenceOf(view)
  const words = {
    ...hourWords(appointment.slot, zone, i18n.language),
    number: appointment.number ?? '',
    ...raw,
  }
  const wanted = view.asked.kind === 'change' ? view.asked.slot : appointment.refused
  const other = wanted && hourWords(wanted, zone, i18n.language)
  const values = {
    ...words,
    otherDay: other?.day ?? '',
    otherTime: other?.time ?? '',
    otherPlace: other?.place ?? '',
  }
  const open = appointment.state !== 'cancelled' && view.asked.kind !== 'cancel' && view.word !== 'refused'
  return (
    <div ref={top} tabIndex={-1} className="booked-hour" data-testid="booked-hour" data-state={told}>
      <div aria-live="polite">
        <p className={told.startsWith('provisional') ? 'provisional' : undefined}>{t(`hour.is.${told}`)}</p>
        {told !== 'confirming' && told !== 'refused' && (
          <p className="say-number">{t(`hour.say.${told}`, values)}</p>
        )}
      </div>
      {failed && <p role="alert">{t('hour.notSaved')}</p>}
      {open && onChange && onCancelled && (
        <div className="second-level-buttons">
          {!props.changing && (
            <Button size="compact-md" variant="default" onClick={onChange}>
              {t(appointment.state === 'lost' ? 'hour.another' : 'hour.change')}
            </Button>
          )}
          <Button
            size="compact-md"
            variant="subtle"
            onClick={() => {
              setFailed(false)
              link
                .request('appointments.cancel', { appointmentId, interactionId })
                .then(onCancelled)
                .catch(() => setFailed(true))
            }}
          >
            {t('hour.cancel')}
          </Button>
        </div>
      )}
    </div>
  )
}

/** Which sentence is true now. */
function sentenceOf({ word, asked, appointment }: AppointmentView) {
  if (word === 'refused') return 'refused'
  if (word === 'confirming') return 'confirming'
  if (word === 'provisional') {
    if (asked.kind === 'change') return 'provisionalChange'
    return asked.kind === 'cancel' ? 'provisionalCancel' : 'provisional'
  }
  if (appointment.state === 'provisional') return 'confirming'
  return appointment.refused && appointment.state === 'confirmed' ? 'kept' : appointment.state
}
