import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DeviceRole } from '../../../../shared/domain/sound.ts'
import type { DeviceReport } from '../../../../shared/domain/telephony.ts'
import { useDesk } from '../../app/desk-context.ts'
import { DeviceSelect } from '../device-select.tsx'
import { LevelMeter } from './level-meter.tsx'

/** One device: which it is, how loud it is, and for what one hears with, a sound to try it. */
export function DeviceRow({ of: role, devices }: { of: DeviceRole; devices: DeviceReport }) {
  const { t } = useTranslation()
  const { actions } = useDesk()
  return (
    <div className="device-row">
      <DeviceSelect of={role} devices={devices} />
      <LevelMeter of={role} />
      {role !== 'microphone' && (
        <Button variant="default" size="compact-md" onClick={() => actions.send('sound.test', { role })}>
          {t(`meter.try.${role}`)}
        </Button>
      )}
    </div>
  )
}

/** All three, before a call and during one. */
export function DeviceRows({ devices }: { devices: DeviceReport }) {
  return (
    <div className="device-rows">
      <DeviceRow of="microphone" devices={devices} />
      <DeviceRow of="speaker" devices={devices} />
      <DeviceRow of="ringer" devices={devices} />
    </div>
  )
}
