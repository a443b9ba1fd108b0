import { useTranslation } from 'react-i18next'
import type { InteractionDraft } from '../../../../shared/domain/interaction.ts'
import { useAnswer } from '../../app/answers.ts'
import { day } from '../../ui/format.ts'
import { useRested } from '../../ui/use-rested.ts'

/** Long enough to finish a word, short enough to be there before the next field. */
const restMs = 500

/** While a case is written: cases on the same, to ask the citizen about. It keeps nobody from writing on. */
export function PerhapsTheSame(props: { interactionId: string; draft: InteractionDraft }) {
  const { t } = useTranslation()
  const { serviceCode } = props.draft
  const address = useRested(props.draft.address, restMs)
  const zone = useAnswer('session.get', {}).data?.city?.timeZone ?? 'UTC'
  const asked = { interactionId: props.interactionId, serviceCode: serviceCode ?? '', address }
  const found = useAnswer('contacts.perhapsTheSame', asked, {
    enabled: serviceCode !== undefined,
    brief: true,
  }).data
  if (serviceCode === undefined || !found || found.length === 0) return null
  return (
    <div aria-live="polite" data-testid="perhaps-the-same">
      <p>{t('case.perhapsSame', { count: found.length })}</p>
      <ul className="case-list">
        {found.map((request) => (
          <li key={request.serviceRequestId}>
            <strong>{request.referenceNumber ?? t('case.noReference')}</strong>{' '}
            {day(request.requestedAt, zone)} ·{' '}
            {t(request.status === 'open' ? 'case.stillOpen' : 'case.isClosed')}
          </li>
        ))}
      </ul>
    </div>
  )
}
