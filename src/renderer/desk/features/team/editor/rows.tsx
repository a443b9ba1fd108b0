import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** A list of equal parts of a record: one line each, added and taken away by keyboard. */
export function Rows<T>(props: {
  /** Path of the list inside the record, where a finding about it leads to. */
  path: string
  title: string
  rows: readonly T[]
  fresh: () => T
  onChange: (rows: T[]) => void
  children: (row: T, change: (part: Partial<T>) => void, at: string, index: number) => ReactNode
}) {
  const { t } = useTranslation()
  const { path, title, rows, fresh, onChange, children } = props
  return (
    <fieldset id={`field-${path}`} className="editor-rows">
      <legend>{title}</legend>
      {rows.map((row, index) => (
        <div key={index} id={`field-${path}.${index}`} className="editor-row">
          {children(
            row,
            (part) => onChange(rows.map((one, i) => (i === index ? { ...one, ...part } : one))),
            `${path}.${index}`,
            index,
          )}
          <Button
            size="xs"
            variant="default"
            aria-label={t('editor.removeFrom', { number: index + 1, list: title })}
            onClick={() => onChange(rows.filter((_row, i) => i !== index))}
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
