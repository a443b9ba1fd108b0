import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContractRequests, KnowledgeWork } from '../../../../../shared/contract.ts'
import { GiveToTeam, PublishAt, WithReason } from './decision-forms.tsx'
import type { Telling } from './knowledge-state.ts'

type Step = ContractRequests['publishing.step']['input']['step']

/** What can be done with the draft now and by whom; what cannot says why. */
export function NextStep(props: {
  work: KnowledgeWork
  me: string
  teams: readonly string[]
  telling: Telling
  onStep: (step: Step) => void
  onRebase: () => void
}) {
  const { t } = useTranslation()
  const { work, me, telling, onStep } = props
  const { draft, findings } = work
  const errors = findings.filter(({ level, rule }) => level === 'error' && rule !== 'outdated-base')
  const outdated = findings.find(({ rule }) => rule === 'outdated-base')
  if (!draft) return <p>{t(work.kept === 'here' ? 'knowledge.next.unsent' : 'knowledge.next.none')}</p>
  const { phase, authors } = draft
  const own = authors.includes(me)
  return (
    <section className="knowledge-next" aria-label={t('knowledge.next.title')}>
      <h3>{t('knowledge.next.title')}</h3>
      {outdated && (
        <div role="alert">
          <p>{t('knowledge.next.outdated', { base: draft.baseVersion, version: work.inUse })}</p>
          <Button variant="default" onClick={props.onRebase}>
            {t('knowledge.next.rebase', { version: work.inUse })}
          </Button>
        </div>
      )}
      {phase.name === 'writing' && (
        <>
          {errors.length > 0 && <p>{t('knowledge.next.errors', { count: errors.length })}</p>}
          <Button
            disabled={errors.length > 0 || outdated !== undefined}
            onClick={() => onStep({ step: 'submit' })}
          >
            {t('knowledge.next.submit')}
          </Button>
        </>
      )}
      {phase.name === 'in-review' && (
        <>
          <p>{t(own ? 'knowledge.next.ownWork' : 'knowledge.next.second')}</p>
          <Button disabled={own} onClick={() => onStep({ step: 'approve' })}>
            {t('knowledge.next.approve')}
          </Button>
        </>
      )}
      {(phase.name === 'approved' || phase.name === 'scheduled') && (
        <Button onClick={() => onStep({ step: 'publish' })}>{t('knowledge.next.publish')}</Button>
      )}
      {phase.name === 'approved' && (
        <>
          <PublishAt
            timeZone={telling.timeZone}
            onPublishAt={(publishAt) => onStep({ step: 'schedule', publishAt })}
          />
          <GiveToTeam teams={props.teams} onGive={(team) => onStep({ step: 'give-to-team', team })} />
        </>
      )}
      {phase.name === 'with-team' && (
        <Button onClick={() => onStep({ step: 'publish' })}>{t('knowledge.next.toAll')}</Button>
      )}
      {(phase.name === 'in-review' || phase.name === 'approved' || phase.name === 'scheduled') && (
        <WithReason
          label={t('knowledge.next.reason')}
          button={t('knowledge.next.refuse')}
          onReason={(reason) => onStep({ step: 'refuse', reason })}
        />
      )}
      <Discard
        words={t(phase.name === 'with-team' ? 'knowledge.next.takeBack' : 'knowledge.next.discard')}
        onDiscard={() => onStep({ step: 'discard' })}
      />
    </section>
  )
}

/** Asked once more: the words of a discarded draft are gone. */
function Discard({ words, onDiscard }: { words: string; onDiscard: () => void }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState(false)
  if (!asked)
    return (
      <Button variant="default" onClick={() => setAsked(true)}>
        {words}
      </Button>
    )
  return (
    <fieldset className="knowledge-tools" aria-label={words}>
      <span>{t('knowledge.next.sure')}</span>
      <Button variant="default" onClick={onDiscard}>
        {t('knowledge.next.yes', { what: words })}
      </Button>
      <Button variant="default" onClick={() => setAsked(false)}>
        {t('knowledge.next.no')}
      </Button>
    </fieldset>
  )
}
