import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Feedback } from '../../../../../shared/domain/feedback.ts'
import { useAnswer } from '../../../app/answers.ts'
import { useLink } from '../../../app/link-context.ts'
import { show } from '../../../app/screen.ts'
import { clockTime, day } from '../../../ui/format.ts'
import { useCardRefusal } from '../../../ui/use-card-refusal.ts'

/** One agent's word about one record; answering it tells the agent, on his own desk. */
export function FeedbackItem({ feedback, onAnswered }: { feedback: Feedback; onAnswered: () => void }) {
  const { t } = useTranslation()
  const timeZone = useAnswer('session.get', {}).data?.city?.timeZone ?? 'UTC'
  const { about, fact, words, agentId, at, interactionId, answer } = feedback
  return (
    <li className="feedback-item" data-status={feedback.status}>
      <h3>
        <button
          type="button"
          className="feedback-record"
          onClick={() => show({ overlay: 'record', record: { kind: about.kind, id: about.id } })}
        >
          {about.title}
        </button>
      </h3>
      <p>
        <strong>{t(`feedback.facts.${fact}`)}</strong>: {words}
      </p>
      <p className="quiet">
        {t('feedback.from', {
          agent: agentId,
          day: day(at, timeZone),
          time: clockTime(new Date(at), timeZone),
          version: about.version,
        })}
        {interactionId !== undefined && ` · ${t('feedback.contact', { contact: interactionId.slice(-6) })}`}
      </p>
      {answer ? (
        <p>{t('feedback.answerBy', { who: answer.by, words: answer.words })}</p>
      ) : (
        <AnswerForm feedbackId={feedback.feedbackId} onAnswered={onAnswered} />
      )}
    </li>
  )
}

function AnswerForm({ feedbackId, onAnswered }: { feedbackId: string; onAnswered: () => void }) {
  const { t } = useTranslation()
  const link = useLink()
  const card = useCardRefusal()
  const [words, setWords] = useState('')
  const [failed, setFailed] = useState(false)
  const ready = words.trim() !== '' && card(words) === undefined
  return (
    <form
      className="feedback-answer"
      onSubmit={(event) => {
        event.preventDefault()
        if (!ready) return
        setFailed(false)
        link
          .request('feedback.answer', { feedbackId, words: words.trim() })
          .then(onAnswered, () => setFailed(true))
      }}
    >
      <Textarea
        label={t('feedback.answer')}
        value={words}
        error={card(words)}
        maxLength={1000}
        rows={2}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <Button type="submit" size="xs" disabled={!ready}>
        {t('feedback.sendAnswer')}
      </Button>
      {failed && <p role="alert">{t('feedback.answerFailed')}</p>}
    </form>
  )
}
