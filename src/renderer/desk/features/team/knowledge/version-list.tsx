import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KnowledgeWork } from '../../../../../shared/contract.ts'
import { useLink } from '../../../app/link-context.ts'
import { clockTime, day } from '../../../ui/format.ts'
import { WithReason } from './decision-forms.tsx'
import { DifferenceList } from '../../../ui/records/difference-list.tsx'
import type { Telling } from './knowledge-state.ts'

type Version = KnowledgeWork['versions'][number]

/** What the record was, who let it out, and one action to bring an earlier content back; below, who did what. */
export function VersionList(props: {
  work: KnowledgeWork
  telling: Telling
  onRollBack: (toVersion: number, reason: string) => void
}) {
  const { t } = useTranslation()
  const { work, telling } = props
  return (
    <>
      <section aria-label={t('knowledge.part.versions')}>
        {work.versions.length === 0 && <p>{t('knowledge.versions.none')}</p>}
        <ol className="knowledge-versions">
          {work.versions.map((version, at) => (
            <VersionItem
              key={version.version}
              work={work}
              version={version}
              before={work.versions[at + 1]?.version ?? 0}
              telling={telling}
              onRollBack={(reason) => props.onRollBack(version.version, reason)}
            />
          ))}
        </ol>
      </section>
      <section aria-label={t('knowledge.audit.title')}>
        <h3>{t('knowledge.audit.title')}</h3>
        <ul className="knowledge-audit">
          {work.audit.map(({ at, by, action, version, detail }) => (
            <li key={`${at} ${by} ${action}`}>
              {t('knowledge.audit.line', {
                day: day(at, telling.timeZone),
                time: clockTime(new Date(at), telling.timeZone),
                who: telling.nameOf(by),
                what: t(`knowledge.audit.${action}`),
                version: version === null ? '' : t('script.versionShort', { version }),
                detail: /^\d{4}-.*T/.test(detail)
                  ? `${day(detail, telling.timeZone)} ${clockTime(new Date(detail), telling.timeZone)}`
                  : detail,
                interpolation: { escapeValue: false },
              })}
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

function VersionItem(props: {
  work: KnowledgeWork
  version: Version
  before: number
  telling: Telling
  onRollBack: (reason: string) => void
}) {
  const { t } = useTranslation()
  const link = useLink()
  const { work, version, before, telling } = props
  const { nameOf, timeZone } = telling
  const [shown, setShown] = useState<KnowledgeWork['differences'] | null>(null)
  const [failed, setFailed] = useState(false)
  const compare = () => {
    setFailed(false)
    link
      .request('publishing.differences', {
        entity: work.entity,
        id: work.id,
        from: before,
        to: version.version,
      })
      .then(
        ({ differences }) => setShown(differences),
        () => setFailed(true),
      )
  }
  const words = [
    t('knowledge.versions.by', {
      who: nameOf(version.publishedBy),
      day: day(version.publishedAt, timeZone),
      time: clockTime(new Date(version.publishedAt), timeZone),
    }),
    version.approvedBy !== null && t('knowledge.versions.approved', { who: nameOf(version.approvedBy) }),
    version.team !== null && t('knowledge.versions.team', { team: version.team }),
    version.rolledBackTo !== null &&
      t('knowledge.versions.back', { version: version.rolledBackTo, reason: version.reason ?? '' }),
  ].filter((each) => each !== false)
  return (
    <li>
      <h3>
        {t('script.versionShort', { version: version.version })} ·{' '}
        {t(`knowledge.versions.state.${version.state}`)}
      </h3>
      <p className="quiet">{words.join(' · ')}</p>
      {before > 0 && (
        <Button size="compact-sm" variant="default" aria-expanded={shown !== null} onClick={compare}>
          {t('knowledge.versions.compare', { from: before, to: version.version })}
        </Button>
      )}
      {failed && <p role="alert">{t('failure.unavailable')}</p>}
      {shown && <DifferenceList differences={shown} />}
      {version.state === 'replaced' && (
        <WithReason
          label={t('knowledge.versions.why', { version: version.version })}
          button={t('knowledge.versions.rollBack', { version: version.version })}
          onReason={props.onRollBack}
        />
      )}
    </li>
  )
}
