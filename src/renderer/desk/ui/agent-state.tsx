import type { TFunction } from 'i18next'
import type { AgentView } from '../../../shared/contract.ts'
import type { Presence } from '../../../shared/domain/agent.ts'
import { assertNever } from '../../../shared/errors.ts'
import { IconBell, IconCircleFilled, IconHeadset, IconPencil, IconPlayerPause, IconPlug } from './icons.ts'

type Look = 'ready' | 'ringing' | 'talking' | 'wrap-up' | 'break' | 'no-line'

/** State is word, icon, shape and colour together; this gives the last three, `stateWord` the first. */
export function lookOf(state: AgentView['state']): { look: Look; Icon: typeof IconBell } {
  switch (state) {
    case 'ready':
      return { look: 'ready', Icon: IconCircleFilled }
    case 'reserved':
      return { look: 'ringing', Icon: IconBell }
    case 'talking':
      return { look: 'talking', Icon: IconHeadset }
    case 'wrap-up':
      return { look: 'wrap-up', Icon: IconPencil }
    case 'not-ready':
      return { look: 'break', Icon: IconPlayerPause }
    case 'preparing':
    case 'no-line':
    case 'signed-out':
      return { look: 'no-line', Icon: IconPlug }
    default:
      return assertNever(state)
  }
}

export function stateWord(t: TFunction, agent: Pick<AgentView, 'state' | 'presence'>): string {
  if (agent.state === 'not-ready') return presenceWord(t, agent.presence)
  return t(`state.${agent.state}`)
}

export function presenceWord(t: TFunction, presence: Presence): string {
  return presence.kind === 'not-ready' ? t(`reason.${presence.reason}`) : t(`presence.${presence.kind}`)
}

/** The states an agent may choose, rests first, as the menu and *Al terminar…* offer them. */
export const choosable: readonly Presence[] = [
  { kind: 'ready' },
  ...([101, 102, 103, 104, 105, 201, 202, 203, 301, 302] as const).map(
    (reason) => ({ kind: 'not-ready', reason }) as const,
  ),
]

/** One text per presence, for menus and selects. */
export function presenceKey(presence: Presence): string {
  return presence.kind === 'not-ready' ? String(presence.reason) : presence.kind
}
