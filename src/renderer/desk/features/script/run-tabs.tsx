import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../../../shared/contract.ts'
import { useAnswer } from '../../app/answers.ts'
import { useDesk } from '../../app/desk-context.ts'
import { IconCheck, IconPlayerPause } from '../../ui/icons.ts'

/** One call may need several scripts: each waits at its step until the agent turns to it again. */
export function RunTabs({ contact }: { contact: Contact }) {
  const { t } = useTranslation()
  const { actions } = useDesk()
  const titles = useAnswer('scripts.list', {}).data
  const { runs } = contact.interaction
  if (runs.length < 2) return null
  return (
    <nav className="run-tabs" aria-label={t('script.runs')}>
      {runs.map((run) => {
        const here = run.runId === contact.walk?.runId
        const over = run.completedAt !== undefined
        const state = over ? t('script.runOver') : t(here ? 'script.runHere' : 'script.runWaits')
        return (
          <Button
            key={run.runId}
            size="compact-md"
            variant={here ? 'filled' : 'default'}
            aria-current={here ? 'true' : undefined}
            leftSection={
              over ? (
                <IconCheck size={16} aria-hidden="true" />
              ) : here ? null : (
                <IconPlayerPause size={16} aria-hidden="true" />
              )
            }
            onClick={() => actions.switchScript(run.runId)}
          >
            {titles?.find(({ scriptId }) => scriptId === run.scriptId)?.title ?? run.scriptId}
            <span className="run-state">{state}</span>
          </Button>
        )
      })}
    </nav>
  )
}
