import { Button, Table, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { wallClock } from '../../../../shared/domain/shifts/clock-time.ts'
import { useAnswer } from '../../app/answers.ts'
import { clockTime } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'

/** Who comes to the unit on a day, in the order of the hours. Asked of the city, and logged. */
export function Agenda({ unitId }: { unitId: string }) {
  const { t } = useTranslation()
  const zone = useAnswer('session.get', {}).data?.city?.timeZone ?? 'UTC'
  const procedures = useAnswer('appointments.offices', {}).data?.procedures ?? []
  const [day, setDay] = useState(() => wallClock(Date.now(), zone).day)
  const answer = useAnswer(
    'appointments.agenda',
    { unitId, day },
    { fresh: true, brief: true, enabled: day !== '' },
  )
  const coming = answer.data
  return (
    <Section heading="h2" title={t('office.agenda')} testId="agenda">
      <TextInput
        type="date"
        label={t('office.day')}
        value={day}
        onChange={(event) => setDay(event.currentTarget.value)}
      />
      {answer.isError && (
        <p role="alert">
          {t('office.agendaFailed')}{' '}
          <Button size="compact-md" variant="default" onClick={() => void answer.refetch()}>
            {t('hour.again')}
          </Button>
        </p>
      )}
      {coming?.length === 0 && <p className="quiet">{t('office.nobody')}</p>}
      {coming !== undefined && coming.length > 0 && (
        <div className="office-table">
          <Table verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('office.hour')}</Table.Th>
                <Table.Th scope="col">{t('office.number')}</Table.Th>
                <Table.Th scope="col">{t('office.name')}</Table.Th>
                <Table.Th scope="col">{t('hour.procedure')}</Table.Th>
                <Table.Th scope="col">{t('office.place')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {coming.map(({ view: { appointment }, visitor }) => (
                <Table.Tr key={appointment.appointmentId}>
                  <Table.Td>{clockTime(new Date(appointment.slot.startsAt), zone)}</Table.Td>
                  <Table.Td>{appointment.number}</Table.Td>
                  <Table.Td>{visitor.name || t('citizen.unknown')}</Table.Td>
                  <Table.Td>
                    {procedures.find(({ procedureId }) => procedureId === visitor.procedureId)?.title ?? ''}
                  </Table.Td>
                  <Table.Td>{appointment.slot.place}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </Section>
  )
}
