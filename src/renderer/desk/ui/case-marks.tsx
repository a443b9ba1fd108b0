import { useTranslation } from 'react-i18next'
import type { ServiceRequest } from '../../../shared/domain/service-request.ts'
import { dayWords } from './records/words.ts'

/** What a case asks beside its service: an answer of the second level, an appointment. */
export function CaseMarks({ request }: { request: ServiceRequest }) {
  const { t } = useTranslation()
  const { escalation, appointmentWish, secondLevel } = request
  const answer = secondLevel?.log.findLast(({ kind }) => kind === 'reply')
  return (
    <>
      {escalation && (
        <p className="quiet">
          {t('caseMark.escalated', {
            reason: escalation.reason,
            interpolation: { escapeValue: false },
          })}
        </p>
      )}
      {answer && <p>{t('level.answered', { words: answer.words, interpolation: { escapeValue: false } })}</p>}
      {appointmentWish && (
        <p className="quiet">
          {appointmentWish.day === ''
            ? t('caseMark.wish')
            : t('caseMark.wishDay', { day: dayWords(appointmentWish.day) })}
        </p>
      )}
    </>
  )
}
