import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answers.ts'
import { show } from '../../app/screen.ts'

/** That a week was published or a colleague asks for an exchange: said once, quietly, between two calls. */
export function WeekNote() {
  const { t, i18n } = useTranslation()
  const own = useAnswer('ownSchedule.get', {}).data
  if (!own) return null
  const { agentId, weeks, exchanges, refusals } = own
  const waiting = weeks.filter(({ answer }) => answer === null)
  const awaited = weeks.some((week) => week.awaited !== null && week.answer === null)
  const asked = exchanges.filter(({ askedOf, state }) => askedOf === agentId && state === 'asked')
  const day = (weekStart: string) =>
    new Intl.DateTimeFormat(i18n.language, { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
      new Date(`${weekStart}T00:00:00Z`),
    )
  const notes = [
    ...(awaited ? [t('weekNote.awaited')] : []),
    ...waiting.map(({ weekStart }) => t('weekNote.published', { day: day(weekStart) })),
    ...asked.map(({ askedByName }) => t('weekNote.asked', { name: askedByName })),
    ...(refusals.length > 0 ? [t('weekNote.refused')] : []),
  ]
  if (notes.length === 0) return null
  return (
    <div className="week-note" data-testid="week-note">
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      <Button variant="default" size="compact-sm" onClick={() => show({ view: 'shift' })}>
        {t('weekNote.read')}
      </Button>
    </div>
  )
}
