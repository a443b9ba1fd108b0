import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Call } from '../../../../shared/domain/call.ts'
import { useAnswer } from '../../app/answers.ts'
import { useDesk } from '../../app/desk-context.ts'
import { clockTime } from '../../ui/format.ts'

/** What is written beside the voice: an address, a name spelled, a talk with somebody who cannot hear. */
export function Texts({ call }: { call: Call }) {
  const { t } = useTranslation()
  const { actions } = useDesk()
  const zone = useAnswer('session.get', {}).data?.city?.timeZone ?? 'UTC'
  const [open, setOpen] = useState(false)
  const [written, setWritten] = useState('')
  if (call.phase.name !== 'connected') return null
  const send = () => {
    const text = written.trim()
    if (text === '') return
    actions.send('calls.text', { callId: call.callId, text })
    setWritten('')
  }
  return (
    <div className="texts">
      <ol aria-live="polite" aria-label={t('texts.list')} data-testid="call-texts">
        {call.texts.map(({ from, text, at, delivered }) => (
          <li key={`${at} ${from} ${text}`} className={`text-${from}`}>
            <span className="quiet">
              {clockTime(new Date(at), zone)} {t(`texts.from.${from}`)}
            </span>{' '}
            {text}
            {!delivered && <strong> {t('texts.notDelivered')}</strong>}
          </li>
        ))}
      </ol>
      {open || call.texts.length > 0 ? (
        <form
          className="texts-form"
          onSubmit={(event) => {
            event.preventDefault()
            send()
          }}
        >
          <TextInput
            aria-label={t('texts.field')}
            placeholder={t('texts.field')}
            value={written}
            maxLength={2000}
            onChange={(event) => setWritten(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={written.trim() === ''}>
            {t('texts.send')}
          </Button>
        </form>
      ) : (
        <Button variant="subtle" size="compact-md" onClick={() => setOpen(true)}>
          {t('texts.open')}
        </Button>
      )}
    </div>
  )
}
