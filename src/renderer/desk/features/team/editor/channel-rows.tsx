import { useTranslation } from 'react-i18next'
import type { Channel } from '../../../../../shared/domain/procedure-parts.ts'
import { channelOptions } from './channel-kinds.ts'
import { ChosenList } from './chosen-list.tsx'
import { ChoiceField, given, LinesField, More, TextField, withoutAbsent } from './fields.tsx'
import { Rows } from './rows.tsx'

/** ¿Dónde? Each way to do it, with its offices, hours and whether it takes an appointment. */
export function ChannelRows(props: {
  rows: readonly Channel[]
  units: readonly { value: string; label: string }[]
  onChange: (rows: Channel[]) => void
}) {
  const { t } = useTranslation()
  return (
    <Rows
      path="channels"
      title={t('fact.where')}
      rows={props.rows}
      fresh={(): Channel => ({ kind: 'in-person', where: '', offices: [], languages: [] })}
      onChange={(rows) => props.onChange(rows.map(withoutAbsent))}
    >
      {(channel, change, at) => (
        <>
          <ChoiceField
            path={`${at}.kind`}
            label={t('editor.kind')}
            value={channel.kind}
            options={channelOptions(t)}
            onChange={(kind) => change({ kind: kind ?? 'in-person' })}
          />
          <TextField
            path={`${at}.where`}
            label={t('editor.where')}
            required
            value={channel.where}
            onChange={(where) => change({ where })}
          />
          <TextField
            path={`${at}.hours`}
            label={t('editor.hours')}
            value={channel.hours}
            onChange={(text) => change({ hours: given(text) })}
          />
          <TextField
            path={`${at}.url`}
            type="url"
            label={t('editor.url')}
            value={channel.url}
            onChange={(text) => change({ url: given(text) })}
          />
          <More label={t('editor.moreChannel')}>
            <ChosenList
              path={`${at}.offices`}
              title={t('difference.field.offices')}
              chosen={channel.offices}
              options={props.units}
              onChange={(offices) => change({ offices })}
            />
            <AppointmentFields
              path={`${at}.appointment`}
              appointment={channel.appointment}
              onChange={(appointment) => change({ appointment })}
            />
            <LinesField
              path={`${at}.languages`}
              label={t('editor.languages')}
              lines={channel.languages}
              onChange={(languages) => change({ languages })}
            />
            <TextField
              path={`${at}.accessibility`}
              label={t('difference.field.accessibility')}
              value={channel.accessibility}
              onChange={(text) => change({ accessibility: given(text) })}
            />
          </More>
        </>
      )}
    </Rows>
  )
}

function AppointmentFields(props: {
  path: string
  appointment: Channel['appointment']
  onChange: (appointment: Channel['appointment']) => void
}) {
  const { t } = useTranslation()
  const { path, appointment, onChange } = props
  return (
    <>
      <ChoiceField
        path={`${path}.needed`}
        label={t('difference.field.appointment')}
        value={appointment && (appointment.needed ? 'needed' : 'free')}
        none={t('editor.notSaid')}
        options={[
          { value: 'needed', label: t('channel.appointment') },
          { value: 'free', label: t('channel.noAppointment') },
        ]}
        onChange={(chosen) =>
          onChange(chosen === undefined ? undefined : { ...appointment, needed: chosen === 'needed' })
        }
      />
      {appointment && (
        <TextField
          path={`${path}.calendarId`}
          label={t('editor.calendarId')}
          most={80}
          value={appointment.calendarId}
          onChange={(text) => onChange(withoutAbsent({ ...appointment, calendarId: given(text) }))}
        />
      )}
    </>
  )
}
