import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answers.ts'
import { clockTime, day } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'

const shownAtOnce = 20

/** What the city can see of who looked at whom, shown to whoever looked: the same words, none hidden. */
export function AccessLog() {
  const { t } = useTranslation()
  const log = useAnswer('privacy.accessLog', {}, { fresh: true }).data
  const zone = useAnswer('session.get', {}).data?.city?.timeZone ?? 'UTC'
  if (!log) return null
  return (
    <Section heading="h2" title={t('accessLog.title')} testId="access-log">
      <p className="quiet">{t('accessLog.what')}</p>
      {!log.whole && <p role="alert">{t('accessLog.broken')}</p>}
      {log.entries.length === 0 ? (
        <p className="quiet">{t('accessLog.none')}</p>
      ) : (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('accessLog.at')}</Table.Th>
              <Table.Th scope="col">{t('accessLog.did')}</Table.Th>
              <Table.Th scope="col">{t('accessLog.where')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {log.entries.slice(0, shownAtOnce).map((entry) => (
              <Table.Tr key={entry.sequence}>
                <Table.Td>
                  {day(entry.at, zone)} {clockTime(new Date(entry.at), zone)}
                </Table.Td>
                <Table.Td>
                  {t(`accessLog.action.${entry.action}`)}
                  <br />
                  <span className="quiet">{t(`accessLog.reason.${entry.reason}`)}</span>
                </Table.Td>
                <Table.Td>{t(entry.sent ? 'accessLog.sent' : 'accessLog.here')}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Section>
  )
}
