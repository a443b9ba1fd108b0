import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceReport } from '../../../../shared/domain/telephony.ts'
import { useAnswerPart } from '../../app/answers.ts'
import { IconCheck, IconPlugX } from '../../ui/icons.ts'
import { devicesAway, devicesBack, type DeviceChange } from './device-changes.ts'

/** A headset that was unplugged, with what is heard and spoken through meanwhile; and that it is back. */
export function DeviceNotices() {
  const { t } = useTranslation()
  const devices = useAnswerPart('agent.get', {}, (agent) => agent.devices)
  const before = useRef<DeviceReport | undefined>(undefined)
  const [back, setBack] = useState<DeviceChange[]>([])
  useEffect(() => {
    if (!devices) return
    const returned = before.current ? devicesBack(before.current, devices) : []
    if (returned.length > 0) setBack(returned)
    before.current = devices
  }, [devices])
  if (!devices) return null
  const away = devicesAway(devices)
  const named = (change: DeviceChange) => change.name || t('device.nameless')
  return (
    <>
      {away.map((change) => (
        <div key={`away ${change.name}`} className="problem" data-testid="device-away">
          <p>
            <IconPlugX size={18} aria-hidden="true" />
            {t('device.away', {
              name: named(change),
              instead: change.instead || t('device.systems'),
              interpolation: { escapeValue: false },
            })}
          </p>
        </div>
      ))}
      {away.length === 0 &&
        back.map((change) => (
          <div key={`back ${change.name}`} className="note-good" data-testid="device-back">
            <p>
              <IconCheck size={18} aria-hidden="true" />
              {t('device.back', { name: named(change), interpolation: { escapeValue: false } })}
            </p>
            <Button variant="default" size="compact-md" onClick={() => setBack([])}>
              {t('bar.understood')}
            </Button>
          </div>
        ))}
    </>
  )
}
