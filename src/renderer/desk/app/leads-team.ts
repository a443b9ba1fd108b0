import type { Agent } from '../../../shared/domain/agent.ts'

/** Whether the *Equipo* screen is offered; the backend refuses everybody else in any case. */
export function leadsTeam(agent: Agent | null | undefined): boolean {
  return agent !== null && agent !== undefined && agent.role !== 'agent'
}
