import { Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { isWorking } from '../../app/actions.ts'
import { useAnswer } from '../../app/answers.ts'
import { useDesk } from '../../app/desk-context.ts'
import { choosable, lookOf, presenceKey, presenceWord, stateWord } from '../../ui/agent-state.tsx'
import { IconCircleFilled, IconPlayerPause } from '../../ui/icons.ts'
import { duration } from '../../ui/format.ts'
import { useNow } from '../../ui/use-now.ts'

/** State of the agent and the way to change it. During a contact the choice waits for its end. */
export function StateMenu() {
  const { t } = useTranslation()
  const { actions } = useDesk()
  const now = useNow()
  const agent = useAnswer('agent.get', {}).data
  if (!agent) return null
  const { look, Icon } = lookOf(agent.state)
  const working = isWorking(agent.state)
  const word = stateWord(t, agent)
  return (
    <Menu position="bottom-start" width={280} shadow="md" withinPortal={false}>
      <Menu.Target>
        <button
          type="button"
          className={`state-button state-${look}`}
          aria-label={t('state.button', { state: word })}
          data-testid="agent-state"
          data-state={agent.state}
        >
          <span className="state-icon">
            <Icon size={18} aria-hidden="true" />
          </span>
          <span className="state-word">{word}</span>
          <span className="state-time" aria-hidden="true">
            {duration(now - Date.parse(agent.since))}
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{working ? t('state.whenDone') : t('state.change')}</Menu.Label>
        {choosable.map((presence) => (
          <Menu.Item
            key={presenceKey(presence)}
            leftSection={
              presence.kind === 'ready' ? (
                <IconCircleFilled size={16} color="var(--ready)" aria-hidden="true" />
              ) : (
                <IconPlayerPause size={16} color="var(--break)" aria-hidden="true" />
              )
            }
            onClick={() => actions.chooseState(presence)}
          >
            {presenceWord(t, presence)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
