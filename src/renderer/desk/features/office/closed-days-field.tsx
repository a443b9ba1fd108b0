import { Button, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { closedDaysWith, dayInFull, mostClosedDays } from '../../ui/closed-days.ts'
import { raw } from '../../ui/hour-words.ts'

/**
 * The days on which an office stays closed after all, in words: one more, or one taken out. What stands in the field
 * is the form's, which publishes it too.
 */
export function ClosedDaysField(props: {
  days: readonly string[]
  typed: string
  onChange: (days: string[]) => void
  onTyped: (typed: string) => void
}) {
  const { t, i18n } = useTranslation()
  const { days, typed, onChange, onTyped } = props
  const withTyped = closedDaysWith(days, typed)
  function add() {
    if (withTyped === undefined) return
    onChange(withTyped)
    onTyped('')
  }
  return (
    <fieldset className="closed-days">
      <legend>{t('office.exceptions')}</legend>
      <div className="hours-row">
        <TextInput
          type="date"
          label={t('office.closedDay')}
          value={typed}
          error={withTyped === undefined && t('office.tooManyClosedDays', { most: mostClosedDays })}
          onChange={(event) => onTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || typed === '') return
            // Another day may follow: it is the button that publishes.
            event.preventDefault()
            add()
          }}
        />
        <Button variant="default" disabled={typed === '' || withTyped === undefined} onClick={add}>
          {t('office.addClosedDay')}
        </Button>
      </div>
      {days.length > 0 && (
        <ul aria-label={t('office.exceptions')}>
          {days.map((closed) => {
            const words = dayInFull(closed, i18n.language)
            return (
              <li key={closed}>
                {words}{' '}
                <Button
                  variant="default"
                  size="compact-sm"
                  aria-label={t('office.openAgain', { day: words, ...raw })}
                  onClick={() => onChange(days.filter((one) => one !== closed))}
                >
                  {t('attachments.remove')}
                </Button>
              </li>
            )
          })}
        </ul>
      )}
    </fieldset>
  )
}
