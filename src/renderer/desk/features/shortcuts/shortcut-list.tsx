import { useTranslation } from 'react-i18next'
import { useScreen } from '../../app/screen.ts'
import { ShortcutTable } from '../../ui/shortcut-table.tsx'
import { Window } from '../../ui/window.tsx'

/** F1, on every screen. */
export function ShortcutList() {
  const { t } = useTranslation()
  const open = useScreen((screen) => screen.overlay === 'shortcuts')
  return (
    <Window opened={open} title={t('shortcuts.title')} closeWords={t('shortcuts.close')}>
      <ShortcutTable />
    </Window>
  )
}
