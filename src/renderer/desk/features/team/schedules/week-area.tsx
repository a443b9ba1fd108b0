import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScheduleView } from '../../../../../shared/contract.ts'
import { useKeyDown } from '../../../ui/use-key-down.ts'
import { Section } from '../../../ui/section.tsx'
import { CoverageLine } from './coverage-line.tsx'
import { DayGrid } from './day-grid.tsx'
import { dayName } from './day-name.ts'
import { dayRange } from './day-range.ts'
import { ShiftForm } from './shift-form.tsx'
import type { OpenWeek } from './use-week.ts'
import { ViolationList } from './violation-list.tsx'
import { WeekGrid } from './week-grid.tsx'

/** The week or one of its days to edit, with the coverage above and the broken rules below, both true at every key. */
export function WeekArea({ week, view }: { week: OpenWeek; view: ScheduleView }) {
  const { t, i18n } = useTranslation()
  const root = useRef<HTMLDivElement>(null)
  const [day, setDay] = useState<string | null>(null)
  const [openId, setOpenId] = useState<string | null>(null)
  const opened = view.shifts.find(({ datedShiftId }) => datedShiftId === openId)
  const hard = view.violations.some((one) => one.hard)
  const range = day === null ? null : dayRange(view, day)

  useKeyDown(root, (event) => {
    const key = event.key.toLowerCase()
    if (!event.ctrlKey || event.altKey || event.target instanceof HTMLInputElement) return
    if (key !== 'z' && key !== 'y') return
    event.preventDefault()
    week.undo(key === 'y' || event.shiftKey)
  })

  function goTo(datedShiftId: string): void {
    const shift = view.shifts.find((one) => one.datedShiftId === datedShiftId)
    if (shift && day !== null && shift.day !== day) setDay(shift.day)
    requestAnimationFrame(() =>
      root.current?.querySelector<HTMLElement>(`[data-place="${datedShiftId}"]`)?.focus(),
    )
  }

  return (
    <div className="schedules" ref={root}>
      <div className="schedule-tools">
        <Button variant="default" onClick={week.propose}>
          {t('schedules.propose')}
        </Button>
        <Button variant="default" onClick={() => week.change({ kind: 'copy-week' })}>
          {t('schedules.copyWeek')}
        </Button>
        <Button variant="default" disabled={!view.canUndo} onClick={() => week.undo(false)}>
          {t('schedules.undo')}
        </Button>
        <Button variant="default" disabled={!view.canRedo} onClick={() => week.undo(true)}>
          {t('schedules.redo')}
        </Button>
        <Button disabled={hard} onClick={week.publish}>
          {t('schedules.publish')}
        </Button>
        {hard && <span className="quiet">{t('schedules.publishWhy')}</span>}
      </div>
      {day !== null && (
        <div className="schedule-tools">
          <Button variant="default" onClick={() => setDay(null)}>
            {t('schedules.wholeWeek')}
          </Button>
          <fieldset aria-label={t('schedules.days')} className="schedule-areas">
            {view.days.map((one) => (
              <Button
                key={one}
                variant={one === day ? 'filled' : 'default'}
                aria-pressed={one === day}
                onClick={() => setDay(one)}
              >
                {dayName(one, i18n.language)}
              </Button>
            ))}
          </fieldset>
        </div>
      )}
      <section aria-label={t('schedules.coverageTitle')} data-testid="coverage">
        <CoverageLine view={view} day={day} range={range} />
      </section>
      {day === null ? (
        <WeekGrid view={view} onChange={week.change} onDay={setDay} onOpen={setOpenId} />
      ) : (
        <DayGrid view={view} day={day} onChange={week.change} onOpen={setOpenId} />
      )}
      {opened && (
        <ShiftForm
          key={opened.datedShiftId}
          view={view}
          shift={opened}
          onChange={week.change}
          onClose={() => {
            setOpenId(null)
            goTo(opened.datedShiftId)
          }}
        />
      )}
      <details className="schedule-keys">
        <summary>{t('schedules.keysTitle')}</summary>
        <p className="quiet">{day === null ? t('schedules.keys') : t('schedules.dayKeys')}</p>
      </details>
      <Section heading="h2" title={t('schedules.violations')}>
        <ViolationList view={view} onGoTo={goTo} />
      </Section>
    </div>
  )
}
