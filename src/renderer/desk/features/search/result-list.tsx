import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import {
  IconBuilding,
  IconClock,
  IconFileText,
  IconListDetails,
  IconNotes,
  IconUsers,
} from '../../ui/icons.ts'
import { Marked } from './marked.tsx'
import { nameOf, type OptionGroup, type SearchOption } from './options.ts'

const icons = {
  procedure: IconFileText,
  article: IconNotes,
  script: IconListDetails,
  unit: IconBuilding,
  person: IconUsers,
  recent: IconClock,
}

/** The focus stays in the field while the arrows choose here; with Tab each result can be reached too. */
export function ResultList(props: {
  groups: readonly OptionGroup[]
  chosen: SearchOption | undefined
  onPick: (option: SearchOption) => void
}) {
  const { t } = useTranslation()
  return (
    <section className="search-results" aria-label={t('search.results')}>
      {props.groups.map(({ kind, options }) => (
        <div key={kind}>
          <h3 className="search-kind">{t(`search.kind.${kind}`)}</h3>
          <ul>
            {options.map((option) => (
              <li key={nameOf(option)}>
                <Result
                  option={option}
                  chosen={option === props.chosen}
                  onPick={() => props.onPick(option)}
                />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

function Result(props: { option: SearchOption; chosen: boolean; onPick: () => void }) {
  const { option, chosen, onPick } = props
  const Icon = icons[option.kind]
  const place = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (chosen) place.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    <button
      type="button"
      ref={place}
      className="list-choice search-result"
      aria-current={chosen}
      onClick={onPick}
      onFocus={onPick}
    >
      <Icon size={18} aria-hidden="true" />
      <span className="search-words">{option.kind === 'recent' ? option.query : <Words {...option} />}</span>
    </button>
  )
}

function Words({ found }: Extract<SearchOption, { found: unknown }>) {
  return (
    <>
      <Marked {...found.title} />
      {found.step && (
        <span className="search-step">
          <Marked {...found.step.title} />
        </span>
      )}
      <span className="search-excerpt">
        <Marked {...found.excerpt} />
      </span>
    </>
  )
}
