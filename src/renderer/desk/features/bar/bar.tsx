import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answers.ts'
import { show, useScreen } from '../../app/screen.ts'
import { keysOf } from '../../app/shortcuts.ts'
import { IconSearch, IconUrgent } from '../../ui/icons.ts'
import { Keys } from '../../ui/keys.tsx'
import { useShiftNow } from '../../ui/use-shift-now.ts'
import { DeskMenu } from './desk-menu.tsx'
import { Lights } from './lights.tsx'
import { nextBreak } from './next-break.ts'
import { StateMenu } from './state-menu.tsx'
import { Unsent } from './unsent.tsx'
import './bar.css'

/** Always on top, on every screen: who I am now, how the line is, and the two ways to help at once. */
export function Bar() {
  const { t } = useTranslation()
  const failure = useScreen((screen) => screen.failure)
  return (
    <header className="bar">
      <StateMenu />
      <NextBreak />
      <Lights />
      <Unsent />
      <div className="bar-end">
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconSearch size={18} aria-hidden="true" />}
          rightSection={<Keys>/</Keys>}
          aria-keyshortcuts="/"
          onClick={() => show({ overlay: 'search', searchFor: '' })}
        >
          {t('bar.search')}
        </Button>
        <button
          type="button"
          className="sos"
          aria-keyshortcuts="Control+Shift+E"
          title={keysOf('emergency')}
          onClick={() => show({ emergency: true, column: 'script' })}
        >
          <IconUrgent size={20} aria-hidden="true" />
          {t('bar.sos')}
        </button>
        <DeskMenu />
      </div>
      {failure && (
        <p className="bar-failure" role="alert" data-testid="action-failure">
          {failure}
          <Button variant="subtle" size="compact-sm" onClick={() => show({ failure: null })}>
            {t('bar.understood')}
          </Button>
        </p>
      )}
    </header>
  )
}

function NextBreak() {
  const { t } = useTranslation()
  const now = useShiftNow()
  const shift = useAnswer('shift.today', {}).data
  const next = shift ? nextBreak(shift, new Date(now)) : undefined
  return (
    <p className="bar-break">
      {next ? t('bar.nextBreak', { at: next.from, minutes: next.minutes }) : t('bar.noBreak')}
    </p>
  )
}
