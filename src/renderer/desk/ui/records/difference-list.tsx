import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Difference } from '../../../../shared/domain/publishing/differences.ts'
import { WordChanges } from './record-changes.tsx'
import './records.css'
import { dayWords } from './words.ts'

/** What differs between two versions, each with the place where it stands, in words and not in field names. */
export function DifferenceList({ differences }: { differences: readonly Difference[] }) {
  const { t } = useTranslation()
  if (differences.length === 0) return <p className="quiet">{t('changes.none')}</p>
  return (
    <dl className="changes" data-testid="differences">
      {differences.map((one) => {
        const place = placeWords(one, t)
        return (
          <div key={`${place} ${one.kind} ${one.before ?? ''} ${one.after ?? ''}`}>
            <dt>{place}</dt>
            <dd>
              {one.kind === 'moved' ? (
                t('difference.moved')
              ) : (
                <WordChanges before={asRead(one.before)} after={asRead(one.after)} />
              )}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

/** A day as everywhere else on the desk. */
function asRead(text = ''): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? dayWords(text) : text
}

/** From the outside in; a field that only a newer city knows keeps its own name. */
function placeWords({ place }: Difference, t: TFunction): string {
  return place
    .map(({ field, named }) => {
      const words = t(`difference.field.${field}`, { defaultValue: field })
      return named === undefined || named === '' ? words : `${words} «${named}»`
    })
    .join(' › ')
}
