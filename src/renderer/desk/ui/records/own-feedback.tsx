import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answers.ts'
import type { RecordShown } from '../../app/screen.ts'

/** What this agent said about this record, how far it got, and what was answered. */
export function OwnFeedback({ name }: { name: RecordShown }) {
  const { t } = useTranslation()
  const mine = (useAnswer('feedback.mine', {}).data ?? []).filter(
    ({ feedback: { about } }) => about.kind === name.kind && about.id === name.id,
  )
  if (mine.length === 0) return null
  return (
    <ul className="own-feedback" data-testid="own-feedback">
      {mine.map(({ feedback, delivery }) => (
        <li key={feedback.feedbackId}>
          <span>{feedback.words}</span> <span className="quiet">{t(`feedback.delivery.${delivery}`)}</span>
          {feedback.answer && (
            <p>{t('feedback.answerBy', { who: feedback.answer.by, words: feedback.answer.words })}</p>
          )}
        </li>
      ))}
    </ul>
  )
}
