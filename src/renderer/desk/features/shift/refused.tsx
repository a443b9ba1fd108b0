import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ContractRequests } from '../../../../shared/contract.ts'
import { useLink } from '../../app/link-context.ts'
import { figuresOf } from '../../ui/rule-figures.ts'

/** What the backend did not take of the agent's weeks, with the rule and its source; read, it is put away. */
export function Refused({
  refused: { commandId, refusal },
}: {
  refused: ContractRequests['ownSchedule.get']['output']['refusals'][number]
}) {
  const { t, i18n } = useTranslation()
  const link = useLink()
  const { code, rule, title, source } = refusal
  return (
    <p className="own-refused" data-testid="refused">
      {t('ownWeek.refused', {
        why: code === 'rule' ? title || t(`schedules.code.${rule}`) : t(`refusal.${code}`),
        figures: figuresOf(refusal, t, i18n.language),
      })}
      {source !== '' && <span className="quiet"> {t('schedules.source', { code: rule, source })}</span>}{' '}
      <Button
        variant="default"
        size="compact-sm"
        onClick={() => void link.request('ownSchedule.putAway', { commandId })}
      >
        {t('ownWeek.putAway')}
      </Button>
    </p>
  )
}
