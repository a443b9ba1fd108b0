import { useRef, type PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScheduleView } from '../../../../../shared/contract.ts'
import type { DatedShift } from '../../../../../shared/domain/schedules/dated-shift.ts'
import type { ScheduleChange } from '../../../../../shared/domain/schedules/edit.ts'
import { minutesOf } from '../../../ui/format.ts'

const dayMinutes = 1440
const half = 30

/** One day with its hours across: bars that can be dragged along, or by their end to make them longer. */
export function DayGrid({
  view,
  day,
  onChange,
}: {
  view: ScheduleView
  day: string
  onChange: (change: ScheduleChange) => void
}) {
  return (
    <ul className="day-grid">
      {view.agents.map(({ agentId, name }) => (
        <li key={agentId}>
          <span className="day-person">{name}</span>
          <div className="day-track">
            {view.shifts
              .filter((shift) => shift.agentId === agentId && shift.day === day)
              .map((shift) => (
                <Bar key={shift.datedShiftId} shift={shift} onChange={onChange} />
              ))}
          </div>
        </li>
      ))}
    </ul>
  )
}

function Bar({ shift, onChange }: { shift: DatedShift; onChange: (change: ScheduleChange) => void }) {
  const { t } = useTranslation()
  const grabbed = useRef<{ x: number; end: boolean } | null>(null)
  const { datedShiftId, agentId, day, from, to } = shift
  const start = minutesOf(from)
  const length = Math.min(dayMinutes - start, (minutesOf(to) - start + dayMinutes) % dayMinutes || dayMinutes)

  function grab(event: PointerEvent<HTMLDivElement>): void {
    const { right } = event.currentTarget.getBoundingClientRect()
    grabbed.current = { x: event.clientX, end: right - event.clientX < 12 }
    event.currentTarget.setPointerCapture(event.pointerId)
  }

  function letGo(event: PointerEvent<HTMLDivElement>): void {
    const held = grabbed.current
    grabbed.current = null
    const width = event.currentTarget.parentElement?.clientWidth ?? 0
    if (!held || width === 0) return
    const minutes = Math.round((((event.clientX - held.x) / width) * dayMinutes) / half) * half
    if (minutes === 0) return
    onChange(
      held.end
        ? { kind: 'lengthen', datedShiftId, minutes }
        : { kind: 'move', datedShiftId, agentId, day, minutes },
    )
  }

  return (
    <div
      className="day-bar"
      style={{ left: `${(start / dayMinutes) * 100}%`, width: `${(length / dayMinutes) * 100}%` }}
      onPointerDown={grab}
      onPointerUp={letGo}
    >
      {t('schedules.hours', { from, to })}
    </div>
  )
}
