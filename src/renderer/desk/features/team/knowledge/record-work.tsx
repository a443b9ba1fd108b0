import { Button, Tabs } from '@mantine/core'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../../app/answers.ts'
import { useLink } from '../../../app/link-context.ts'
import { recordEditors, type RecordDoc } from '../../../app/record-editors.ts'
import { ConflictNotice } from './conflict-notice.tsx'
import { DifferenceList } from '../../../ui/records/difference-list.tsx'
import { FindingList } from './finding-list.tsx'
import { focusField } from './focus-field.ts'
import { phaseWords, type Telling } from './knowledge-state.ts'
import { NextStep } from './next-step.tsx'
import type { WhichRecord } from './open-work.ts'
import { ReadersTable } from './readers-table.tsx'
import { useWork } from './use-work.ts'
import { VersionList } from './version-list.tsx'

const parts = ['write', 'publish', 'readers', 'versions'] as const
type Part = (typeof parts)[number]

/** One record: its words, what the checks say, who decides next, who has it, and what it was before. */
export function RecordWork(props: {
  which: WhichRecord
  teams: readonly string[]
  telling: Telling
  onOpen: (which: WhichRecord) => void
  onClose: () => void
}) {
  const { t } = useTranslation()
  const link = useLink()
  const { which, telling } = props
  const me = useAnswer('session.get', {}).data?.agent?.agentId ?? ''
  const { work, doc, generation, failed, change, act } = useWork(which)
  const [part, setPart] = useState<Part>('write')
  const back = (
    <Button variant="default" onClick={props.onClose}>
      {t('knowledge.back')}
    </Button>
  )
  if (!work)
    return (
      <div className="knowledge">
        {back}
        {failed ? <p role="alert">{t(`failure.${failed}`)}</p> : <p className="quiet">{t('team.loading')}</p>}
      </div>
    )
  const { draft } = work
  const phase = draft?.phase.name
  const editable = phase === undefined || phase === 'writing' || work.kept === 'here'
  const kind = recordEditors[which.entity]
  const title = titleIn(doc) ?? which.id

  return (
    <article className="knowledge" data-testid="record-work" data-kept={work.kept}>
      <header className="knowledge-head">
        {back}
        <h2>{title}</h2>
        <span className="quiet">
          {t(`knowledge.kind.${which.entity}`)} ·{' '}
          {work.inUse === 0 ? t('knowledge.never') : t('knowledge.inUseVersion', { version: work.inUse })}
        </span>
        {draft && <strong>{phaseWords(draft, telling)}</strong>}
        <output className="quiet">{t(`knowledge.kept.${work.kept}`)}</output>
      </header>
      {!work.online && <output>{t('knowledge.offline')}</output>}
      {failed && (
        <p role="alert">{t(`knowledge.failure.${failed}`, { defaultValue: t(`failure.${failed}`) })}</p>
      )}
      {work.conflict && (
        <ConflictNotice
          conflict={work.conflict}
          telling={telling}
          onTake={(take) => void act(() => link.request('publishing.settle', { ...which, take }))}
        />
      )}
      <Tabs value={part} keepMounted={false} onChange={(next) => setPart(partOf(next))}>
        <Tabs.List aria-label={t('knowledge.parts')}>
          {parts.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(`knowledge.part.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={part} className="knowledge-part">
          {part === 'write' && (
            <Suspense fallback={<p className="quiet">{t('team.loading')}</p>}>
              {editable && <kind.Editor key={generation} doc={doc} onChange={change} />}
              {!editable && (
                <>
                  <p>{t(phase === 'with-team' ? 'knowledge.lockedTeam' : 'knowledge.locked')}</p>
                  {phase !== 'with-team' && (
                    <Button variant="default" onClick={() => change({ ...doc })}>
                      {t('knowledge.writeOn')}
                    </Button>
                  )}
                  <section className="record" aria-label={t('editor.preview')}>
                    <kind.Preview key={generation} doc={doc} />
                  </section>
                </>
              )}
              {which.entity === 'procedure' && work.inUse > 0 && (
                <Button
                  variant="default"
                  onClick={() =>
                    void link
                      .request('publishing.beginFrom', { procedureId: which.id })
                      .then(props.onOpen, () => undefined)
                  }
                >
                  {t('knowledge.scriptFrom')}
                </Button>
              )}
            </Suspense>
          )}
          {part === 'publish' && (
            <>
              <NextStep
                work={work}
                me={me}
                teams={props.teams}
                telling={telling}
                onStep={(step) => void act(() => link.request('publishing.step', { ...which, step }))}
                onRebase={() => void act(() => link.request('publishing.rebase', which))}
              />
              <FindingList
                findings={work.findings}
                doc={doc}
                onJump={(field) => {
                  setPart('write')
                  requestAnimationFrame(() => focusField(field))
                }}
              />
              {draft && (
                <section aria-label={t('knowledge.changes')}>
                  <h3>
                    {work.inUse === 0
                      ? t('knowledge.changes')
                      : t('knowledge.changesAgainst', { version: work.inUse })}
                  </h3>
                  <DifferenceList differences={work.differences} />
                </section>
              )}
            </>
          )}
          {part === 'readers' && <ReadersTable which={which} versions={work.versions} telling={telling} />}
          {part === 'versions' && (
            <VersionList
              work={work}
              telling={telling}
              onRollBack={(toVersion, reason) =>
                void act(() => link.request('publishing.rollBack', { ...which, toVersion, reason }))
              }
            />
          )}
        </Tabs.Panel>
      </Tabs>
    </article>
  )
}

function partOf(value: string | null): Part {
  return parts.find((part) => part === value) ?? 'write'
}

/** A profile of rules has a name where everything else has a title. */
function titleIn(doc: RecordDoc): string | undefined {
  const named = doc['title'] ?? doc['name']
  return typeof named === 'string' && named !== '' ? named : undefined
}
