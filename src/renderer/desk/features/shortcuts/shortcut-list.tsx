import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { show, useScreen } from '../../app/screen.ts'
import { ShortcutTable } from '../../ui/shortcut-table.tsx'

/** F1, on every screen. */
export function ShortcutList() {
  const { t } = useTranslation()
  const open = useScreen((screen) => screen.overlay === 'shortcuts')
  return (
    <Modal
      opened={open}
      onClose={() => show({ overlay: null })}
      title={t('shortcuts.title')}
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      overlayProps={{ backgroundOpacity: 0.3 }}
      closeButtonProps={{ 'aria-label': t('shortcuts.close') }}
    >
      <ShortcutTable />
    </Modal>
  )
}
