import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContractRequests } from '../../../../../shared/contract.ts'
import { DeskError } from '../../../../../shared/errors.ts'
import { useAnswer } from '../../../app/answers.ts'
import { useDesk } from '../../../app/desk-context.ts'
import { useLink } from '../../../app/link-context.ts'
import { hourWords, raw } from '../../../ui/hour-words.ts'

type Found = ContractRequests['appointments.find']['output']

/** He calls about an appointment that he has: found by his telephone or by the number that he was told. */
export function EarlierHour({ interactionId }: { interactionId: string }) {
  const { t, i18n } = useTranslation()
  const link = useLink()
  const { actions } = useDesk()
  const zone = useAnswer('session.get', {}).data?.city?.timeZone ?? 'UTC'
  const [number, setNumber] = useState('')
  const [found, setFound] = useState<Found | null>(null)
  const [failed, setFailed] = useState<string | null>(null)

  async function find(): Promise<void> {
    setFailed(null)
    try {
      setFound(await link.request('appointments.find', { interactionId, number }))
    } catch (thrown) {
      const offline = thrown instanceof DeskError && thrown.code === 'unavailable'
      setFailed(t(offline ? 'hour.findOffline' : 'hour.failed'))
    }
  }

  return (
    <form
      className="earlier-hour"
      data-testid="earlier-hour"
      onSubmit={(event) => {
        event.preventDefault()
        void find()
      }}
    >
      <TextInput
        label={t('hour.earlier')}
        description={t('hour.earlierHint')}
        value={number}
        maxLength={40}
        onChange={(event) => setNumber(event.currentTarget.value)}
      />
      <Button type="submit" size="compact-md" variant="default">
        {t('hour.find')}
      </Button>
      {failed !== null && <p role="alert">{failed}</p>}
      {found && (
        <p aria-live="polite" className="quiet">
          {found.length === 0 ? t('hour.noneEarlier') : t('hour.earlierFound', { count: found.length })}
        </p>
      )}
      <ul className="hour-list">
        {found?.map(({ view: { appointment }, visitor }) => (
          <li key={appointment.appointmentId}>
            <button
              type="button"
              className="hour"
              onClick={() =>
                void actions
                  .adoptAppointment({ interactionId, appointmentId: appointment.appointmentId })
                  .catch(() => setFailed(t('hour.failed')))
              }
            >
              <strong>
                {appointment.number} · {t(`hour.state.${appointment.state}`)}
              </strong>
              <span>{t('hour.when', { ...hourWords(appointment.slot, zone, i18n.language), ...raw })}</span>
              <span className="quiet">
                {[appointment.slot.place, visitor.name].filter(Boolean).join(' · ')}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </form>
  )
}
