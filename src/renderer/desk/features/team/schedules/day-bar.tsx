import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScheduleView } from '../../../../../shared/contract.ts'
import type { ScheduleChange } from '../../../../../shared/domain/schedules/edit.ts'
import type { DayPlace } from './day-keys.ts'
import { dayName } from './day-name.ts'
import { shareOf, type DayRange } from './day-range.ts'
import { useDrag } from './use-drag.ts'
import { useShiftWords } from './use-shift-words.ts'

/** A part below this share of the row has room for its first letter only; its title says the rest. */
const narrow = 0.06

/** One bar of the day: a shift, a rest or block in it, or the empty row of somebody who is free. */
export function DayBar(props: {
  place: DayPlace
  view: ScheduleView
  name: string
  range: DayRange
  stop: boolean
  onFocus: () => void
  onKeyDown: (event: KeyboardEvent) => void
  onChange: (change: ScheduleChange) => void
  onOpen: (datedShiftId: string) => void
}) {
  const { t, i18n } = useTranslation()
  const words = useShiftWords(props.view)
  const { place, view, name, range } = props
  const { datedShiftId, part, day, agentId } = place
  const shift = view.shifts.find((one) => one.datedShiftId === datedShiftId)
  const { held, handlers } = useDrag(drop)
  const shared = {
    type: 'button' as const,
    'data-place': place.id,
    tabIndex: props.stop ? 0 : -1,
    onFocus: props.onFocus,
    onKeyDown: props.onKeyDown,
  }

  function drop({ grip, movedX, at, copy }: Parameters<Parameters<typeof useDrag>[0]>[0]): void {
    if (datedShiftId === null) return
    const row = document.elementsFromPoint(at.x, at.y).find((one) => one.matches('[data-agent]'))
    const width = document.querySelector('.day-grid [data-agent]')?.clientWidth ?? 0
    if (width === 0) return
    const step = part ? 5 : 15
    const minutes = Math.round(((movedX / width) * (range.to - range.from)) / step) * step
    const other = row?.getAttribute('data-agent') ?? agentId
    if (part) {
      const named = { datedShiftId, part: part.part, from: part.from, minutes }
      if (minutes !== 0) props.onChange({ kind: grip === 'end' ? 'lengthen-part' : 'move-part', ...named })
    } else if (grip === 'middle' && copy) props.onChange({ kind: 'copy', datedShiftId, agentId: other, day })
    else if (grip === 'middle' && (minutes !== 0 || other !== agentId))
      props.onChange({ kind: 'move', datedShiftId, agentId: other, day, minutes })
    else if (grip !== 'middle' && minutes !== 0)
      props.onChange({ kind: grip === 'end' ? 'lengthen' : 'start', datedShiftId, minutes })
  }

  if (!shift)
    return (
      <button
        {...shared}
        className="day-free"
        aria-label={t('schedules.freeOf', { name, day: dayName(day, i18n.language) })}
        onClick={() => props.onChange({ kind: 'add', agentId, day, from: '08:00', to: '13:00' })}
      >
        {t('schedules.add')}
      </button>
    )
  const { left, width } = shareOf(part ?? shift, range)
  const stretched = held && held.grip !== 'middle'
  const style = {
    left: `${left * 100}%`,
    width: stretched && held.grip === 'end' ? `calc(${width * 100}% + ${held.movedX}px)` : `${width * 100}%`,
    ...(held?.grip === 'middle' && {
      transform: `translate(${held.movedX}px, ${part ? 0 : held.movedY}px)`,
    }),
  }
  if (part)
    return (
      <button
        {...shared}
        {...handlers}
        className={part.part === 'break' || part.part === 'meal' ? 'day-part day-rest' : 'day-part'}
        style={style}
        aria-label={words.part(part, name, day)}
        title={words.part(part, name, day)}
      >
        {width < narrow ? t(`activity.${part.part}`).slice(0, 1) : t(`activity.${part.part}`)}
      </button>
    )
  const broken = view.violations.filter((one) => one.datedShiftId === datedShiftId)
  return (
    <button
      {...shared}
      {...handlers}
      className={broken.some(({ hard }) => hard) ? 'day-bar shift-broken' : 'day-bar'}
      style={style}
      aria-label={words.shift(shift, name)}
      onDoubleClick={() => props.onOpen(shift.datedShiftId)}
    >
      {broken.length > 0 && '! '}
      {t('schedules.hours', { from: shift.from, to: shift.to })} {t(`activity.${shift.work}`)}
    </button>
  )
}
