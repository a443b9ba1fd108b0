import { Checkbox, NativeSelect, Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KnowledgeWork } from '../../../../../shared/contract.ts'
import { useLink } from '../../../app/link-context.ts'
import { clockTime, day } from '../../../ui/format.ts'
import type { Telling } from './knowledge-state.ts'
import type { WhichRecord } from './open-work.ts'

/** «Quién no ha leído v12»: every agent whom a version is meant for, whether his desk has it, and when he read it. */
export function ReadersTable(props: {
  which: WhichRecord
  versions: KnowledgeWork['versions']
  telling: Telling
}) {
  const { t } = useTranslation()
  const link = useLink()
  const { versions, telling } = props
  const now = versions.find(({ state }) => state === 'with-team' || state === 'in-use') ?? versions[0]
  const [chosen, setChosen] = useState<number | null>(null)
  const [missing, setMissing] = useState(false)
  const version = chosen ?? now?.version ?? 0
  const input = { ...props.which, version }
  const readers = useQuery({
    queryKey: ['publishing.readers', input],
    queryFn: () => link.request('publishing.readers', input),
    enabled: version > 0,
    staleTime: 0,
    gcTime: 0,
  })
  if (version === 0) return <p>{t('knowledge.readers.none')}</p>
  const all = readers.data?.readers ?? []
  const shown = missing ? all.filter(({ readAt }) => readAt === null) : all
  const moment = (at: string | null) =>
    at === null
      ? t('knowledge.readers.no')
      : t('knowledge.readers.at', {
          day: day(at, telling.timeZone),
          time: clockTime(new Date(at), telling.timeZone),
        })
  return (
    <section aria-label={t('knowledge.part.readers')} data-testid="readers">
      <div className="knowledge-tools">
        <NativeSelect
          label={t('knowledge.readers.version')}
          value={String(version)}
          data={versions.map((each) => ({
            value: String(each.version),
            label: t('script.versionShort', { version: each.version }),
          }))}
          onChange={(event) => setChosen(Number(event.currentTarget.value))}
        />
        <Checkbox
          label={t('knowledge.readers.missing', { version })}
          checked={missing}
          onChange={(event) => setMissing(event.currentTarget.checked)}
        />
      </div>
      {readers.isError && <p role="alert">{t('knowledge.readers.unreachable')}</p>}
      {readers.data && (
        <>
          <output>
            {t('knowledge.readers.count', {
              people: all.length,
              have: all.filter(({ hasItSince }) => hasItSince !== null).length,
              read: all.filter(({ readAt }) => readAt !== null).length,
            })}
          </output>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('knowledge.readers.name')}</Table.Th>
                <Table.Th>{t('knowledge.readers.team')}</Table.Th>
                <Table.Th>{t('knowledge.readers.has')}</Table.Th>
                <Table.Th>{t('knowledge.readers.read')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.map(({ agentId, name, team, hasItSince, readAt }) => (
                <Table.Tr key={agentId}>
                  <Table.Td>{name}</Table.Td>
                  <Table.Td>{team ?? ''}</Table.Td>
                  <Table.Td>{moment(hasItSince)}</Table.Td>
                  <Table.Td>{moment(readAt)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </>
      )}
    </section>
  )
}
