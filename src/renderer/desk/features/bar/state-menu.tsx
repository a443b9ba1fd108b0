import { Menu } from '@mantine/core'
import type { ComponentProps } from 'react'
import { useTranslation } from 'react-i18next'
import { isWorking } from '../../app/actions.ts'
import { useAnswer, useAnswerPart } from '../../app/answers.ts'
import { useDesk } from '../../app/desk-context.ts'
import { choosable, lookOf, presenceKey, presenceWord, stateWord } from '../../ui/agent-state.tsx'
import { Elapsed } from '../../ui/elapsed.tsx'
import { IconCircleFilled, IconPlayerPause } from '../../ui/icons.ts'

/** State of the agent and the way to change it. During a contact the choice waits for its end. */
export function StateMenu() {
  const known = useAnswerPart('agent.get', {}, () => true)
  if (!known) return null
  return (
    <Menu position="bottom-start" width={280} shadow="md" withinPortal={false}>
      <Menu.Target>
        <StateButton />
      </Menu.Target>
      <Menu.Dropdown>
        <Choices />
      </Menu.Dropdown>
    </Menu>
  )
}

/** The state follows every step of a call; the closed menu around it does not. */
function StateButton({ className, ...opening }: ComponentProps<'button'>) {
  const { t } = useTranslation()
  const agent = useAnswer('agent.get', {}).data
  if (!agent) return null
  const { look, Icon } = lookOf(agent.state)
  const word = stateWord(t, agent)
  return (
    <button
      {...opening}
      type="button"
      className={`${className ?? ''} state-button state-${look}`}
      aria-label={t('state.button', { state: word })}
      data-testid="agent-state"
      data-state={agent.state}
    >
      <span className="state-icon">
        <Icon size={18} aria-hidden="true" />
      </span>
      <span className="state-word">{word}</span>
      <span className="state-time" aria-hidden="true">
        <Elapsed since={Date.parse(agent.since)} />
      </span>
    </button>
  )
}

function Choices() {
  const { t } = useTranslation()
  const { actions } = useDesk()
  const working = useAnswerPart('agent.get', {}, ({ state }) => isWorking(state)) ?? false
  return (
    <>
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
    </>
  )
}
