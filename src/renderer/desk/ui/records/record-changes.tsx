import { useTranslation } from 'react-i18next'
import type { RecordLine } from './record-lines.ts'
import { wordDiff } from './word-diff.ts'

/** Two versions of one record, field by field and word by word; fields that stayed are left out. */
export function RecordChanges(props: { before: readonly RecordLine[]; after: readonly RecordLine[] }) {
  const { t } = useTranslation()
  const changed = props.after
    .map(({ name, text }, at) => ({ name, before: props.before[at]?.text ?? '', after: text }))
    .filter(({ before, after }) => before !== after)
  if (changed.length === 0) return <p className="quiet">{t('changes.none')}</p>
  return (
    <dl className="changes" data-testid="record-changes">
      {changed.map(({ name, before, after }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <WordChanges before={before} after={after} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** What went and what came of one text, in the order it is read. */
export function WordChanges(props: { before: string; after: string }) {
  return wordDiff(props.before, props.after).map(({ kind, words }, at) => (
    <Stretch key={`${at} ${words}`} kind={kind} words={words} />
  ))
}

/** Said in words too: colour and line alone reach neither a screen reader nor a printed page. */
function Stretch({ kind, words }: { kind: 'same' | 'gone' | 'new'; words: string }) {
  const { t } = useTranslation()
  if (kind === 'same') return <span>{words} </span>
  if (kind === 'gone')
    return (
      <del>
        <span className="heard-only">{t('changes.gone')} </span>
        {words}{' '}
      </del>
    )
  return (
    <ins>
      <span className="heard-only">{t('changes.new')} </span>
      {words}{' '}
    </ins>
  )
}
