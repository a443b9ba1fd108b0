import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ContractRequests } from '../../../../shared/contract.ts'
import { useAnswer } from '../../app/answers.ts'
import { RecordReading } from '../../ui/records/record-reading.tsx'
import { ScriptLines } from '../../ui/script-lines.tsx'

export type Found = ContractRequests['knowledge.search']['output'][number]

/** What was found, readable without leaving the search: a procedure's six facts, a script's first step. */
export function Preview(props: { found: Found; live: boolean; onTake: () => void }) {
  const { found } = props
  if (found.kind === 'procedure' || found.kind === 'article')
    return <RecordReading kind={found.kind} id={found.id} />
  if (found.kind === 'script') return <ScriptPreview {...props} />
  return (
    <article>
      <h3>{found.title}</h3>
      <p>{found.snippet}</p>
    </article>
  )
}

function ScriptPreview({ found, live, onTake }: { found: Found; live: boolean; onTake: () => void }) {
  const { t } = useTranslation()
  const script = useAnswer('scripts.get', { scriptId: found.id }).data
  const first = script?.steps.find(({ stepId }) => stepId === script.start)
  return (
    <article>
      <h3>{found.title}</h3>
      {first && <ScriptLines step={first} />}
      <Button disabled={!live} onClick={onTake}>
        {t('script.start')}
      </Button>
      {!live && <p className="quiet">{t('script.chooseLater')}</p>}
    </article>
  )
}
