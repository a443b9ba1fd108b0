import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Slot } from '../../../../../shared/domain/appointments/slot-rule.ts'
import { useAnswer } from '../../../app/answers.ts'
import { hourWords, raw } from '../../../ui/hour-words.ts'

/** As many as one offers in a breath. */
const shownAtFirst = 6

/** Hours to choose from, soonest first; without network it says that nobody knows which still have room. */
export function HourList(props: { live: boolean; slots: readonly Slot[]; onChoose: (slot: Slot) => void }) {
  const { t, i18n } = useTranslation()
  const zone = useAnswer('session.get', {}).data?.city?.timeZone ?? 'UTC'
  const [all, setAll] = useState(false)
  const { live, slots } = props
  const shown = all ? slots : slots.slice(0, shownAtFirst)
  return (
    <div data-testid="hours">
      {!live && (
        <p className="provisional" aria-live="polite">
          {t('hour.offline')}
        </p>
      )}
      <p aria-live="polite" className="quiet">
        {slots.length === 0 ? t('hour.none') : t('hour.found', { count: slots.length })}
      </p>
      <ul className="hour-list">
        {shown.map((slot) => {
          const words = hourWords(slot, zone, i18n.language)
          return (
            <li key={slot.slotId}>
              <button type="button" className="hour" onClick={() => props.onChoose(slot)}>
                <strong>{t('hour.when', { ...words, ...raw })}</strong>
                <span>{slot.place}</span>
                <span className="quiet">
                  {slot.features.map((feature) => t(`hour.feature.${feature}`)).join(' · ')}
                </span>
              </button>
            </li>
          )
        })}
      </ul>
      {!all && slots.length > shown.length && (
        <Button size="compact-md" variant="subtle" onClick={() => setAll(true)}>
          {t('hour.more', { count: slots.length - shown.length })}
        </Button>
      )}
    </div>
  )
}
