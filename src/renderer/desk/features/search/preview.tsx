import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContractRequests } from '../../../../shared/contract.ts'
import { useAnswer } from '../../app/answers.ts'
import { ScriptLines } from '../../ui/script-lines.tsx'
import { costWords, timeWords } from './facts.ts'

export type Found = ContractRequests['knowledge.search']['output'][number]

/** What was found, readable without leaving the search: a procedure's six facts, a script's first step. */
export function Preview(props: { found: Found; live: boolean; onTake: () => void }) {
  const { found } = props
  if (found.kind === 'procedure') return <ProcedureFacts procedureId={found.id} />
  if (found.kind === 'script') return <ScriptPreview {...props} />
  return (
    <article>
      <h3>{found.title}</h3>
      <p>{found.snippet}</p>
    </article>
  )
}

function ProcedureFacts({ procedureId }: { procedureId: string }) {
  const { t } = useTranslation()
  const answer = useAnswer('knowledge.procedure', { procedureId }).data
  if (!answer) return null
  const { procedure, unit } = answer
  return (
    <article data-testid="procedure-facts">
      <h3>{procedure.title}</h3>
      <dl className="facts">
        <Fact name={t('fact.what')}>{procedure.summary}</Fact>
        <Fact name={t('fact.who')}>{procedure.addressees ?? t('fact.anyone')}</Fact>
        <Fact name={t('fact.cost')}>
          {costWords(procedure.cost, t('fact.free')).join(' · ') || t('fact.notWritten')}
        </Fact>
        <Fact name={t('fact.time')}>{timeWords(procedure.time) || t('fact.notWritten')}</Fact>
        <Fact name={t('fact.where')}>
          {procedure.channels
            .map(({ where, hours }) => [where, hours].filter(Boolean).join(', '))
            .join(' · ') || t('fact.notWritten')}
        </Fact>
        <Fact name={t('fact.papers')}>
          {procedure.requirements.length === 0 ? (
            t('fact.noPapers')
          ) : (
            <ul>
              {procedure.requirements.map(({ text, condition }) => (
                <li key={text}>{condition ? `${text} (${condition})` : text}</li>
              ))}
            </ul>
          )}
        </Fact>
      </dl>
      <p className="quiet">
        {t('fact.source', {
          unit: unit?.name ?? '',
          source: procedure.source,
          reviewed: procedure.reviewedOn,
        })}
      </p>
    </article>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
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
