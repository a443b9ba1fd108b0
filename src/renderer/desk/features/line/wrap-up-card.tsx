import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../../../shared/contract.ts'
import { useDesk } from '../../app/desk-context.ts'
import { Remaining } from '../../ui/elapsed.tsx'
import { duration } from '../../ui/format.ts'
import { IconPencil } from '../../ui/icons.ts'
import { callerName } from '../../ui/names.ts'
import { useReached } from '../../ui/use-now.ts'
import { WhenDone } from './when-done.tsx'

/** The voice has gone, the work has not: the same screen, with the time that is left and *+1 min*. */
export function WrapUpCard({ contact }: { contact: Contact }) {
  const { t } = useTranslation()
  const { actions } = useDesk()
  const { answeredAt, endedAt } = contact.interaction
  const until = contact.wrapUpEndsAt ? Date.parse(contact.wrapUpEndsAt) : undefined
  const over = useReached(until)
  return (
    <div data-testid="wrap-up-card">
      <p className="card-kind card-wrap-up">
        <IconPencil size={18} aria-hidden="true" />
        {t('wrapUp.kind')}
        {until !== undefined && (
          <span className="card-time" role="timer" aria-label={t('wrapUp.left')}>
            <Remaining until={until} />
          </span>
        )}
      </p>
      <h2>{callerName(t, contact)}</h2>
      {answeredAt && endedAt && (
        <p className="quiet">
          {t('wrapUp.lasted', { time: duration(Date.parse(endedAt) - Date.parse(answeredAt)) })}
        </p>
      )}
      <p>{over ? t('wrapUp.over') : t('wrapUp.hint')}</p>
      {until !== undefined && (
        <Button variant="default" size="compact-md" className="extend" onClick={actions.extendWrapUp}>
          {t('wrapUp.extend')}
        </Button>
      )}
      {whenDone}
    </div>
  )
}

const whenDone = <WhenDone />
