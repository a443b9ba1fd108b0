import { useTranslation } from 'react-i18next'
import { useAnswer } from '../app/answers.ts'
import { clockTime } from './format.ts'

/** Which function the agent is on and why, what stays away from him, and why nothing comes in although he is ready. */
export function FunctionLine() {
  const { t } = useTranslation()
  const shift = useAnswer('shift.prompts', {}).data
  const zone = useAnswer('session.get', {}).data?.city?.timeZone ?? 'UTC'
  if (!shift) return null
  const { functionNow, holds, keptAway, breaks } = shift
  return (
    <div className="quiet" data-testid="function-now">
      {functionNow && (
        <p>
          {t('function.now', { what: t(`activity.${functionNow.work}`) })}{' '}
          {functionNow.rule
            ? `${functionNow.rule.title} (${functionNow.rule.ruleId}): ${functionNow.rule.why}`
            : t(`function.because.${functionNow.because}`)}
        </p>
      )}
      {holds.map(({ ruleId, title, untilAt }) => (
        <p key={ruleId}>
          {title} ({ruleId}):{' '}
          {untilAt === null
            ? t('function.held')
            : t('function.heldUntil', { at: clockTime(new Date(untilAt), zone) })}
        </p>
      ))}
      {keptAway.length > 0 && <p>{t('function.keptAway', { queues: keptAway.join(', ') })}</p>}
      {breaks.debt > 0 && <p>{t('function.debt', { breaks: breaks.debt })}</p>}
    </div>
  )
}
