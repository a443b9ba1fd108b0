import { TextInput } from '@mantine/core'
import { useDeferredValue, useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answers.ts'
import { useContact, useDesk } from '../../app/desk-context.ts'
import { useLink } from '../../app/link-context.ts'
import { show, useScreen } from '../../app/screen.ts'
import { IconSearch } from '../../ui/icons.ts'
import { Shelf } from '../../ui/records/shelf.tsx'
import { Window } from '../../ui/window.tsx'
import { optionsOf, type SearchOption } from './options.ts'
import { Preview } from './preview.tsx'
import { ResultList } from './result-list.tsx'
import './search.css'

/** Over everything, from everywhere: what is found is read beside the list without opening anything. */
export function Search() {
  const { t } = useTranslation()
  const open = useScreen((screen) => screen.overlay === 'search')
  return (
    <Window opened={open} title={t('search.title')} closeWords={t('search.close')} size={980}>
      <SearchBody />
    </Window>
  )
}

const close = () => show({ overlay: null })

function SearchBody() {
  const { t } = useTranslation()
  const { actions } = useDesk()
  const link = useLink()
  const live = useContact()?.interaction.answeredAt !== undefined
  const [query, setQuery] = useState(useScreen((screen) => screen.searchFor))
  const field = useRef<HTMLInputElement>(null)
  const preview = useRef<HTMLElement>(null)
  useEffect(() => field.current?.focus(), [])
  const [at, setAt] = useState(0)
  const asked = useDeferredValue(query.trim())
  const search = useAnswer(
    'search.find',
    { query: asked },
    { enabled: asked !== '', keep: true, brief: true },
  )
  const answer = search.data
  const recent = useAnswer('search.recent', {}, { fresh: true }).data ?? []
  const found = asked === '' ? [] : (answer ?? [])
  const groups = optionsOf(found, asked === '' ? recent : [])
  const options = groups.flatMap(({ options: each }) => each)
  const chosen = options[Math.min(at, options.length - 1)]

  const entered = useRef(false)
  const ask = (words: string) => {
    entered.current = false
    setQuery(words)
    setAt(0)
  }
  const take = (option: SearchOption | undefined) => {
    if (!option) return
    if (option.kind === 'recent') return ask(option.query)
    void link.request('search.remember', { query: asked }).catch(() => undefined)
    if (option.kind === 'procedure' || option.kind === 'article')
      return show({ overlay: 'record', record: { kind: option.kind, id: option.found.id } })
    if (option.kind !== 'script' || !live) return preview.current?.focus()
    actions.startScript(option.found.id)
    close()
  }
  // Enter before the answer to the last letter is there takes that answer's first, not what stood there before it.
  const answered =
    asked === query.trim() && (asked === '' || (answer !== undefined && !search.isPlaceholderData))
  useEffect(() => {
    if (!entered.current || !answered) return
    entered.current = false
    take(chosen)
  })
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, options.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else if (event.key !== 'Enter') return
    else if (answered) take(chosen)
    else entered.current = true
    event.preventDefault()
  }
  return (
    <div className="search">
      <TextInput
        data-autofocus
        ref={field}
        aria-label={t('search.field')}
        placeholder={t('search.placeholder')}
        leftSection={<IconSearch size={18} aria-hidden="true" />}
        value={query}
        maxLength={200}
        onChange={(event) => ask(event.currentTarget.value)}
        onKeyDown={press}
      />
      <output className="heard-only">{asked !== '' && t('search.count', { count: found.length })}</output>
      <div className="search-body">
        <ResultList groups={groups} chosen={chosen} onPick={(option) => setAt(options.indexOf(option))} />
        <section
          className="search-preview"
          aria-label={t('search.preview')}
          aria-live="polite"
          tabIndex={-1}
          ref={preview}
        >
          {chosen && chosen.kind !== 'recent' && (
            <Preview found={chosen.found} live={live} onTake={() => take(chosen)} />
          )}
          {asked === '' && <Shelf />}
          {found.length === 0 && (
            <p className="quiet">{asked === '' ? t('search.hint') : t('search.nothing')}</p>
          )}
          <p className="quiet search-keys">{t('search.keys')}</p>
        </section>
      </div>
    </div>
  )
}
