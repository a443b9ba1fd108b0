import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ScheduleView } from '../../../../../../shared/contract.ts'

/** Whom a form is about. */
export function PersonSelect({
  view,
  agentId,
  onChange,
}: {
  view: ScheduleView
  agentId: string
  onChange: (agentId: string) => void
}) {
  const { t } = useTranslation()
  return (
    <NativeSelect
      label={t('schedules.person')}
      data={view.agents.map(({ agentId: value, name: label }) => ({ value, label }))}
      value={agentId}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
