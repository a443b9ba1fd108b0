import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** What is kept already, each with a way to take it out. */
export function KeptList({
  items,
}: {
  items: readonly { id: string; words: string; onRemove: () => void; actions?: ReactNode }[]
}) {
  const { t } = useTranslation()
  return (
    <ul className="plain-rows">
      {items.map(({ id, words, onRemove, actions }) => (
        <li key={id}>
          {words} {actions}{' '}
          <Button
            variant="default"
            size="compact-sm"
            aria-label={t('plan.removeOf', { what: words })}
            onClick={onRemove}
          >
            {t('schedules.remove')}
          </Button>
        </li>
      ))}
    </ul>
  )
}
