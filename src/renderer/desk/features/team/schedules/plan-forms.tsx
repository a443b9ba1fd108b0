import { Button, FileButton, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContractRequests, PlanningChange, ScheduleView } from '../../../../../shared/contract.ts'
import type { ScheduleChange } from '../../../../../shared/domain/schedules/edit.ts'

type Imported = ContractRequests['schedules.importCalls']['output']

/** Absences, patterns and the calls of past weeks: what the week is planned by. */
export function PlanForms(props: {
  view: ScheduleView
  onPlan: (change: PlanningChange) => void
  onChange: (change: ScheduleChange) => void
  onImport: (csv: string) => void
  imported: Imported | null
}) {
  const { t } = useTranslation()
  const { view, onPlan } = props
  const people = view.agents.map(({ agentId: value, name: label }) => ({ value, label }))
  const [agentId, setAgentId] = useState(people[0]?.value ?? '')
  const [from, setFrom] = useState(view.weekStart)
  const [to, setTo] = useState(view.weekStart)
  const [pattern, setPattern] = useState({
    name: '',
    rrule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
    from: '08:00',
    to: '13:00',
  })
  const named = new Map(view.agents.map((agent) => [agent.agentId, agent.name]))
  return (
    <div className="plan-forms">
      <fieldset>
        <legend>{t('schedules.absences')}</legend>
        <NativeSelect
          label={t('schedules.person')}
          data={people}
          value={agentId}
          onChange={(event) => setAgentId(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('schedules.from')}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('schedules.to')}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Button
          variant="default"
          disabled={agentId === '' || from === '' || to < from}
          onClick={() => onPlan({ kind: 'add-absence', absence: { agentId, from, to, kind: 'leave' } })}
        >
          {t('schedules.addAbsence')}
        </Button>
        <ul>
          {view.absences.map((absence) => (
            <li key={absence.absenceId}>
              {t('schedules.absence', {
                name: named.get(absence.agentId) ?? absence.agentId,
                from: absence.from,
                to: absence.to,
              })}{' '}
              <Button
                variant="default"
                size="compact-sm"
                onClick={() => onPlan({ kind: 'remove-absence', absenceId: absence.absenceId })}
              >
                {t('schedules.remove')}
              </Button>
            </li>
          ))}
        </ul>
      </fieldset>
      <fieldset>
        <legend>{t('schedules.patterns')}</legend>
        <TextInput
          label={t('schedules.patternName')}
          value={pattern.name}
          maxLength={80}
          onChange={(event) => setPattern({ ...pattern, name: event.currentTarget.value })}
        />
        <TextInput
          label={t('schedules.rrule')}
          value={pattern.rrule}
          maxLength={300}
          onChange={(event) => setPattern({ ...pattern, rrule: event.currentTarget.value })}
        />
        <TextInput
          type="time"
          label={t('schedules.from')}
          value={pattern.from}
          onChange={(event) => setPattern({ ...pattern, from: event.currentTarget.value })}
        />
        <TextInput
          type="time"
          label={t('schedules.to')}
          value={pattern.to}
          onChange={(event) => setPattern({ ...pattern, to: event.currentTarget.value })}
        />
        <Button
          variant="default"
          disabled={pattern.name.trim() === '' || pattern.from === '' || pattern.to === ''}
          onClick={() =>
            onPlan({
              kind: 'add-pattern',
              pattern: { ...pattern, firstDay: view.weekStart, work: 'phone', pauses: [] },
            })
          }
        >
          {t('schedules.addPattern')}
        </Button>
        <ul>
          {view.patterns.map(({ patternId, name, rrule }) => (
            <li key={patternId}>
              {name} · <code>{rrule}</code>{' '}
              <Button
                variant="default"
                size="compact-sm"
                disabled={agentId === ''}
                onClick={() => props.onChange({ kind: 'apply-pattern', agentId, patternId })}
              >
                {t('schedules.applyTo', { name: named.get(agentId) ?? '' })}
              </Button>{' '}
              <Button
                variant="default"
                size="compact-sm"
                onClick={() => onPlan({ kind: 'remove-pattern', patternId })}
              >
                {t('schedules.remove')}
              </Button>
            </li>
          ))}
        </ul>
      </fieldset>
      <fieldset>
        <legend>{t('schedules.calls')}</legend>
        <p className="quiet">{t('schedules.callsFormat')}</p>
        <FileButton accept=".csv,text/csv" onChange={(file) => void file?.text().then(props.onImport)}>
          {(button) => (
            <Button variant="default" {...button}>
              {t('schedules.import')}
            </Button>
          )}
        </FileButton>
        {props.imported && (
          <>
            <output>
              {props.imported.problems.length === 0
                ? t('schedules.imported', { rows: props.imported.rows })
                : t('schedules.notImported')}
            </output>
            <ul>
              {props.imported.problems.map(({ line, field, rule }) => (
                <li key={`${line} ${field}`}>{t('schedules.problem', { line, field, rule })}</li>
              ))}
            </ul>
          </>
        )}
      </fieldset>
    </div>
  )
}
