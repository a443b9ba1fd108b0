import { useTranslation } from 'react-i18next'
import type { RecordView } from '../../../../shared/contract.ts'
import { IconAlertTriangle, IconLock } from '../icons.ts'
import { dayWords } from './words.ts'

/** Amber where the review is overdue, red where it may not be read; in words and with a sign, never by colour alone. */
export function StandingBanner({ view }: { view: RecordView }) {
  const { t } = useTranslation()
  const { standing, record } = view
  if (standing === 'current') return null
  const Icon = view.mustEscalate ? IconLock : IconAlertTriangle
  const date =
    standing === 'review-due'
      ? record.reviewDue
      : standing === 'not-yet'
        ? record.validFrom
        : (record.validTo ?? record.reviewedOn)
  return (
    <p className="standing" data-standing={standing} data-locked={view.mustEscalate}>
      <Icon size={18} aria-hidden="true" />
      <span>{t(`standing.${standing}`, { day: dayWords(date) })}</span>
    </p>
  )
}
