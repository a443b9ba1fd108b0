import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { show } from '../../app/screen.ts'
import { keysOf } from '../../app/shortcuts.ts'
import { IconPhone } from '../../ui/icons.ts'
import { Keys } from '../../ui/keys.tsx'

/** Between two calls: the way to place one. While one rings it stays where it is, so that nothing below moves. */
export function CallPanelButton({ ringing }: { ringing: boolean }) {
  const { t } = useTranslation()
  return (
    <Button
      variant="default"
      size="compact-md"
      mt={8}
      disabled={ringing}
      leftSection={<IconPhone size={18} aria-hidden="true" />}
      rightSection={<Keys>{keysOf('reach')}</Keys>}
      onClick={() => show({ reachFor: '' })}
    >
      {t('reach.open')}
    </Button>
  )
}
