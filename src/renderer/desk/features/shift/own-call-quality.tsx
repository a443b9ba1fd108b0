import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answers.ts'
import { CallQualityTable } from '../../ui/call-quality-table.tsx'
import { Section } from '../../ui/section.tsx'

/** How the agent's own calls sounded: the line's doing, shown so that it can be mended. */
export function OwnCallQuality() {
  const { t } = useTranslation()
  const calls = useAnswer('quality.recent', {}, { fresh: true }).data ?? []
  return (
    <Section heading="h2" title={t('quality.own')} testId="own-call-quality">
      <p className="quiet">{t('quality.ownLead')}</p>
      {calls.length === 0 ? <p className="quiet">{t('quality.none')}</p> : <CallQualityTable calls={calls} />}
    </Section>
  )
}
