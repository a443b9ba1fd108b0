import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useCardRefusal } from '../../../ui/use-card-refusal.ts'

/** An emptied field is not there: that is how a record stores what nobody wrote. */
export function given(text: string): string | undefined {
  return text === '' ? undefined : text
}

/** A field that was emptied is not there: that is how the record is stored. */
export function withoutAbsent<T extends object>(record: T): T {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T
}

/** What was typed, one thing a line; an empty line is nothing. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

interface Place {
  /** Path inside the record, where a finding leads to. */
  readonly path: string
  readonly label: string
}

export function TextField(
  props: Place & {
    value: string | undefined
    onChange: (text: string) => void
    type?: 'text' | 'email' | 'url' | 'date' | 'month' | 'time'
    required?: boolean
    most?: number
  },
) {
  const { path, label, value = '', onChange, type = 'text', required = false, most = 1000 } = props
  const card = useCardRefusal()
  return (
    <TextInput
      id={`field-${path}`}
      type={type}
      label={label}
      required={required}
      maxLength={most}
      value={value}
      error={type === 'text' && card(value)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

/** A sentence or two, all of it in sight; a line break in it is a blank. */
export function SentenceField(
  props: Place & { value: string; onChange: (text: string) => void; most: number },
) {
  const { path, label, value, onChange, most } = props
  const card = useCardRefusal()
  return (
    <Textarea
      id={`field-${path}`}
      label={label}
      required
      rows={2}
      maxLength={most}
      value={value}
      error={card(value)}
      onChange={(event) => onChange(event.currentTarget.value.replaceAll(/\r?\n/g, ' '))}
    />
  )
}

export function NumberField(
  props: Place & {
    value: number | undefined
    onChange: (number: number | undefined) => void
    least?: number
    most: number
    /** The smallest difference that can be written: 1 for whole numbers. */
    step?: number | 'any'
  },
) {
  const { path, label, value, onChange, least = 0, most, step = 1 } = props
  return (
    <TextInput
      id={`field-${path}`}
      type="number"
      min={least}
      max={most}
      step={step}
      label={label}
      value={value ?? ''}
      onChange={(event) => {
        const typed = event.currentTarget.valueAsNumber
        onChange(Number.isNaN(typed) ? undefined : typed)
      }}
    />
  )
}

/** One of a closed list, or none of it where `none` says what that means. */
export function ChoiceField<T extends string>(
  props: Place & {
    value: T | undefined
    options: readonly { value: T; label: string }[]
    none?: string
    onChange: (value: T | undefined) => void
  },
) {
  const { path, label, value, options, none, onChange } = props
  return (
    <NativeSelect
      id={`field-${path}`}
      label={label}
      value={value ?? ''}
      data={[...(none === undefined ? [] : [{ value: '', label: none }]), ...options]}
      onChange={(event) => onChange(options.find((one) => one.value === event.currentTarget.value)?.value)}
    />
  )
}

/** Several of a closed list. */
export function TickFields<T extends string>(
  props: Place & {
    chosen: readonly T[]
    options: readonly { value: T; label: string }[]
    onChange: (chosen: T[]) => void
  },
) {
  const { path, label, chosen, options, onChange } = props
  return (
    <fieldset id={`field-${path}`} className="editor-ticks">
      <legend>{label}</legend>
      {options.map((option) => (
        <Checkbox
          key={option.value}
          label={option.label}
          checked={chosen.includes(option.value)}
          onChange={({ currentTarget }) =>
            onChange(
              options
                .map(({ value }) => value)
                .filter((value) => (value === option.value ? currentTarget.checked : chosen.includes(value))),
            )
          }
        />
      ))}
    </fieldset>
  )
}

/** A list of texts, one a line: what is typed stays as typed while it says the same list. */
export function LinesField(
  props: Place & { lines: readonly string[]; rows?: number; onChange: (lines: string[]) => void },
) {
  const { t } = useTranslation()
  const { path, label, lines, rows = 2, onChange } = props
  const card = useCardRefusal()
  const [typed, setTyped] = useState('')
  const same = linesOf(typed).join('\n') === lines.join('\n')
  return (
    <Textarea
      id={`field-${path}`}
      label={label}
      description={t('editor.onePerLine')}
      rows={rows}
      value={same ? typed : lines.join('\n')}
      error={lines.map(card).find(Boolean)}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        onChange(linesOf(event.currentTarget.value))
      }}
    />
  )
}

/** What is seldom written, one key away and not in the way. */
export function More({ label, children }: { label: string; children: ReactNode }) {
  return (
    <details className="editor-more">
      <summary>{label}</summary>
      <div className="editor-row">{children}</div>
    </details>
  )
}
