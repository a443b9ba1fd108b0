import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewsItem } from '../../../../shared/contract.ts'
import { useAnswer } from '../../app/answers.ts'
import { useLink } from '../../app/link-context.ts'
import { show, useScreen } from '../../app/screen.ts'
import { IconFileText, IconListDetails, IconNotes, IconPlayerPause } from '../../ui/icons.ts'
import { dayWords } from '../../ui/records/words.ts'
import { Window } from '../../ui/window.tsx'
import { NewsDetail } from './news-detail.tsx'
import './news.css'

const icons = {
  procedure: IconFileText,
  article: IconNotes,
  script: IconListDetails,
  rules: IconPlayerPause,
}

/** *Novedades*: what the city changed since the agent last read it. Opened by his own key, never by itself. */
export function NewsWindow() {
  const { t } = useTranslation()
  const open = useScreen((screen) => screen.overlay === 'news')
  return (
    <Window opened={open} title={t('news.title')} closeWords={t('news.close')} size={980}>
      <NewsBody />
    </Window>
  )
}

function NewsBody() {
  const { t } = useTranslation()
  const link = useLink()
  const news = useAnswer('news.list', {}).data
  const items = news?.items ?? []
  const [wanted, setWanted] = useState(0)
  const at = Math.min(wanted, items.length - 1)
  const chosen = items[at]
  const list = useRef<HTMLUListElement>(null)
  const name = chosen && nameOf(chosen)
  // What was read leaves the list: the focus goes to what took its place.
  useEffect(() => {
    if (name === undefined) return
    const place = list.current?.querySelectorAll('button')[at]
    place?.focus()
    place?.scrollIntoView({ block: 'nearest' })
  }, [at, name])

  const read = () => {
    if (!chosen) return
    const { entity, id, version } = chosen
    void link.request('news.read', { entity, id, version }).catch(() => undefined)
  }
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    if (event.key === 'ArrowDown') setWanted(Math.min(at + 1, items.length - 1))
    else if (event.key === 'ArrowUp') setWanted(Math.max(at - 1, 0))
    else if (event.key === 'Enter') openItem(chosen)
    else if (event.key.toLowerCase() === 'l') read()
    else return
    event.preventDefault()
  }
  if (!news) return null
  return (
    <div className="news" data-testid="news">
      <output>{t('news.count', { count: news.count })}</output>
      {chosen && (
        <div className="news-body">
          <section aria-label={t('news.list')}>
            <ul ref={list}>
              {items.map((item, index) => (
                <li key={nameOf(item)}>
                  <NewsEntry
                    item={item}
                    chosen={index === at}
                    onPick={() => setWanted(index)}
                    onKeyDown={press}
                  />
                </li>
              ))}
            </ul>
          </section>
          <NewsDetail key={name} item={chosen} onRead={read} onOpen={() => openItem(chosen)} />
        </div>
      )}
      <p className="quiet">{chosen ? t('news.keys') : t('news.allRead')}</p>
    </div>
  )
}

function NewsEntry(props: {
  item: NewsItem
  chosen: boolean
  onPick: () => void
  onKeyDown: (event: KeyboardEvent) => void
}) {
  const { t } = useTranslation()
  const { item, chosen } = props
  const Icon = icons[item.entity]
  return (
    <button
      type="button"
      className="list-choice news-item"
      aria-current={chosen}
      data-autofocus={chosen || undefined}
      onClick={props.onPick}
      onFocus={props.onPick}
      onKeyDown={props.onKeyDown}
    >
      <Icon size={18} aria-hidden="true" />
      <span>
        {item.title}
        <span className="news-when">
          {t(item.isNew ? 'news.new' : 'news.changed', {
            kind: t(`news.kind.${item.entity}`),
            version: item.version,
            day: dayWords(item.since.slice(0, 10)),
          })}
        </span>
      </span>
    </button>
  )
}

/** What has a page of its own opens on it, and is read by that; of a script its steps stand beside the list. */
function openItem(item: NewsItem | undefined): void {
  if (item?.entity === 'procedure' || item?.entity === 'article')
    show({ overlay: 'record', record: { kind: item.entity, id: item.id } })
}

const nameOf = ({ entity, id, version }: NewsItem): string => `${entity} ${id} ${version}`
