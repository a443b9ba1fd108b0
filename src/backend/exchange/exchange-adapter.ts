import type { Presence } from '../../shared/domain/agent.ts'

/** How the backend tells the city's exchange what an agent chose, so that it offers contacts or holds them back. */
export interface ExchangeAdapter {
  setPresence(agentId: string, presence: Presence): Promise<void>
}
