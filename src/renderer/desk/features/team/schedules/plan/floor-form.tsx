import { Button, NativeSelect, NumberInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlanningChange, ScheduleView } from '../../../../../../shared/contract.ts'
import { KeptList } from './kept-list.tsx'

/** The fewest that stay on the line of a queue while others rest; where nothing is said, half of those who are there. */
export function FloorForm({
  view,
  onPlan,
}: {
  view: ScheduleView
  onPlan: (change: PlanningChange) => void
}) {
  const { t } = useTranslation()
  const [queueId, setQueueId] = useState(view.queues[0]?.queueId ?? '')
  const [agents, setAgents] = useState(1)
  const names = new Map(view.queues.map((queue) => [queue.queueId, queue.name]))
  return (
    <>
      <p className="quiet">{t('plan.floorsHint')}</p>
      <form
        className="form-row"
        onSubmit={(event) => {
          event.preventDefault()
          onPlan({ kind: 'set-floor', floor: { queueId, agents } })
        }}
      >
        <NativeSelect
          label={t('plan.queue')}
          data={view.queues.map((queue) => ({ value: queue.queueId, label: queue.name }))}
          value={queueId}
          onChange={(event) => setQueueId(event.currentTarget.value)}
        />
        <NumberInput
          required
          hideControls
          label={t('plan.floor')}
          min={0}
          max={500}
          allowDecimal={false}
          value={agents}
          onChange={(value) => setAgents(Number(value))}
        />
        <Button type="submit" variant="default" disabled={queueId === ''}>
          {t('plan.keepFloor')}
        </Button>
      </form>
      <KeptList
        items={view.planning.floors.map((one) => ({
          id: one.queueId,
          words: t('plan.floorOf', { queue: names.get(one.queueId) ?? one.queueId, agents: one.agents }),
          onRemove: () => onPlan({ kind: 'remove-floor', queueId: one.queueId }),
        }))}
      />
    </>
  )
}
