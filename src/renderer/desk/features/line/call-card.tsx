import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../../../shared/contract.ts'
import type { Call } from '../../../../shared/domain/call.ts'
import { useAnswer } from '../../app/answers.ts'
import { useDesk } from '../../app/desk-context.ts'
import { duration } from '../../ui/format.ts'
import {
  IconDialpad,
  IconHeadset,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhoneOff,
  IconPlayerPause,
  IconPlayerPlay,
} from '../../ui/icons.ts'
import { callerName, queueName } from '../../ui/names.ts'
import { useNow } from '../../ui/use-now.ts'
import { Keypad } from './keypad.tsx'
import { WhenDone } from './when-done.tsx'

/** The call while there is a voice: its time, and the four things one does to it. */
export function CallCard({ contact, call }: { contact: Contact; call: Call }) {
  const { t } = useTranslation()
  const { actions } = useDesk()
  const now = useNow()
  const queues = useAnswer('catalogue.get', {}).data?.queues
  const [keypad, setKeypad] = useState(false)
  const since = call.phase.name === 'connected' ? Date.parse(call.phase.answeredAt) : now
  return (
    <div data-testid="call-card">
      <p className="card-kind card-talking">
        <IconHeadset size={18} aria-hidden="true" />
        {call.held.local ? t('call.held') : call.held.remote ? t('call.heldByCitizen') : t('call.talking')}
        <span className="card-time" data-testid="call-time">
          {duration(now - since)}
        </span>
      </p>
      <h2>{callerName(t, contact)}</h2>
      <p className="quiet">{queueName(queues, contact.interaction.queue)}</p>
      <div className="call-controls">
        <Button
          variant="default"
          aria-pressed={call.muted}
          aria-keyshortcuts="Control+Shift+M"
          leftSection={
            call.muted ? (
              <IconMicrophoneOff size={18} aria-hidden="true" />
            ) : (
              <IconMicrophone size={18} aria-hidden="true" />
            )
          }
          onClick={actions.toggleMute}
        >
          {call.muted ? t('call.unmute') : t('call.mute')}
        </Button>
        <Button
          variant="default"
          aria-pressed={call.held.local}
          aria-keyshortcuts="Control+Shift+R"
          leftSection={
            call.held.local ? (
              <IconPlayerPlay size={18} aria-hidden="true" />
            ) : (
              <IconPlayerPause size={18} aria-hidden="true" />
            )
          }
          onClick={actions.toggleHold}
        >
          {call.held.local ? t('call.resume') : t('call.hold')}
        </Button>
        <Button
          variant="default"
          aria-expanded={keypad}
          leftSection={<IconDialpad size={18} aria-hidden="true" />}
          onClick={() => setKeypad(!keypad)}
        >
          {t('call.keypad')}
        </Button>
        <Button
          variant="default"
          className="hang-up"
          aria-keyshortcuts="Control+Shift+C"
          leftSection={<IconPhoneOff size={18} aria-hidden="true" />}
          onClick={actions.hangUp}
        >
          {t('call.hangUp')}
        </Button>
      </div>
      {keypad && <Keypad />}
      <WhenDone />
    </div>
  )
}
