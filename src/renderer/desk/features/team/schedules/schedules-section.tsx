import { Button } from '@mantine/core'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContractRequests, ScheduleView } from '../../../../../shared/contract.ts'
import { toDeskError } from '../../../../../shared/errors.ts'
import { useLink } from '../../../app/link-context.ts'
import { Section } from '../../../ui/section.tsx'
import { CoverageLine } from './coverage-line.tsx'
import { DayGrid } from './day-grid.tsx'
import { dayName } from './day-name.ts'
import { ExchangeList } from './exchange-list.tsx'
import { PlanForms } from './plan-forms.tsx'
import { ViolationList } from './violation-list.tsx'
import { WeekGrid } from './week-grid.tsx'
import './schedules.css'

type Imported = ContractRequests['schedules.importCalls']['output']

/** *Turnos*: the week is edited here, judged at every change, proposed, and published. */
export function SchedulesSection() {
  const { t, i18n } = useTranslation()
  const link = useLink()
  const [view, setView] = useState<ScheduleView | null>(null)
  const [day, setDay] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  const [failed, setFailed] = useState('')
  const [imported, setImported] = useState<Imported | null>(null)
  /** One change after another: a second key does not overtake the first. */
  const turn = useRef(Promise.resolve())

  const run = useCallback((work: () => Promise<ScheduleView | null>) => {
    turn.current = turn.current.then(async () => {
      setFailed('')
      try {
        const next = await work()
        if (next) setView(next)
      } catch (thrown) {
        const error = toDeskError(thrown)
        setFailed(error.message)
      }
    })
  }, [])

  useEffect(() => {
    run(() => link.request('schedules.week', { weekStart: null }))
  }, [link, run])

  if (!view)
    return (
      <p role={failed === '' ? undefined : 'alert'}>
        {failed === '' ? t('team.loading') : t('schedules.failed', { why: failed })}
      </p>
    )
  const { weekStart } = view
  const other = (by: number) =>
    new Date(Date.parse(`${weekStart}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10)
  const open = (by: number) => {
    setDay(null)
    run(() => link.request('schedules.week', { weekStart: other(by) }))
  }
  const change = (made: ContractRequests['schedules.change']['input']['change']) =>
    run(() => link.request('schedules.change', { weekStart, change: made }))

  return (
    <div className="schedules">
      <div className="schedule-tools">
        <Button variant="default" onClick={() => open(-7)}>
          {t('schedules.before')}
        </Button>
        <h2>{t('schedules.weekOf', { day: dayName(weekStart, i18n.language) })}</h2>
        <Button variant="default" onClick={() => open(7)}>
          {t('schedules.after')}
        </Button>
        <Button variant="default" onClick={() => change({ kind: 'copy-week' })}>
          {t('schedules.copyWeek')}
        </Button>
        <Button variant="default" onClick={() => run(() => link.request('schedules.propose', { weekStart }))}>
          {t('schedules.propose')}
        </Button>
        <Button
          onClick={() =>
            run(async () => {
              const published = await link.request('schedules.publish', { weekStart })
              setSaid(t('schedules.published', { told: published.told, awaiting: published.awaiting }))
              return published.view
            })
          }
        >
          {t('schedules.publish')}
        </Button>
        <span className="quiet">{view.saved ? t('schedules.saved') : t('schedules.unsaved')}</span>
      </div>
      <output>{said}</output>
      {failed !== '' && <p role="alert">{t('schedules.failed', { why: failed })}</p>}
      {day === null ? (
        <WeekGrid view={view} onChange={change} onDay={setDay} />
      ) : (
        <>
          <Button variant="default" onClick={() => setDay(null)}>
            {t('schedules.wholeWeek')}
          </Button>
          <h3>{dayName(day, i18n.language)}</h3>
          <DayGrid view={view} day={day} onChange={change} />
        </>
      )}
      <p className="quiet">{t('schedules.keys')}</p>
      <Section heading="h2" title={t('schedules.coverageTitle')} testId="coverage">
        <CoverageLine view={view} />
      </Section>
      <Section heading="h2" title={t('schedules.violations')}>
        <ViolationList view={view} />
      </Section>
      {view.agents.some(({ answer }) => answer === 'disputed') && (
        <Section heading="h2" title={t('schedules.disputes')}>
          <ul className="violations">
            {view.agents
              .filter(({ answer }) => answer === 'disputed')
              .map(({ agentId, name, words }) => (
                <li key={agentId}>{t('schedules.dispute', { name, words })}</li>
              ))}
          </ul>
        </Section>
      )}
      <Section heading="h2" title={t('schedules.exchanges')}>
        <ExchangeList
          view={view}
          onDecide={(exchangeId, approve, reason) =>
            run(() => link.request('schedules.decide', { weekStart, exchangeId, approve, reason }))
          }
        />
      </Section>
      <Section heading="h2" title={t('schedules.planBy')}>
        <PlanForms
          view={view}
          imported={imported}
          onChange={change}
          onPlan={(made) => run(() => link.request('schedules.plan', { weekStart, change: made }))}
          onImport={(csv) =>
            run(async () => {
              setImported(await link.request('schedules.importCalls', { csv }))
              return await link.request('schedules.week', { weekStart })
            })
          }
        />
      </Section>
    </div>
  )
}
