import type { AgentView } from '../../../../shared/contract.ts'
import type { Registration } from '../../../../shared/domain/agent.ts'
import { assertNever } from '../../../../shared/errors.ts'

export type Light = 'good' | 'waiting' | 'bad'

/** What each light of the check shows; the words themselves are the language file's. */
export function adviceOf(agent: Pick<AgentView, 'devices' | 'registration'>, reachable: boolean) {
  const { microphone, devices } = agent.devices
  const line = lineLight(agent.registration)
  const output: Light = devices.some(({ kind }) => kind === 'output') ? 'good' : 'waiting'
  const microphoneLight: Light = microphone === 'open' ? 'good' : microphone === 'unknown' ? 'waiting' : 'bad'
  return {
    microphone: { light: microphoneLight, words: microphone },
    output,
    line,
    network: reachable ? ('good' as const) : ('bad' as const),
    ready: microphoneLight === 'good' && line.light === 'good' && reachable,
  }
}

function lineLight(registration: Registration): { light: Light; words: string } {
  switch (registration.state) {
    case 'registered':
      return { light: 'good', words: 'registered' }
    case 'none':
    case 'registering':
      return { light: 'waiting', words: 'registering' }
    case 'offline':
    case 'refused':
      return { light: 'bad', words: registration.reason }
    default:
      return assertNever(registration)
  }
}
