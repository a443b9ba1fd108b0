import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnswerPart } from '../../app/answers.ts'
import { DeviceRows } from '../../ui/sound/device-row.tsx'
import { IconSettings } from '../../ui/icons.ts'

/** Devices and levels within reach while somebody talks; measured only while it is open. */
export function SoundPanel() {
  const { t } = useTranslation()
  const devices = useAnswerPart('agent.get', {}, (agent) => agent.devices)
  const [open, setOpen] = useState(false)
  return (
    <div className="sound-panel" data-testid="sound-panel">
      <Button
        variant="subtle"
        size="compact-md"
        aria-expanded={open}
        leftSection={<IconSettings size={18} aria-hidden="true" />}
        onClick={() => setOpen(!open)}
      >
        {t('meter.panel')}
      </Button>
      {open && devices && <DeviceRows devices={devices} />}
    </div>
  )
}
