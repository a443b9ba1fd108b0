import type { Agent, Presence } from '../../shared/domain/agent.ts'
import type {
  ExchangeAbilities,
  QueueCount,
  RecordingState,
  Supervision,
} from '../../shared/domain/exchange.ts'

/**
 * How the backend works the city's queues: it owns them, the desks only say what their agents chose. Every
 * method throws `unavailable` while the exchange is out of reach, `conflict` where it refuses.
 */
export interface ExchangeAdapter {
  readonly abilities: ExchangeAbilities
  /** Signs the agent in to his queues, pauses him with the reason, lets contacts come, or signs him out. */
  setPresence(agent: Agent, presence: Presence): Promise<void>
  queues(): Promise<QueueCount[]>
  /** Rings the agent's own telephone and, once he answers, the number: for callbacks that the backend starts. */
  originate(agent: Agent, number: string): Promise<void>
  recording(externalCallId: string): Promise<RecordingState>
  /** For the minutes in which a citizen says what must not be kept. `not-found` where nothing is recorded. */
  pauseRecording(externalCallId: string, paused: boolean): Promise<RecordingState>
  /** Rings the team lead's telephone; answering it joins him to the agent's call. */
  supervise(lead: Agent, agent: Agent, how: Supervision): Promise<void>
}
