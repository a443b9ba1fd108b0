import { Radio, TextInput } from '@mantine/core'
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
      <Radio.Group
        label={t('hour.remind')}
        value={wish.by}
        onChange={(value) => {
          const by = channels.find((channel) => channel === value) ?? 'none'
          onChange({ by, to: by === 'none' || by === 'email' ? '' : props.phone })
        }}
      >
        <div className="hour-needs">
          {(['none', ...channels] as const).map((channel) => (
            <Radio key={channel} value={channel} label={t(`hour.remindBy.${channel}`)} />
          ))}
        </div>
      </Radio.Group>
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
