import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { stateWord } from '../ui/agent-state.tsx'
import { queueName } from '../ui/names.ts'
import { useAnswer } from './answers.ts'
import { useContact } from './desk-context.ts'
import { useScreen } from './screen.ts'

/**
 * Speaks to a screen reader and titles the window. Only ringing interrupts; the title is seen by whoever
 * passes the screen or looks at the task bar, so it never names the citizen.
 */
export function Announcer() {
  const { t } = useTranslation()
  const said = useScreen((screen) => screen.said)
  const agent = useAnswer('agent.get', {}).data
  const queues = useAnswer('catalogue.get', {}).data?.queues
  const contact = useContact()
  const ringing = contact?.call?.phase.name === 'alerting'
  const word = agent ? stateWord(t, agent) : ''

  useEffect(() => {
    document.title = ringing ? t('title.ringing') : t('title.state', { state: word })
  }, [ringing, word, t])

  const queue = contact ? queueName(queues, contact.interaction.queue) : ''
  return (
    <div className="heard-only">
      <div aria-live="polite" data-testid="announce-polite">
        {word} {said}
      </div>
      <div aria-live="assertive" data-testid="announce-assertive">
        {ringing ? t('announce.ringing', { queue }) : ''}
      </div>
    </div>
  )
}
