import { TextInput } from '@mantine/core'
import { useDeferredValue, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answers.ts'
import { useContact, useDesk } from '../../app/desk-context.ts'
import { show, useScreen } from '../../app/screen.ts'
import { IconBuilding, IconFileText, IconListDetails, IconNotes, IconSearch } from '../../ui/icons.ts'
import { Shelf } from '../../ui/records/shelf.tsx'
import { Window } from '../../ui/window.tsx'
import { Preview, type Found } from './preview.tsx'
import './search.css'

const kinds = ['procedure', 'article', 'script', 'unit'] as const
const icons = {
  procedure: IconFileText,
  article: IconNotes,
  script: IconListDetails,
  unit: IconBuilding,
}

/** Over everything, from everywhere: what is found is read beside the list without opening anything. */
export function Search() {
  const { t } = useTranslation()
  const open = useScreen((screen) => screen.overlay === 'search')
  return (
    <Window opened={open} title={t('search.title')} closeWords={t('search.close')} size={860}>
      <SearchBody />
    </Window>
  )
}

const close = () => show({ overlay: null })

function SearchBody() {
  const { t } = useTranslation()
  const { actions } = useDesk()
  const live = useContact()?.interaction.answeredAt !== undefined
  const [query, setQuery] = useState(useScreen((screen) => screen.searchFor))
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const [at, setAt] = useState(0)
  const asked = useDeferredValue(query.trim())
  const results = useAnswer('knowledge.search', { query: asked }, { enabled: asked !== '' }).data ?? []
  const found = kinds.flatMap((kind) => results.filter((each) => each.kind === kind))
  const chosen = found[Math.min(at, found.length - 1)]

  const take = (what: Found | undefined) => {
    if (what?.kind !== 'script' || !live) return
    actions.startScript(what.id)
    close()
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
        onChange={(event) => {
          setQuery(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setAt(Math.min(at + 1, found.length - 1))
          else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
          else if (event.key === 'Enter') take(chosen)
          else return
          event.preventDefault()
        }}
      />
      <div className="search-body">
        <section className="search-results" aria-label={t('search.results')}>
          {kinds
            .filter((kind) => found.some((each) => each.kind === kind))
            .map((kind) => (
              <div key={kind}>
                <h3 className="search-kind">{t(`search.kind.${kind}`)}</h3>
                <ul>
                  {found
                    .filter((each) => each.kind === kind)
                    .map((each) => (
                      <li key={each.id}>
                        <Result
                          found={each}
                          chosen={each === chosen}
                          onPick={() => setAt(found.indexOf(each))}
                        />
                      </li>
                    ))}
                </ul>
              </div>
            ))}
        </section>
        <div className="search-preview" aria-live="polite">
          {chosen && <Preview found={chosen} live={live} onTake={() => take(chosen)} />}
          {!chosen && asked === '' && <Shelf />}
          {!chosen && <p className="quiet">{asked === '' ? t('search.hint') : t('search.nothing')}</p>}
        </div>
      </div>
    </div>
  )
}

function Result({ found, chosen, onPick }: { found: Found; chosen: boolean; onPick: () => void }) {
  const Icon = icons[found.kind]
  return (
    <button type="button" className="search-result" aria-current={chosen} onClick={onPick} onFocus={onPick}>
      <Icon size={18} aria-hidden="true" />
      {found.title}
    </button>
  )
}
