import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLink } from '../../app/link-context.ts'

/** A secret address for the agent's own calendar (iCalendar); a new one ends the one before. */
export function CalendarLink({ onFailed }: { onFailed: () => void }) {
  const { t } = useTranslation()
  const link = useLink()
  const [url, setUrl] = useState('')
  return (
    <div>
      <h3>{t('ownWeek.calendarTitle')}</h3>
      <p className="quiet">{t('ownWeek.calendarHint')}</p>
      <div className="own-answer">
        <Button
          variant="default"
          onClick={() =>
            void link.request('ownSchedule.calendarLink', {}).then((answer) => setUrl(answer.url), onFailed)
          }
        >
          {t('ownWeek.calendar')}
        </Button>
        {url !== '' && (
          <TextInput
            readOnly
            label={t('ownWeek.link')}
            value={url}
            onFocus={(event) => event.currentTarget.select()}
          />
        )}
      </div>
    </div>
  )
}
