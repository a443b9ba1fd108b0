import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlanningChange, ScheduleView } from '../../../../../../shared/contract.ts'
import { dayName } from '../day-name.ts'
import { KeptList } from './kept-list.tsx'
import { PersonSelect } from './person-select.tsx'

type Kind = ScheduleView['planning']['absences'][number]['kind']
const kinds: readonly Kind[] = ['holiday', 'leave', 'training']

/** Days somebody is not there. An illness is leave like any other: planning needs no more. */
export function AbsenceForm({
  view,
  onPlan,
}: {
  view: ScheduleView
  onPlan: (change: PlanningChange) => void
}) {
  const { t, i18n } = useTranslation()
  const [absence, setAbsence] = useState({
    agentId: view.agents[0]?.agentId ?? '',
    from: view.weekStart,
    to: view.weekStart,
    kind: kinds[0] ?? 'holiday',
  })
  const { from, to } = absence
  const names = new Map(view.agents.map(({ agentId, name }) => [agentId, name]))
  return (
    <>
      <form
        className="form-row"
        onSubmit={(event) => {
          event.preventDefault()
          onPlan({ kind: 'add-absence', absence })
        }}
      >
        <PersonSelect
          view={view}
          agentId={absence.agentId}
          onChange={(agentId) => setAbsence({ ...absence, agentId })}
        />
        <TextInput
          type="date"
          required
          label={t('schedules.from')}
          value={from}
          onChange={(event) => setAbsence({ ...absence, from: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          required
          label={t('schedules.to')}
          value={to}
          error={to !== '' && to < from ? t('plan.endsBefore') : undefined}
          onChange={(event) => setAbsence({ ...absence, to: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('plan.absenceKind')}
          data={kinds.map((value) => ({ value, label: t(`plan.absenceKinds.${value}`) }))}
          value={absence.kind}
          onChange={(event) =>
            setAbsence({
              ...absence,
              kind: kinds.find((one) => one === event.currentTarget.value) ?? absence.kind,
            })
          }
        />
        <Button
          type="submit"
          variant="default"
          disabled={absence.agentId === '' || from === '' || to === '' || to < from}
        >
          {t('plan.addAbsence')}
        </Button>
      </form>
      <KeptList
        items={view.planning.absences.map((one) => ({
          id: one.absenceId,
          words: t('plan.absence', {
            name: names.get(one.agentId) ?? one.agentId,
            from: dayName(one.from, i18n.language),
            to: dayName(one.to, i18n.language),
            kind: t(`plan.absenceKinds.${one.kind}`),
          }),
          onRemove: () => onPlan({ kind: 'remove-absence', absenceId: one.absenceId }),
        }))}
      />
    </>
  )
}
