import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answers.ts'
import { show } from '../../app/screen.ts'
import { keysOf } from '../../app/shortcuts.ts'
import { IconNews } from '../../ui/icons.ts'
import { Keys } from '../../ui/keys.tsx'

/** How many records read differently now: said between two contacts, never during one, and no louder than a line. */
export function NewsNote() {
  const { t } = useTranslation()
  const count = useAnswer('news.list', {}).data?.count ?? 0
  if (count === 0) return null
  return (
    <button
      type="button"
      className="news-note"
      data-testid="news-note"
      aria-keyshortcuts="Control+Shift+Y"
      onClick={() => show({ overlay: 'news' })}
    >
      <IconNews size={18} aria-hidden="true" />
      <span>{t('news.waiting', { count })}</span>
      <Keys>{keysOf('news')}</Keys>
    </button>
  )
}
