import { useTranslation } from 'react-i18next'
import type { ShelfItem } from '../../../../shared/contract.ts'
import { useAnswer } from '../../app/answers.ts'
import { show } from '../../app/screen.ts'
import { IconFileText, IconNotes } from '../icons.ts'
import './records.css'

/** What this agent keeps at hand and opened last; what reads differently now says so. */
export function Shelf() {
  const { t } = useTranslation()
  const shelf = useAnswer('records.shelf', {}).data
  if (!shelf || shelf.favourites.length + shelf.recent.length === 0) return null
  return (
    <div className="shelf" data-testid="shelf">
      <ShelfList title={t('shelf.favourites')} items={shelf.favourites} />
      <ShelfList title={t('shelf.recent')} items={shelf.recent} />
    </div>
  )
}

function ShelfList({ title, items }: { title: string; items: readonly ShelfItem[] }) {
  const { t } = useTranslation()
  if (items.length === 0) return null
  return (
    <section aria-label={title}>
      <h3 className="shelf-title">{title}</h3>
      <ul>
        {items.map(({ kind, id, title: words, changed, standing }) => (
          <li key={`${kind} ${id}`}>
            <button
              type="button"
              className="shelf-item"
              onClick={() => show({ overlay: 'record', record: { kind, id } })}
            >
              {kind === 'procedure' ? (
                <IconFileText size={18} aria-hidden="true" />
              ) : (
                <IconNotes size={18} aria-hidden="true" />
              )}
              <span>{words}</span>
              {changed && <span className="shelf-mark">{t('shelf.changed')}</span>}
              {standing !== 'current' && (
                <span className="shelf-mark">{t(`shelf.standing.${standing}`)}</span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
