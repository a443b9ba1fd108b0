import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ScheduleView } from '../../../../../shared/contract.ts'
import { dayName } from './day-name.ts'
import { figuresOf } from '../../../ui/rule-figures.ts'

const shown = 30

/** Every rule the week breaks, in the rule's own words with its source: what is grave first, one press from its shift. */
export function ViolationList({
  view,
  onGoTo,
}: {
  view: ScheduleView
  onGoTo: (datedShiftId: string) => void
}) {
  const { t, i18n } = useTranslation()
  const names = new Map(view.agents.map(({ agentId, name }) => [agentId, name]))
  const days = new Map(view.shifts.map(({ datedShiftId, day }) => [datedShiftId, day]))
  const all = view.violations.toSorted((a, b) => Number(b.hard) - Number(a.hard))
  if (all.length === 0) return <p>{t('schedules.noViolations')}</p>
  return (
    <>
      <ul className="violations" data-testid="violations">
        {all.slice(0, shown).map((one) => {
          const { code, hard, agentId, datedShiftId, title, source } = one
          const name = names.get(agentId) ?? agentId
          const day = dayName(days.get(datedShiftId) ?? view.weekStart, i18n.language)
          const rule = title === '' ? t(`schedules.code.${code}`) : title
          return (
            <li key={`${code} ${datedShiftId}`}>
              <strong>{hard ? t('schedules.hard') : t('schedules.soft')}</strong>{' '}
              {t('schedules.violation', { name, day, rule, figures: figuresOf(one, t, i18n.language) })}
              {source !== '' && (
                <span className="quiet"> {t('schedules.source', { code, source })}</span>
              )}{' '}
              <Button
                variant="default"
                size="compact-sm"
                aria-label={t('schedules.goToShift', { name, day, rule })}
                onClick={() => onGoTo(datedShiftId)}
              >
                {t('schedules.goTo')}
              </Button>
            </li>
          )
        })}
      </ul>
      {all.length > shown && <p className="quiet">{t('schedules.more', { count: all.length - shown })}</p>}
    </>
  )
}
