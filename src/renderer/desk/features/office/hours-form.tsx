import { Button, Checkbox, NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SlotRule } from '../../../../shared/domain/appointments/slot-rule.ts'
import { wallClock } from '../../../../shared/domain/shifts/clock-time.ts'
import { useAnswer } from '../../app/answers.ts'
import { accessFeatures } from '../../ui/access-features.ts'
import { closedDaysWith } from '../../ui/closed-days.ts'
import { daysInWords, weekdays, weekdaysOf } from '../../ui/rule-days.ts'
import { TimeField } from '../../ui/time-field.tsx'
import { ClosedDaysField } from './closed-days-field.tsx'

/** New hours of a unit, or others in their place; what was typed stays while the city does not take it. */
export function HoursForm(props: {
  unitId: string
  rule: SlotRule | null
  onPublish: (rule: SlotRule) => Promise<boolean>
  onLeave: () => void
}) {
  const { t, i18n } = useTranslation()
  const { unitId, rule } = props
  const zone = useAnswer('session.get', {}).data?.city?.timeZone ?? 'UTC'
  const procedures = (useAnswer('appointments.offices', {}).data?.procedures ?? []).filter(
    (procedure) => procedure.unitId === unitId,
  )
  const [typed, setTyped] = useState<SlotRule>(() => rule ?? blank(unitId, wallClock(Date.now(), zone).day))
  const [closedDay, setClosedDay] = useState('')
  const exceptions = closedDaysWith(typed.exceptions, closedDay)
  // Days that come otherwise than week by week stand as they are until others are chosen.
  const weekly = weekdaysOf(typed.rrule)
  const ready =
    typed.place.trim().length >= 3 &&
    weekly?.length !== 0 &&
    typed.from < typed.to &&
    exceptions !== undefined
  const change = (part: Partial<SlotRule>) => setTyped({ ...typed, ...part })

  return (
    <form
      className="hours-form"
      aria-label={t(rule ? 'office.edit' : 'office.publish')}
      onSubmit={(event) => {
        event.preventDefault()
        if (!ready) return
        void props.onPublish({ ...typed, place: typed.place.trim(), exceptions }).then((done) => {
          if (!done || rule) return
          setTyped(blank(unitId, wallClock(Date.now(), zone).day))
          setClosedDay('')
        })
      }}
    >
      <h3>{t(rule ? 'office.edit' : 'office.publish')}</h3>
      <TextInput
        required
        label={t('office.place')}
        description={t('office.placeHint')}
        value={typed.place}
        maxLength={200}
        onChange={(event) => change({ place: event.currentTarget.value })}
      />
      <Checkbox.Group
        label={t('office.days')}
        description={weekly ? undefined : daysInWords(typed.rrule, typed.firstDay, t, i18n.language)}
        value={weekly ?? []}
        onChange={(values) =>
          change({ rrule: everyWeek(weekdays.filter((weekday) => values.includes(weekday))) })
        }
      >
        <div className="hour-needs">
          {weekdays.map((weekday) => (
            <Checkbox key={weekday} value={weekday} label={t(`office.weekday.${weekday}`)} />
          ))}
        </div>
      </Checkbox.Group>
      <div className="hours-row">
        <TimeField
          required
          label={t('office.from')}
          value={typed.from}
          onChange={(from) => change({ from })}
        />
        <TimeField required label={t('office.to')} value={typed.to} onChange={(to) => change({ to })} />
        <NumberInput
          label={t('office.minutes')}
          value={typed.slotMinutes}
          min={5}
          max={480}
          allowDecimal={false}
          onChange={(value) => change({ slotMinutes: Number(value) || 30 })}
        />
        <NumberInput
          label={t('office.capacity')}
          value={typed.capacity}
          min={1}
          max={200}
          allowDecimal={false}
          onChange={(value) => change({ capacity: Number(value) || 1 })}
        />
      </div>
      <Checkbox.Group
        label={t('office.features')}
        value={typed.features}
        onChange={(values) => change({ features: accessFeatures.filter((one) => values.includes(one)) })}
      >
        <div className="hour-needs">
          {accessFeatures.map((feature) => (
            <Checkbox key={feature} value={feature} label={t(`hour.feature.${feature}`)} />
          ))}
        </div>
      </Checkbox.Group>
      {procedures.length > 0 && (
        <Checkbox.Group
          label={t('office.procedures')}
          description={t('office.proceduresHint')}
          value={typed.procedureIds}
          onChange={(procedureIds) => change({ procedureIds })}
        >
          <div className="hour-needs">
            {procedures.map(({ procedureId, title }) => (
              <Checkbox key={procedureId} value={procedureId} label={title} />
            ))}
          </div>
        </Checkbox.Group>
      )}
      <ClosedDaysField
        days={typed.exceptions}
        typed={closedDay}
        onChange={(days) => change({ exceptions: days })}
        onTyped={setClosedDay}
      />
      <div className="second-level-buttons">
        <Button type="submit" disabled={!ready}>
          {t(rule ? 'office.save' : 'office.publish')}
        </Button>
        {rule && (
          <Button variant="default" onClick={props.onLeave}>
            {t('office.leave')}
          </Button>
        )}
      </div>
    </form>
  )
}

const everyWeek = (days: readonly string[]): string => `FREQ=WEEKLY;BYDAY=${days.join(',')}`

function blank(unitId: string, today: string): SlotRule {
  return {
    ruleId: `${unitId.slice(0, 24)}-${Date.now().toString(36)}`,
    unitId,
    place: '',
    rrule: everyWeek(['MO', 'TU', 'WE', 'TH', 'FR']),
    firstDay: today,
    from: '09:00',
    to: '13:00',
    slotMinutes: 30,
    capacity: 1,
    exceptions: [],
    procedureIds: [],
    features: [],
  }
}
