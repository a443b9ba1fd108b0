import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** A list of equal parts of a record: one line each, added and taken away by keyboard. */
export function Rows<T>(props: {
  /** Where a finding about the list leads to. */
  id: string
  title: string
  rows: readonly T[]
  fresh: () => T
  onChange: (rows: T[]) => void
  children: (row: T, change: (part: Partial<T>) => void, at: number) => ReactNode
}) {
  const { t } = useTranslation()
  const { id, title, rows, fresh, onChange, children } = props
  return (
    <fieldset id={id} className="editor-rows">
      <legend>{title}</legend>
      {rows.map((row, at) => (
        <div key={at} className="editor-row">
          {children(
            row,
            (part) => onChange(rows.map((one, i) => (i === at ? { ...one, ...part } : one))),
            at,
          )}
          <Button
            size="xs"
            variant="default"
            aria-label={t('editor.removeFrom', { number: at + 1, list: title })}
            onClick={() => onChange(rows.filter((_row, i) => i !== at))}
          >
            {t('editor.remove')}
          </Button>
        </div>
      ))}
      <Button size="xs" variant="default" onClick={() => onChange([...rows, fresh()])}>
        {t('editor.addTo', { list: title })}
      </Button>
    </fieldset>
  )
}
