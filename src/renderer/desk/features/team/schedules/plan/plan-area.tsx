import { useTranslation } from 'react-i18next'
import type { ScheduleView } from '../../../../../../shared/contract.ts'
import { Section } from '../../../../ui/section.tsx'
import type { OpenWeek } from '../use-week.ts'
import { AbsenceForm } from './absence-form.tsx'
import { CallsForm } from './calls-form.tsx'
import { FloorForm } from './floor-form.tsx'
import { ForecastTable } from './forecast-table.tsx'
import { HolidayForm } from './holiday-form.tsx'
import { HoursForm } from './hours-form.tsx'
import { PatternForm } from './pattern-form.tsx'
import { PersonForm } from './person-form.tsx'
import { PolicyForm } from './policy-form.tsx'

/** Everything a week is planned by that is not its shifts: each form keeps its own part. */
export function PlanArea({ week, view }: { week: OpenWeek; view: ScheduleView }) {
  const { t } = useTranslation()
  return (
    <div className="plan-area">
      <Section heading="h2" title={t('plan.calls')}>
        <CallsForm imported={week.imported} onImport={week.importCalls} />
        <ForecastTable view={view} />
      </Section>
      <Section heading="h2" title={t('plan.policy')}>
        <PolicyForm policy={view.planning.policy} onPlan={week.plan} />
      </Section>
      <Section heading="h2" title={t('plan.hours')}>
        <HoursForm limits={view.planning.limits} onPlan={week.plan} />
      </Section>
      <Section heading="h2" title={t('plan.holidays')}>
        <HolidayForm view={view} onPlan={week.plan} />
      </Section>
      <Section heading="h2" title={t('plan.people')}>
        <PersonForm view={view} onPlan={week.plan} />
      </Section>
      <Section heading="h2" title={t('plan.absences')}>
        <AbsenceForm view={view} onPlan={week.plan} />
      </Section>
      <Section heading="h2" title={t('plan.patterns')}>
        <PatternForm view={view} onPlan={week.plan} onChange={week.change} />
      </Section>
      <Section heading="h2" title={t('plan.floors')}>
        <FloorForm view={view} onPlan={week.plan} />
      </Section>
    </div>
  )
}
