import { Button, NumberInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlanningChange, ScheduleView } from '../../../../../../shared/contract.ts'
import { workFunctions } from '../work-functions.ts'
import { PersonSelect } from './person-select.tsx'
import { ChoiceRow } from './choice-row.tsx'
import { WorkTimesFields } from './work-times-fields.tsx'

type Contract = ScheduleView['planning']['contracts'][number]

const anyTime: Contract['exempt'] = { notBefore: null, notAfter: null, offWeekdays: [] }

/** One agent's contract hours, functions, exemptions and wishes. Of an exemption never the reason (R-PREF). */
export function PersonForm({
  view,
  onPlan,
}: {
  view: ScheduleView
  onPlan: (change: PlanningChange) => void
}) {
  const { t } = useTranslation()
  const keptOf = (agentId: string): Contract =>
    view.planning.contracts.find((one) => one.agentId === agentId) ?? {
      agentId,
      weeklyHours: null,
      skills: null,
      exempt: anyTime,
      wishes: anyTime,
    }
  const [edited, setEdited] = useState(() => keptOf(view.agents[0]?.agentId ?? ''))
  const skills = edited.skills ?? workFunctions
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onPlan({ kind: 'set-contract', contract: edited })
      }}
    >
      <div className="form-row">
        <PersonSelect
          view={view}
          agentId={edited.agentId}
          onChange={(agentId) => setEdited(keptOf(agentId))}
        />
        <NumberInput
          hideControls
          label={t('plan.weeklyHours')}
          description={t('plan.weeklyHoursHint')}
          min={1}
          max={60}
          decimalSeparator=","
          value={edited.weeklyHours ?? ''}
          onChange={(value) => {
            const hours = Number(value)
            setEdited({ ...edited, weeklyHours: value === '' || !(hours >= 1 && hours <= 60) ? null : hours })
          }}
        />
      </div>
      <ChoiceRow
        legend={t('plan.skills')}
        options={workFunctions.map((value) => ({ value, label: t(`activity.${value}`) }))}
        chosen={skills}
        onChange={(chosen) =>
          setEdited({ ...edited, skills: chosen.length === workFunctions.length ? null : chosen })
        }
      />
      <WorkTimesFields
        legend={t('plan.exempt')}
        hint={t('plan.exemptHint')}
        times={edited.exempt}
        onChange={(exempt) => setEdited({ ...edited, exempt })}
      />
      <WorkTimesFields
        legend={t('plan.wishes')}
        hint={t('plan.wishesHint')}
        times={edited.wishes}
        onChange={(wishes) => setEdited({ ...edited, wishes })}
      />
      <Button type="submit" variant="default">
        {t('plan.keepPerson')}
      </Button>
    </form>
  )
}
