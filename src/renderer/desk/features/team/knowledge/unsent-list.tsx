import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../../app/answers.ts'
import type { WhichRecord } from './open-work.ts'

/** What this desk could not send yet; it can be worked on with the cable out. */
export function UnsentList({ onOpen }: { onOpen: (which: WhichRecord) => void }) {
  const { t } = useTranslation()
  const unsent = useAnswer('publishing.unsent', {}, { fresh: true }).data ?? []
  if (unsent.length === 0) return null
  return (
    <section className="knowledge-unsent" aria-label={t('knowledge.unsent')}>
      <h2>{t('knowledge.unsent')}</h2>
      <p>{t('knowledge.unsentWhy')}</p>
      <ul>
        {unsent.map(({ entity, id, title }) => (
          <li key={`${entity} ${id}`}>
            <button type="button" className="knowledge-open" onClick={() => onOpen({ entity, id })}>
              {title}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
