import { useEffect, useRef, useState, type DragEvent, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScheduleView } from '../../../../../shared/contract.ts'
import type { ScheduleChange } from '../../../../../shared/domain/schedules/edit.ts'
import { dayName } from './day-name.ts'
import { useShiftWords } from './use-shift-words.ts'
import { actOf, placesOf, type Place } from './schedule-keys.ts'

const idOf = ({ agentId, day, datedShiftId }: Place) => datedShiftId ?? `${agentId} ${day}`

/** People down, days across. Everything the mouse can do here the keys can do too. */
export function WeekGrid({
  view,
  onChange,
  onDay,
  onOpen,
}: {
  view: ScheduleView
  onChange: (change: ScheduleChange) => void
  onOpen: (datedShiftId: string) => void
  onDay: (day: string) => void
}) {
  const { t, i18n } = useTranslation()
  const table = useRef<HTMLTableElement>(null)
  const [focused, setFocused] = useState<string | null>(null)
  const [copied, setCopied] = useState<string | null>(null)
  const places = placesOf(view)
  const known = places.find((place) => idOf(place) === focused)
  const stop = known ? idOf(known) : places[0] && idOf(places[0])

  // A shift that moved is drawn elsewhere and has lost the focus to nobody: it gets it back, so that keys go on.
  useEffect(() => {
    if (focused !== null && document.activeElement === document.body) focusPlace(focused)
  })

  function focusPlace(id: string): void {
    table.current?.querySelector<HTMLElement>(`[data-place="${id}"]`)?.focus()
  }

  function press(event: KeyboardEvent, place: Place): void {
    const act = actOf(event, place, view, copied)
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    if (act.kind === 'focus') focusPlace(idOf(act.place))
    else if (act.kind === 'copy') setCopied(act.datedShiftId)
    else if (act.kind === 'open') onOpen(act.datedShiftId)
    else {
      if (act.change.kind === 'remove') setFocused(`${place.agentId} ${place.day}`)
      onChange(act.change)
    }
  }

  function drop(event: DragEvent, agentId: string, day: string): void {
    event.preventDefault()
    const datedShiftId = event.dataTransfer.getData('text/plain')
    if (!view.shifts.some((shift) => shift.datedShiftId === datedShiftId)) return
    onChange(
      event.ctrlKey
        ? { kind: 'copy', datedShiftId, agentId, day }
        : { kind: 'move', datedShiftId, agentId, day, minutes: 0 },
    )
  }

  return (
    <div className="week-scroll">
      <table className="week-grid" ref={table} aria-label={t('schedules.week')}>
        <thead>
          <tr>
            <th scope="col">{t('schedules.person')}</th>
            {view.days.map((day) => (
              <th key={day} scope="col">
                <button type="button" className="day-head" onClick={() => onDay(day)}>
                  {dayName(day, i18n.language)}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.agents.map(({ agentId, name, hours, answer }) => (
            <tr key={agentId}>
              <th scope="row">
                {name}
                <span className="quiet">
                  {t('schedules.hoursAndAnswer', {
                    hours: hours.toLocaleString(i18n.language),
                    answer: t(`schedules.answers.${answer}`),
                  })}
                </span>
              </th>
              {view.days.map((day) => (
                <td
                  key={day}
                  onDragOver={(event) => event.preventDefault()}
                  onDrop={(event) => drop(event, agentId, day)}
                >
                  {places
                    .filter((place) => place.agentId === agentId && place.day === day)
                    .map((place) => (
                      <PlaceButton
                        key={idOf(place)}
                        place={place}
                        view={view}
                        name={name}
                        stop={idOf(place) === stop}
                        onFocus={() => setFocused(idOf(place))}
                        onKeyDown={(event) => press(event, place)}
                        onOpen={onOpen}
                      />
                    ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function PlaceButton(props: {
  place: Place
  view: ScheduleView
  name: string
  stop: boolean
  onFocus: () => void
  onKeyDown: (event: KeyboardEvent) => void
  onOpen: (datedShiftId: string) => void
}) {
  const { t, i18n } = useTranslation()
  const words = useShiftWords(props.view)
  const { place, view, name } = props
  const shift = view.shifts.find((one) => one.datedShiftId === place.datedShiftId)
  const broken = view.violations.filter(({ datedShiftId }) => datedShiftId === place.datedShiftId)
  const wrong = broken.some(({ hard }) => hard)
  const said = shift
    ? words.shift(shift, name)
    : t('schedules.freeOf', { name, day: dayName(place.day, i18n.language) })
  return (
    <button
      type="button"
      className={shift ? (wrong ? 'shift-chip shift-broken' : 'shift-chip') : 'shift-free'}
      data-place={idOf(place)}
      tabIndex={props.stop ? 0 : -1}
      aria-label={said}
      draggable={shift !== undefined}
      onDragStart={(event) => event.dataTransfer.setData('text/plain', place.datedShiftId ?? '')}
      onFocus={props.onFocus}
      onDoubleClick={() => shift && props.onOpen(shift.datedShiftId)}
      onKeyDown={props.onKeyDown}
    >
      {shift ? `${broken.length > 0 ? '! ' : ''}${shift.from}–${shift.to}` : '·'}
    </button>
  )
}
