import { Button, NativeSelect } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TimeField } from '../../../ui/time-field.tsx'
import type { ScheduleView } from '../../../../../shared/contract.ts'
import type { DatedShift } from '../../../../../shared/domain/schedules/dated-shift.ts'
import type { ScheduleChange } from '../../../../../shared/domain/schedules/edit.ts'
import { useKeyDown } from '../../../ui/use-key-down.ts'
import { partsOf, type PartPlace } from './day-keys.ts'
import { dayName } from './day-name.ts'
import { workFunctions } from './work-functions.ts'

const parts = ['break', 'meal', ...workFunctions] as const

/** One shift as fields: exact hours, what for, and what lies inside of it. Escape puts it away. */
export function ShiftForm({
  view,
  shift,
  onChange,
  onClose,
}: {
  view: ScheduleView
  shift: DatedShift
  onChange: (change: ScheduleChange) => void
  onClose: () => void
}) {
  const { t, i18n } = useTranslation()
  const root = useRef<HTMLElement>(null)
  const { datedShiftId } = shift
  const [hours, setHours] = useState({ from: shift.from, to: shift.to, work: shift.work })
  const [part, setPart] = useState<PartPlace['part']>('break')
  const name = view.agents.find(({ agentId }) => agentId === shift.agentId)?.name ?? ''
  useKeyDown(root, (event) => {
    if (event.key === 'Escape') onClose()
  })
  return (
    <section
      ref={root}
      className="shift-form"
      aria-label={t('schedules.formOf', { name, day: dayName(shift.day, i18n.language) })}
    >
      <h3>{t('schedules.formOf', { name, day: dayName(shift.day, i18n.language) })}</h3>
      <form
        className="form-row"
        onSubmit={(event) => {
          event.preventDefault()
          onChange({ kind: 'set', datedShiftId, ...hours })
        }}
      >
        <TimeField
          takesFocus
          required
          label={t('schedules.from')}
          value={hours.from}
          onChange={(value) => setHours({ ...hours, from: value })}
        />
        <TimeField
          required
          label={t('schedules.to')}
          value={hours.to}
          onChange={(value) => setHours({ ...hours, to: value })}
        />
        <NativeSelect
          label={t('schedules.work')}
          data={workFunctions.map((value) => ({ value, label: t(`activity.${value}`) }))}
          value={hours.work}
          onChange={(event) => {
            const work = workFunctions.find((one) => one === event.currentTarget.value)
            if (work) setHours({ ...hours, work })
          }}
        />
        <Button type="submit">{t('schedules.keep')}</Button>
        <Button variant="default" onClick={onClose}>
          {t('schedules.close')}
        </Button>
      </form>
      <ul className="plain-rows">
        {partsOf(shift).map((one) => (
          <li key={`${one.part} ${one.from}`}>
            {t('schedules.partLine', { what: t(`activity.${one.part}`), from: one.from, to: one.to })}{' '}
            <Button
              variant="default"
              size="compact-sm"
              aria-label={t('schedules.removePart', { what: t(`activity.${one.part}`), from: one.from })}
              onClick={() => onChange({ kind: 'remove-part', datedShiftId, part: one.part, from: one.from })}
            >
              {t('schedules.remove')}
            </Button>
          </li>
        ))}
      </ul>
      <div className="form-row">
        <NativeSelect
          label={t('schedules.addPart')}
          data={parts.map((value) => ({ value, label: t(`activity.${value}`) }))}
          value={part}
          onChange={(event) => setPart(parts.find((one) => one === event.currentTarget.value) ?? part)}
        />
        <Button variant="default" onClick={() => onChange({ kind: 'add-part', datedShiftId, part })}>
          {t('schedules.add')}
        </Button>
        <Button variant="default" onClick={() => onChange({ kind: 'remove', datedShiftId })}>
          {t('schedules.removeShift')}
        </Button>
      </div>
    </section>
  )
}
