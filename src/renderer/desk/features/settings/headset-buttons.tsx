import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceReport } from '../../../../shared/domain/telephony.ts'
import { useLink } from '../../app/link-context.ts'

/** Telephony devices (HID Usage Tables 1.5, page 0x0B): no keyboard and no mouse is offered to be allowed. */
const headsets: HIDDeviceRequestOptions = { filters: [{ usagePage: 0x0b }] }

/** Answer, hang up and mute from the headset. A browser shows a device to nobody before the agent allowed it. */
export function HeadsetButtons(props: {
  devices: DeviceReport
  wanted: boolean
  set: (change: { headsetButtons: boolean }) => void
}) {
  const { t } = useTranslation()
  const link = useLink()
  const [asked, setAsked] = useState(false)

  async function allow(): Promise<void> {
    // Where a host shows its headsets to the voice page alone it refuses here, and needs no question.
    if ('hid' in navigator) await navigator.hid.requestDevice(headsets).catch(() => [])
    props.set({ headsetButtons: true })
    await link.request('sound.lookForHeadset', {}).catch(() => undefined)
    setAsked(true)
  }

  const { headset } = props.devices
  return (
    <div className="form" data-testid="headset-buttons">
      <output>
        {props.wanted && headset !== null
          ? t('sound.headset.on', { name: headset, interpolation: { escapeValue: false } })
          : props.wanted && asked
            ? t('sound.headset.none')
            : t('sound.headset.off')}
      </output>
      {(!props.wanted || headset === null) && (
        <Button variant="default" onClick={() => void allow()}>
          {t('sound.headset.allow')}
        </Button>
      )}
      {props.wanted && (
        <Button variant="subtle" onClick={() => props.set({ headsetButtons: false })}>
          {t('sound.headset.leave')}
        </Button>
      )}
    </div>
  )
}
