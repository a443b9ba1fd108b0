import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDesk } from '../../app/desk-context.ts'
import { KeyGrid } from './key-grid.tsx'

/** Tones for the other end's menu. */
export function Keypad() {
  const { t } = useTranslation()
  const { actions } = useDesk()
  const [sent, setSent] = useState('')
  const press = (key: string) => {
    actions.dtmf(key)
    setSent((before) => (before + key).slice(-16))
  }
  return (
    <div className="keypad-frame">
      <output className="keypad-sent" aria-label={t('keypad.sent')}>
        {sent}
      </output>
      <KeyGrid name={t('keypad.name')} press={press} />
    </div>
  )
}
