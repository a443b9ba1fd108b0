import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../../../shared/contract.ts'
import { useDesk } from '../../app/desk-context.ts'
import { duration } from '../../ui/format.ts'
import { IconPencil } from '../../ui/icons.ts'
import { callerName } from '../../ui/names.ts'
import { useNow } from '../../ui/use-now.ts'
import { WhenDone } from './when-done.tsx'

/** The voice has gone, the work has not: the same screen, with the time that is left and *+1 min*. */
export function WrapUpCard({ contact }: { contact: Contact }) {
  const { t } = useTranslation()
  const { actions } = useDesk()
  const now = useNow()
  const { answeredAt, endedAt } = contact.interaction
  const left = contact.wrapUpEndsAt ? Date.parse(contact.wrapUpEndsAt) - now : undefined
  return (
    <div data-testid="wrap-up-card">
      <p className="card-kind card-wrap-up">
        <IconPencil size={18} aria-hidden="true" />
        {t('wrapUp.kind')}
        {left !== undefined && (
          <span className="card-time" role="timer" aria-label={t('wrapUp.left')}>
            {duration(left)}
          </span>
        )}
      </p>
      <h2>{callerName(t, contact)}</h2>
      {answeredAt && endedAt && (
        <p className="quiet">
          {t('wrapUp.lasted', { time: duration(Date.parse(endedAt) - Date.parse(answeredAt)) })}
        </p>
      )}
      <p>{left !== undefined && left <= 0 ? t('wrapUp.over') : t('wrapUp.hint')}</p>
      {left !== undefined && (
        <Button variant="default" size="compact-md" className="extend" onClick={actions.extendWrapUp}>
          {t('wrapUp.extend')}
        </Button>
      )}
      <WhenDone />
    </div>
  )
}
