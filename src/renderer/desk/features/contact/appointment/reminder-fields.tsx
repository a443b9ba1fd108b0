import { NativeSelect, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ReminderChannel, ReminderWish } from '../../../../../shared/domain/appointments/appointment.ts'

/** Whether he wants to be reminded, and how, of what this city can do; nothing is ticked for him. */
export function ReminderFields(props: {
  channels: readonly ReminderChannel[]
  phone: string
  wish: ReminderWish
  onChange: (wish: ReminderWish) => void
}) {
  const { t } = useTranslation()
  const { channels, wish, onChange } = props
  return (
    <>
      <NativeSelect
        label={t('hour.remind')}
        value={wish.by}
        onChange={(event) => {
          const by = channels.find((channel) => channel === event.currentTarget.value) ?? 'none'
          onChange({ by, to: by === 'none' || by === 'email' ? '' : props.phone })
        }}
        data={(['none', ...channels] as const).map((channel) => ({
          value: channel,
          label: t(`hour.remindBy.${channel}`),
        }))}
      />
      {wish.by !== 'none' && (
        <TextInput
          label={t(wish.by === 'email' ? 'hour.remindEmail' : 'hour.remindPhone')}
          type={wish.by === 'email' ? 'email' : 'tel'}
          value={wish.to}
          maxLength={wish.by === 'email' ? 254 : 64}
          onChange={(event) => onChange({ ...wish, to: event.currentTarget.value })}
        />
      )}
    </>
  )
}
