import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answers.ts'
import { clockTime } from '../../ui/format.ts'
import { queueName } from '../../ui/names.ts'
import { CallButton } from '../../ui/call-button.tsx'
import { Section } from '../../ui/section.tsx'

/** The last contacts of this desk; a missed one says so in words. */
export function Recent() {
  const { t } = useTranslation()
  const recent = useAnswer('contacts.recent', {}).data ?? []
  const queues = useAnswer('catalogue.get', {}).data?.queues
  const zone = useAnswer('session.get', {}).data?.city?.timeZone ?? 'UTC'
  return (
    <Section title={t('recent.title')} testId="recent">
      {recent.length === 0 && <p className="quiet">{t('recent.none')}</p>}
      <ol className="recent-list">
        {recent.slice(0, 8).map(({ interaction, citizenName }) => (
          <li key={interaction.interactionId}>
            <span className="recent-time">{clockTime(new Date(interaction.offeredAt), zone)}</span>
            <span className="recent-name">
              {citizenName || interaction.displayName || t('citizen.unknown')}
            </span>
            <CallButton to={interaction.number} name={citizenName} />
            <span className="quiet recent-how">
              {interaction.direction === 'outbound' && `${t('recent.outbound')} · `}
              {interaction.state === 'unreached'
                ? t(`endCause.${interaction.endCause ?? 'failed'}`)
                : interaction.state === 'missed' || interaction.state === 'missed-while-busy'
                  ? t(`recent.${interaction.state}`)
                  : interaction.draft.disposition
                    ? t(`disposition.${interaction.draft.disposition}`)
                    : queueName(queues, interaction.queue)}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  )
}
