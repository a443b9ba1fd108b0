import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useDesk } from '../../app/desk-context.ts'

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const

/** Tones for the other end's menu. While it has the focus, digits go to the call and not to the script. */
export function Keypad() {
  const { t } = useTranslation()
  const { actions } = useDesk()
  const [sent, setSent] = useState('')
  const press = (key: string) => {
    actions.dtmf(key)
    setSent((before) => (before + key).slice(-16))
  }
  const onKey = (event: KeyboardEvent) => {
    if (!keys.some((key) => key === event.key) || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    event.stopPropagation()
    press(event.key)
  }
  return (
    <div className="keypad-frame">
      <output className="keypad-sent" aria-label={t('keypad.sent')}>
        {sent}
      </output>
      <fieldset className="keypad">
        <legend className="heard-only">{t('keypad.name')}</legend>
        {keys.map((key) => (
          <button key={key} type="button" className="keypad-key" onKeyDown={onKey} onClick={() => press(key)}>
            {key}
          </button>
        ))}
      </fieldset>
    </div>
  )
}
