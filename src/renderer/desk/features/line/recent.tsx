import { memo } from 'react'
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
          <RecentRow
            key={interaction.interactionId}
            at={clockTime(new Date(interaction.offeredAt), zone)}
            name={citizenName}
            displayName={interaction.displayName}
            number={interaction.number}
            outbound={interaction.direction === 'outbound'}
            how={
              interaction.state === 'unreached'
                ? t(`endCause.${interaction.endCause ?? 'failed'}`)
                : interaction.state === 'missed' || interaction.state === 'missed-while-busy'
                  ? t(`recent.${interaction.state}`)
                  : interaction.draft.disposition
                    ? t(`disposition.${interaction.draft.disposition}`)
                    : queueName(queues, interaction.queue)
            }
          />
        ))}
      </ol>
    </Section>
  )
}

/** Drawn again only when it reads differently: the list is told anew at every step of a call. */
const RecentRow = memo(function RecentRow(row: {
  at: string
  name: string
  displayName: string
  number: string
  outbound: boolean
  how: string
}) {
  const { t } = useTranslation()
  return (
    <li>
      <span className="recent-time">{row.at}</span>
      <span className="recent-name">{row.name || row.displayName || t('citizen.unknown')}</span>
      <CallButton to={row.number} name={row.name} />
      <span className="quiet recent-how">
        {row.outbound && `${t('recent.outbound')} · `}
        {row.how}
      </span>
    </li>
  )
})
