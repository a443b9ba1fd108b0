import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { raw } from '../../../../ui/hour-words.ts'
import { daysInWords } from '../../../../ui/rule-days.ts'
import { TimeField } from '../../../../ui/time-field.tsx'
import type { PlanningChange, ScheduleView } from '../../../../../../shared/contract.ts'
import type { ScheduleChange } from '../../../../../../shared/domain/schedules/edit.ts'
import { workFunctions } from '../work-functions.ts'
import { KeptList } from './kept-list.tsx'
import { PersonSelect } from './person-select.tsx'

/** Shifts that come again by a rule of RFC 5545, laid over a person's week with one press. */
export function PatternForm({
  view,
  onPlan,
  onChange,
}: {
  view: ScheduleView
  onPlan: (change: PlanningChange) => void
  onChange: (change: ScheduleChange) => void
}) {
  const { t, i18n } = useTranslation()
  const [agentId, setAgentId] = useState(view.agents[0]?.agentId ?? '')
  const [pattern, setPattern] = useState({
    name: '',
    rrule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
    from: '08:00',
    to: '13:00',
    work: workFunctions[0] ?? 'phone',
  })
  const field = (name: 'name' | 'rrule') => ({
    required: true,
    value: pattern[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setPattern({ ...pattern, [name]: event.currentTarget.value }),
  })
  const nameOf = view.agents.find((agent) => agent.agentId === agentId)?.name ?? ''
  return (
    <>
      <form
        className="form-row"
        onSubmit={(event) => {
          event.preventDefault()
          onPlan({ kind: 'add-pattern', pattern: { ...pattern, firstDay: view.weekStart, pauses: [] } })
        }}
      >
        <TextInput label={t('plan.patternName')} maxLength={80} {...field('name')} />
        <TextInput
          label={t('plan.rrule')}
          description={t('plan.rruleHint')}
          maxLength={300}
          {...field('rrule')}
        />
        <TimeField
          required
          label={t('schedules.from')}
          value={pattern.from}
          onChange={(from) => setPattern({ ...pattern, from })}
        />
        <TimeField
          required
          label={t('schedules.to')}
          value={pattern.to}
          onChange={(to) => setPattern({ ...pattern, to })}
        />
        <NativeSelect
          label={t('schedules.work')}
          data={workFunctions.map((value) => ({ value, label: t(`activity.${value}`) }))}
          value={pattern.work}
          onChange={(event) =>
            setPattern({
              ...pattern,
              work: workFunctions.find((one) => one === event.currentTarget.value) ?? pattern.work,
            })
          }
        />
        <Button type="submit" variant="default" disabled={pattern.name.trim() === ''}>
          {t('plan.addPattern')}
        </Button>
      </form>
      {view.planning.patterns.length > 0 && (
        <div className="form-row">
          <PersonSelect view={view} agentId={agentId} onChange={setAgentId} />
        </div>
      )}
      <KeptList
        items={view.planning.patterns.map(({ patternId, name, rrule, firstDay, from, to }) => ({
          id: patternId,
          words: t('plan.pattern', {
            name,
            from,
            to,
            days: daysInWords(rrule, firstDay, t, i18n.language),
            ...raw,
          }),
          onRemove: () => onPlan({ kind: 'remove-pattern', patternId }),
          actions: (
            <Button
              variant="default"
              size="compact-sm"
              aria-label={t('plan.applyOf', { pattern: name, name: nameOf })}
              onClick={() => onChange({ kind: 'apply-pattern', agentId, patternId })}
            >
              {t('plan.applyTo', { name: nameOf })}
            </Button>
          ),
        }))}
      />
    </>
  )
}
