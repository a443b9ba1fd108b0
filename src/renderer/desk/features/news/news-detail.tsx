import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { NewsItem } from '../../../../shared/contract.ts'
import { useAnswer } from '../../app/answers.ts'
import { IconCheck } from '../../ui/icons.ts'
import { Keys } from '../../ui/keys.tsx'
import { DifferenceList } from '../../ui/records/difference-list.tsx'
import { ScriptLines } from '../../ui/script-lines.tsx'

/** What changed in one record, in words; of a new script everything that is said. */
export function NewsDetail(props: { item: NewsItem; onRead: () => void; onOpen: () => void }) {
  const { t } = useTranslation()
  const { entity, id, title, isNew } = props.item
  const changes = useAnswer('news.changes', { entity, id }).data
  const opens = entity === 'procedure' || entity === 'article'
  return (
    <section className="news-detail" aria-label={t('news.detail')}>
      <h3>{title}</h3>
      {changes && changes.note !== null && <p>{changes.note}</p>}
      {isNew && <p>{t(opens ? 'news.newOpen' : 'news.newHere')}</p>}
      {isNew && entity === 'script' && <WholeScript scriptId={id} />}
      {!isNew && changes && changes.differences.length > 0 && (
        <DifferenceList differences={changes.differences} />
      )}
      {!isNew && changes?.differences.length === 0 && <p className="quiet">{t('changes.none')}</p>}
      <div className="news-actions">
        <Button
          leftSection={<IconCheck size={18} aria-hidden="true" />}
          rightSection={<Keys>L</Keys>}
          onClick={props.onRead}
        >
          {t('news.read')}
        </Button>
        {opens && (
          <Button variant="default" rightSection={<Keys>Enter</Keys>} onClick={props.onOpen}>
            {t('news.open')}
          </Button>
        )}
      </div>
    </section>
  )
}

function WholeScript({ scriptId }: { scriptId: string }) {
  const script = useAnswer('scripts.get', { scriptId }).data
  return script?.steps.map((step) => (
    <section key={step.stepId}>
      <h4>{step.title}</h4>
      <ScriptLines step={step} />
    </section>
  ))
}
