import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScheduleView } from '../../../../../shared/contract.ts'
import type { ScheduleChange } from '../../../../../shared/domain/schedules/edit.ts'
import { dayActOf, placesOfRow, type DayPlace } from './day-keys.ts'
import { DayBar } from './day-bar.tsx'
import { dayRange } from './day-range.ts'

/** One day with its hours across: shifts, rests and blocks of other work, each moved and stretched by mouse or keys. */
export function DayGrid({
  view,
  day,
  onChange,
  onOpen,
}: {
  view: ScheduleView
  day: string
  onChange: (change: ScheduleChange) => void
  onOpen: (datedShiftId: string) => void
}) {
  const { t, i18n } = useTranslation()
  const grid = useRef<HTMLUListElement>(null)
  const [focused, setFocused] = useState<string | null>(null)
  const [copied, setCopied] = useState<string | null>(null)
  const rows = view.agents.map((agent) => ({ agent, places: placesOfRow(view, agent.agentId, day) }))
  const places = rows.flatMap((row) => row.places)
  const stop = places.some(({ id }) => id === focused) ? focused : places[0]?.id
  const range = dayRange(view, day)
  const hours = Array.from({ length: (range.to - range.from) / 60 }, (_, at) => range.from / 60 + at)

  function focusPlace(id: string): void {
    const wanted =
      places.find((place) => place.id === id) ??
      places.find((place) => id === `${place.agentId} ${day}`) ??
      places.find((place) => id.startsWith(place.id))
    grid.current?.querySelector<HTMLElement>(`[data-place="${wanted?.id ?? ''}"]`)?.focus()
  }

  // What was moved is drawn elsewhere and what was removed is gone: the focus goes on beside it.
  useEffect(() => {
    if (focused !== null && document.activeElement === document.body) focusPlace(focused)
  })

  function press(event: KeyboardEvent, place: DayPlace): void {
    const act = dayActOf(event, place, view, copied)
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    if (act.kind === 'focus') focusPlace(act.place.id)
    else if (act.kind === 'copy') setCopied(act.datedShiftId)
    else if (act.kind === 'open') onOpen(act.datedShiftId)
    else {
      if (act.change.kind === 'remove') setFocused(`${place.agentId} ${day}`)
      if (act.change.kind === 'remove-part') setFocused(place.datedShiftId)
      onChange(act.change)
    }
  }

  return (
    <ul className="day-grid" ref={grid} aria-label={t('schedules.dayGrid')}>
      <li className="day-hours" aria-hidden="true">
        <span />
        <div className="day-track">
          {hours.map((hour, at) => (
            <span key={hour} className="day-hour" style={{ left: `${(at / hours.length) * 100}%` }}>
              {hour}
            </span>
          ))}
        </div>
      </li>
      {rows.map(({ agent: { agentId, name, hours: planned }, places: own }) => (
        <li key={agentId}>
          <span className="day-person">
            {name}
            <span className="quiet">
              {t('schedules.weekHours', { hours: planned.toLocaleString(i18n.language) })}
            </span>
          </span>
          <div className="day-track" data-agent={agentId}>
            {own.map((place) => (
              <DayBar
                key={place.id}
                place={place}
                view={view}
                name={name}
                range={range}
                stop={place.id === stop}
                onFocus={() => setFocused(place.id)}
                onKeyDown={(event) => press(event, place)}
                onChange={onChange}
                onOpen={onOpen}
              />
            ))}
          </div>
        </li>
      ))}
    </ul>
  )
}
