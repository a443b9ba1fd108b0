import { useTranslation } from 'react-i18next'
import type { ScheduleView } from '../../../../../shared/contract.ts'
import { dayName } from './day-name.ts'

const shown = 30

/** Every rule the week breaks, in the rule's own words with its source: what is grave first. */
export function ViolationList({ view }: { view: ScheduleView }) {
  const { t, i18n } = useTranslation()
  const names = new Map(view.agents.map(({ agentId, name }) => [agentId, name]))
  const days = new Map(view.shifts.map(({ datedShiftId, day }) => [datedShiftId, day]))
  const all = view.violations.toSorted((a, b) => Number(b.hard) - Number(a.hard))
  if (all.length === 0) return <p>{t('schedules.noViolations')}</p>
  return (
    <ul className="violations" data-testid="violations">
      {all.slice(0, shown).map(({ code, hard, agentId, datedShiftId, found, allowed, title, source }) => (
        <li key={`${code} ${datedShiftId}`}>
          <strong>{hard ? t('schedules.hard') : t('schedules.soft')}</strong>{' '}
          {t('schedules.violation', {
            name: names.get(agentId) ?? agentId,
            day: dayName(days.get(datedShiftId) ?? view.weekStart, i18n.language),
            rule: title === '' ? t(`schedules.code.${code}`) : title,
            found,
            allowed,
          })}
          {source !== '' && <span className="quiet"> {t('schedules.source', { code, source })}</span>}
        </li>
      ))}
    </ul>
  )
}
