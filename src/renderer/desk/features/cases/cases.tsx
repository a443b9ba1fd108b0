import { Button, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answers.ts'
import { show } from '../../app/screen.ts'
import { CaseMarks } from '../../ui/case-marks.tsx'
import { CaseWay } from '../../ui/case-way.tsx'
import { clockTime, day } from '../../ui/format.ts'
import { OwedHours } from './owed-hours.tsx'
import { ReminderCalls } from './reminder-calls.tsx'
import { HeldDeliveries } from './held-deliveries.tsx'
import { RejectedCommands } from './rejected-commands.tsx'
import { SyncTrouble } from './sync-trouble.tsx'
import { TaskList } from './task-list.tsx'
import './cases.css'

/** The cases of this desk and where each is on its way. */
export function Cases() {
  const { t } = useTranslation()
  const requests = useAnswer('serviceRequests.list', {}).data ?? []
  const services = useAnswer('catalogue.get', {}).data?.services
  const zone = useAnswer('session.get', {}).data?.city?.timeZone ?? 'UTC'
  return (
    <main className="page">
      <header className="page-head">
        <h1>{t('cases.title')}</h1>
        <Button variant="default" onClick={() => show({ view: 'desk' })}>
          {t('page.back')}
        </Button>
      </header>
      <RejectedCommands />
      <HeldDeliveries />
      <SyncTrouble />
      <OwedHours />
      <TaskList />
      <ReminderCalls />
      {requests.length === 0 ? (
        <p className="quiet">{t('cases.none')}</p>
      ) : (
        <div className="cases-table">
          <Table verticalSpacing="sm" data-testid="cases-table">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('cases.reference')}</Table.Th>
                <Table.Th scope="col">{t('cases.service')}</Table.Th>
                <Table.Th scope="col">{t('cases.requester')}</Table.Th>
                <Table.Th scope="col">{t('cases.created')}</Table.Th>
                <Table.Th scope="col">{t('cases.delivery')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {requests.map((view) => {
                const { request } = view
                return (
                  <Table.Tr key={request.serviceRequestId}>
                    <Table.Td>
                      <strong>{request.referenceNumber ?? t('case.noReference')}</strong>
                    </Table.Td>
                    <Table.Td>
                      {services?.find(({ serviceCode }) => serviceCode === request.serviceCode)?.name ??
                        request.serviceCode}
                      <CaseMarks request={request} />
                    </Table.Td>
                    <Table.Td>{request.requesterName}</Table.Td>
                    <Table.Td>
                      {day(request.requestedAt, zone)} {clockTime(new Date(request.requestedAt), zone)}
                    </Table.Td>
                    <Table.Td>
                      <CaseWay {...view} />
                    </Table.Td>
                  </Table.Tr>
                )
              })}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </main>
  )
}
