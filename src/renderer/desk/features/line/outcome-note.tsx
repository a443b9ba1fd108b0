import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answers.ts'
import { useDesk } from '../../app/desk-context.ts'
import { IconAlertTriangle } from '../../ui/icons.ts'

/** What a number answered, until the agent has read it: who, why, and what is true of the citizen now. */
export function OutcomeNote() {
  const { t } = useTranslation()
  const { actions } = useDesk()
  const outcome = useAnswer('calls.outcome', {}).data
  if (!outcome) return null
  const who = outcome.name || outcome.to
  return (
    <div className="problem" role="alert" data-testid="call-outcome" data-why={outcome.why}>
      <p>
        <IconAlertTriangle size={18} aria-hidden="true" />
        {t(`outcome.${outcome.what}`, { who })} {t(`endCause.${outcome.why}`)}
      </p>
      <div className="outcome-actions">
        <Button variant="default" size="compact-md" onClick={() => actions.send('calls.dismissOutcome', {})}>
          {t('bar.understood')}
        </Button>
        {outcome.what === 'call' && (
          <Button
            variant="subtle"
            size="compact-md"
            onClick={() => actions.send('calls.dial', { to: outcome.to, name: outcome.name })}
          >
            {t('outcome.again')}
          </Button>
        )}
      </div>
    </div>
  )
}
