import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answers.ts'
import { useDesk } from '../../app/desk-context.ts'
import { useNow } from '../../ui/use-now.ts'

/** That this call answers itself, when, and what will be heard first; and how to press oneself instead. */
export function AutoAnswerNote({ callId }: { callId: string }) {
  const { t } = useTranslation()
  const { actions } = useDesk()
  const now = useNow()
  const answering = useAnswer('calls.autoAnswer', {}).data
  if (answering?.callId !== callId) return null
  const seconds = Math.max(0, Math.ceil((Date.parse(answering.at) - now) / 1000))
  return (
    <div className="auto-answer" data-testid="auto-answer">
      <p aria-live="polite">{t('ringing.answersItself')}</p>
      <p className="quiet">{t('ringing.answersIn', { count: seconds })}</p>
      {answering.agentMayRefuse && (
        <Button
          variant="default"
          size="compact-md"
          onClick={() => actions.send('calls.refuseAutoAnswer', { callId })}
        >
          {t('ringing.ownPress')}
        </Button>
      )}
    </div>
  )
}
