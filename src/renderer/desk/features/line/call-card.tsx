import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../../../shared/contract.ts'
import type { Call } from '../../../../shared/domain/call.ts'
import { useAnswer } from '../../app/answers.ts'
import { useDesk } from '../../app/desk-context.ts'
import { Elapsed } from '../../ui/elapsed.tsx'
import { duration } from '../../ui/format.ts'
import { show } from '../../app/screen.ts'
import {
  IconArrowRight,
  IconDialpad,
  IconHeadset,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhoneOff,
  IconPlayerPause,
  IconPlayerPlay,
} from '../../ui/icons.ts'
import { callerName, queueName } from '../../ui/names.ts'
import { callWord } from './call-word.ts'
import { CallSound } from './call-sound.tsx'
import { Keypad } from './keypad.tsx'
import { Texts } from './texts.tsx'
import { SoundPanel } from './sound-panel.tsx'
import { Recording } from './recording.tsx'
import { WhenDone } from './when-done.tsx'

/** The call while there is a voice: its time, and the four things one does to it. */
export function CallCard({ contact, call }: { contact: Contact; call: Call }) {
  const { t } = useTranslation()
  const { actions } = useDesk()
  const queues = useAnswer('catalogue.get', {}).data?.queues
  const [keypad, setKeypad] = useState(false)
  const { phase } = call
  const talking = phase.name === 'connected'
  return (
    <div data-testid="call-card">
      <p className="card-kind card-talking">
        <IconHeadset size={18} aria-hidden="true" />
        {callWord(t, call)}
        <span className="card-time" data-testid="call-time">
          {phase.name === 'ended' ? (
            duration(0)
          ) : (
            <Elapsed since={Date.parse(phase.name === 'connected' ? phase.answeredAt : phase.since)} />
          )}
        </span>
      </p>
      <h2>{callerName(t, contact)}</h2>
      <p className="quiet">{queueName(queues, contact.interaction.queue)}</p>
      <div className="call-controls">
        <Button
          variant="default"
          disabled={!talking}
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
          disabled={!talking}
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
          disabled={!talking}
          aria-expanded={keypad}
          leftSection={<IconDialpad size={18} aria-hidden="true" />}
          onClick={() => setKeypad(!keypad)}
        >
          {t('call.keypad')}
        </Button>
        <Button
          variant="default"
          disabled={!talking}
          aria-keyshortcuts="Control+Shift+K"
          leftSection={<IconArrowRight size={18} aria-hidden="true" />}
          aria-label={t('call.reach')}
          onClick={() => show({ reachFor: '' })}
        >
          {t('call.reachShort')}
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
      {call.members.length > 0 && (
        <p data-testid="conference-members">{t('call.members', { names: call.members.join(', ') })}</p>
      )}
      {keypad && <Keypad />}
      {talking && <CallSound callId={call.callId} />}
      {soundPanel}
      <Texts call={call} />
      <Recording call={call} />
      {whenDone}
    </div>
  )
}

// Made once: a step of the call draws its card, and not these two, which follow the agent's own state.
const soundPanel = <SoundPanel />
const whenDone = <WhenDone />
