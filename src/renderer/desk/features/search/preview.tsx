import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Found } from '../../../../shared/contract.ts'
import { useAnswer } from '../../app/answers.ts'
import { RecordReading } from '../../ui/records/record-reading.tsx'
import { ScriptLines } from '../../ui/script-lines.tsx'
import { Marked } from './marked.tsx'

/** What was found, readable without leaving the search: a procedure's six facts, the step of a script. */
export function Preview(props: { found: Found; live: boolean; onTake: () => void }) {
  const { found } = props
  if (found.kind === 'procedure' || found.kind === 'article')
    return <RecordReading kind={found.kind} id={found.id} />
  if (found.kind === 'script') return <ScriptPreview {...props} />
  return (
    <article>
      <h3>{found.title.text}</h3>
      <p>
        <Marked {...found.excerpt} />
      </p>
    </article>
  )
}

function ScriptPreview({ found, live, onTake }: { found: Found; live: boolean; onTake: () => void }) {
  const { t } = useTranslation()
  const script = useAnswer('scripts.get', { scriptId: found.id }).data
  const shown = script?.steps.find(({ stepId }) => stepId === (found.step?.stepId ?? script.start))
  return (
    <article>
      <h3>{found.title.text}</h3>
      {shown && <p className="quiet">{t('search.step', { title: shown.title })}</p>}
      {shown && <ScriptLines step={shown} />}
      <Button disabled={!live} onClick={onTake}>
        {t('script.start')}
      </Button>
      {!live && <p className="quiet">{t('script.chooseLater')}</p>}
    </article>
  )
}
