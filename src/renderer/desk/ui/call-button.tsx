import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { dialTarget } from '../../../shared/domain/dial-target.ts'
import { useDesk } from '../app/desk-context.ts'
import { IconPhone } from './icons.ts'

/** Calls whoever stands beside it, from any screen; absent where there is nothing to dial. */
export function CallButton({ to, name }: { to: string; name: string }) {
  const { t } = useTranslation()
  const { actions } = useDesk()
  if (dialTarget(to) === undefined) return null
  return (
    <Button
      variant="subtle"
      size="compact-md"
      leftSection={<IconPhone size={18} aria-hidden="true" />}
      aria-label={t('reach.callWho', { who: name || t('citizen.unknown') })}
      onClick={() => actions.send('calls.dial', { to, name })}
    >
      {t('reach.call')}
    </Button>
  )
}
