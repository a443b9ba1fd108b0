import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dayName } from './day-name.ts'
import { PlanArea } from './plan/plan-area.tsx'
import { AnswerTable } from './answer-table.tsx'
import { ExchangeList } from './exchange-list.tsx'
import { useWeek } from './use-week.ts'
import { WeekArea } from './week-area.tsx'
import { WeekState } from './week-state.tsx'
import { Section } from '../../../ui/section.tsx'
import './schedules.css'

const areas = ['week', 'answers', 'plan'] as const
type Area = (typeof areas)[number]

/** *Turnos*: a week is edited, judged at every change, proposed and published; answered to; and what it is planned by. */
export function SchedulesSection() {
  const { t, i18n } = useTranslation()
  const week = useWeek()
  const [area, setArea] = useState<Area>('week')
  const { view } = week
  if (!view)
    return (
      <p role={week.failed === '' ? undefined : 'alert'}>
        {week.failed === '' ? t('team.loading') : week.failed}
      </p>
    )
  const other = (by: number) =>
    new Date(Date.parse(`${view.weekStart}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10)
  const open =
    view.agents.filter(({ answer, reply }) => answer === 'disputed' && reply === '').length +
    view.exchanges.filter(({ state }) => state === 'agreed').length
  return (
    <div className="schedules">
      <div className="schedule-tools">
        <Button variant="default" onClick={() => week.open(other(-7))}>
          {t('schedules.before')}
        </Button>
        <h2>{t('schedules.weekOf', { day: dayName(view.weekStart, i18n.language) })}</h2>
        <Button variant="default" onClick={() => week.open(other(7))}>
          {t('schedules.after')}
        </Button>
        <fieldset className="schedule-areas" aria-label={t('schedules.areas')}>
          {areas.map((one) => (
            <Button
              key={one}
              variant={one === area ? 'filled' : 'default'}
              aria-pressed={one === area}
              onClick={() => setArea(one)}
            >
              {one === 'answers' && open > 0
                ? t('schedules.answersWaiting', { count: open })
                : t(`schedules.area.${one}`)}
            </Button>
          ))}
        </fieldset>
      </div>
      <WeekState view={view} said={week.said} />
      {week.failed !== '' && <p role="alert">{week.failed}</p>}
      {area === 'week' && <WeekArea key={view.weekStart} week={week} view={view} />}
      {area === 'answers' && (
        <>
          <Section heading="h2" title={t('schedules.answersTitle')}>
            <AnswerTable view={view} onReply={week.reply} />
          </Section>
          <Section heading="h2" title={t('schedules.exchanges')}>
            <ExchangeList view={view} onDecide={week.decide} />
          </Section>
        </>
      )}
      {area === 'plan' && <PlanArea key={view.weekStart} week={week} view={view} />}
    </div>
  )
}
