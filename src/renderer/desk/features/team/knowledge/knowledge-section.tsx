import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../../app/answers.ts'
import { IconAlertTriangle } from '../../../ui/icons.ts'
import { clockTime, day } from '../../../ui/format.ts'
import { BeginRecord } from './begin-record.tsx'
import { ExportBundle } from './export-bundle.tsx'
import { ImportRecords } from './import-records.tsx'
import './knowledge.css'
import { everything, KnowledgeList } from './knowledge-list.tsx'
import { RecordWork } from './record-work.tsx'
import { UnsentList } from './unsent-list.tsx'
import type { WhichRecord } from './open-work.ts'

/** *Conocimiento*: everything the city has agents read, what is being written about it, and who decides what next. */
export function KnowledgeSection() {
  const { t } = useTranslation()
  const timeZone = useAnswer('session.get', {}).data?.city?.timeZone ?? 'UTC'
  const overview = useAnswer('publishing.overview', {}, { fresh: true })
  const again = () => void overview.refetch()
  const [open, setOpen] = useState<WhichRecord | null>(null)
  const [filter, setFilter] = useState(everything)
  const { data } = overview
  const names = new Map(data?.people.map(({ agentId, name }) => [agentId, name]))
  const nameOf = (agentId: string) =>
    agentId === 'pack:' ? t('knowledge.cityFiles') : (names.get(agentId) ?? agentId)
  const telling = { t, nameOf, timeZone }

  if (open)
    return (
      <RecordWork
        key={`${open.entity} ${open.id}`}
        which={open}
        teams={data?.teams ?? []}
        telling={telling}
        onOpen={setOpen}
        onClose={() => {
          setOpen(null)
          again()
        }}
      />
    )
  return (
    <div className="knowledge">
      <UnsentList onOpen={setOpen} />
      {overview.isError && (
        <div role="alert">
          <p>{t('knowledge.unreachable')}</p>
          <Button variant="default" onClick={again}>
            {t('knowledge.again')}
          </Button>
        </div>
      )}
      {!data && !overview.isError && <p className="quiet">{t('team.loading')}</p>}
      {data && (
        <>
          {data.refusals.length > 0 && (
            <section className="knowledge-refusals" aria-label={t('knowledge.refusals')}>
              <h2>
                <IconAlertTriangle size={18} aria-hidden="true" /> {t('knowledge.refusals')}
              </h2>
              <ul>
                {data.refusals.map(({ agentId, name, refusal, at }) => (
                  <li key={agentId}>
                    {t('knowledge.refusedBy', {
                      name,
                      why: t(`knowledge.refusal.${refusal}`),
                      day: day(at, timeZone),
                      time: clockTime(new Date(at), timeZone),
                    })}
                  </li>
                ))}
              </ul>
            </section>
          )}
          <div className="knowledge-tools knowledge-begin">
            <BeginRecord onBegun={setOpen} />
            <ImportRecords onOpen={setOpen} onImported={again} />
            <ExportBundle />
          </div>
          <KnowledgeList
            overview={data}
            telling={telling}
            filter={filter}
            onFilter={setFilter}
            onOpen={setOpen}
          />
          <p className="quiet">
            {t('knowledge.bundle', {
              version: data.bundle.bundleVersion,
              records: data.bundle.records,
              day: day(data.bundle.createdAt, timeZone),
              time: clockTime(new Date(data.bundle.createdAt), timeZone),
            })}
          </p>
        </>
      )}
    </div>
  )
}
