import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../../../shared/contract.ts'
import { useAnswer } from '../../app/answers.ts'
import { useDesk } from '../../app/desk-context.ts'
import { useLink } from '../../app/link-context.ts'
import { isTyping } from '../../app/shortcuts.ts'
import { IconBell, IconPhone } from '../../ui/icons.ts'
import { Keys } from '../../ui/keys.tsx'
import { AutoAnswerNote } from './auto-answer-note.tsx'
import { callerName, openCase, queueName } from '../../ui/names.ts'

/** Takes the place of the idle card. Who calls and about what is already there; no dialog, no stolen focus. */
export function RingingCard({ contact }: { contact: Contact }) {
  const { t } = useTranslation()
  const { actions } = useDesk()
  const queues = useAnswer('catalogue.get', {}).data?.queues
  const pending = openCase(contact)?.request
  const said = saidWords(contact.interaction.ivr)
  const card = useRef<HTMLDivElement>(null)
  usePainted(contact.call?.callId)
  useEffect(() => {
    // In the frame itself: earlier, the page would be laid out once more before the card is painted.
    const frame = requestAnimationFrame(() => {
      if (!isTyping(document.activeElement)) card.current?.scrollIntoView({ block: 'nearest' })
    })
    return () => cancelAnimationFrame(frame)
  }, [])
  return (
    <div className="ringing" ref={card} data-testid="ringing-card">
      <p className="card-kind">
        <span className="ringing-bell">
          <IconBell size={18} aria-hidden="true" />
        </span>
        {t('ringing.kind')}
      </p>
      <h2>{callerName(t, contact)}</h2>
      <p>{queueName(queues, contact.interaction.queue)}</p>
      {said.length > 0 && <p className="quiet">{t('ringing.collected', { words: said.join(' · ') })}</p>}
      {contact.call && <AutoAnswerNote callId={contact.call.callId} />}
      <div className="ringing-actions">
        <Button
          fullWidth
          size="md"
          className="answer"
          leftSection={<IconPhone size={20} aria-hidden="true" />}
          aria-keyshortcuts="Control+Shift+A"
          data-testid="answer"
          onClick={actions.answer}
        >
          {pending
            ? t('ringing.answerCase', { reference: pending.referenceNumber ?? t('ringing.unsentCase') })
            : t('ringing.answer')}
        </Button>
        <div className="ringing-second">
          <Keys>Ctrl+Shift+A</Keys>
          <Button variant="subtle" size="compact-md" onClick={actions.reject}>
            {t('ringing.reject')}
          </Button>
        </div>
      </div>
    </div>
  )
}

/** What the assistant heard, in words: the topic is a code for choosing the script, and the queue says it already. */
function saidWords(ivr: Contact['interaction']['ivr']): string[] {
  return Object.entries(ivr).flatMap(([key, value]) => (key === 'topic' || value === '' ? [] : [value]))
}

/** Tells the core when the card was really on the screen: two frames after it was drawn with its data. */
function usePainted(callId: string | undefined): void {
  const link = useLink()
  useEffect(() => {
    if (!callId) return undefined
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        const paintedAtMs = performance.timeOrigin + performance.now()
        link.request('contacts.painted', { callId, paintedAtMs }).catch(() => undefined)
      })
    })
    return () => cancelAnimationFrame(frame)
  }, [callId, link])
}
