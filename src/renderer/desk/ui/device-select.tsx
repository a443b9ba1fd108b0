import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DeviceRole } from '../../../shared/domain/sound.ts'
import type { DeviceReport } from '../../../shared/domain/telephony.ts'
import { useDesk } from '../app/desk-context.ts'

/** Which microphone, ear or bell. Shows a device as chosen only once the browser confirmed it. */
export function DeviceSelect({ of: role, devices }: { of: DeviceRole; devices: DeviceReport }) {
  const { t } = useTranslation()
  const { actions } = useDesk()
  const kind = role === 'microphone' ? 'input' : 'output'
  const chosen = devices.chosen[role]
  const offered = devices.devices.filter((device) => device.kind === kind)
  const known = offered.some(({ deviceId }) => deviceId === chosen)
  return (
    <NativeSelect
      label={t(`device.${role}`)}
      value={chosen}
      onChange={(event) => actions.send('devices.choose', { role, deviceId: event.currentTarget.value })}
      data={[
        ...(known ? [] : [{ value: chosen, label: t('device.system') }]),
        ...offered.map(({ deviceId, label }, index) => ({
          value: deviceId,
          label: label || t('device.unnamed', { number: index + 1 }),
        })),
      ]}
    />
  )
}
