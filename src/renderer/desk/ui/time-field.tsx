import { TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** `8`, `830`, `8:30` and `08:30` are all `08:30`; undefined for what is no hour of the day. */
function readTime(text: string): string | undefined {
  const found = /^(\d{1,2})(?::?(\d{2}))?$/.exec(text.trim())
  const [hours, minutes] = [Number(found?.[1]), Number(found?.[2] ?? 0)]
  if (!found || hours > 23 || minutes > 59) return undefined
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}

/** An hour by the 24-hour clock on every machine: a browser's own field follows the system and may say AM and PM. */
export function TimeField(props: {
  label: string
  /** `HH:MM`, or empty. */
  value: string
  required?: boolean
  /** Where the hands are expected next, once it is on the screen. */
  takesFocus?: boolean
  onChange: (value: string) => void
}) {
  const { t } = useTranslation()
  const { value, required = false, takesFocus = false } = props
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (takesFocus) input.current?.focus()
  }, [takesFocus])
  const [text, setText] = useState(value)
  const [shown, setShown] = useState(value)
  if (shown !== value) {
    setShown(value)
    if (readTime(text) !== value) setText(value)
  }
  const sound = text.trim() === '' ? !required : readTime(text) !== undefined
  return (
    <TextInput
      ref={input}
      label={props.label}
      required={required}
      placeholder="00:00"
      inputMode="numeric"
      pattern="([01]?[0-9]|2[0-3])(:?[0-5][0-9])?"
      title={t('plan.notATime')}
      maxLength={5}
      value={text}
      error={sound ? undefined : t('plan.notATime')}
      onChange={(event) => {
        const typed = event.currentTarget.value
        setText(typed)
        const time = readTime(typed)
        if (time !== undefined) props.onChange(time)
        else if (typed.trim() === '' && !required) props.onChange('')
      }}
      onBlur={() => setText(readTime(text) ?? text)}
    />
  )
}
