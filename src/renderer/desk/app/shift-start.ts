import type { AgentView, Contact } from '../../../shared/contract.ts'

const markOf = (agentId: string) => `shift-started-${agentId}`

/** Lasts as long as this window: the check is asked once per shift, not after every reload. */
export function markShiftStarted(agentId: string): void {
  sessionStorage.setItem(markOf(agentId), 'yes')
}

export function forgetShift(agentId: string): void {
  sessionStorage.removeItem(markOf(agentId))
}

/** A page that comes back in mid-shift or in mid-call goes straight to the desk. */
export function hasStartedShift(agentId: string, agent: AgentView, contact: Contact | null): boolean {
  return (
    agent.presence.kind === 'ready' || contact !== null || sessionStorage.getItem(markOf(agentId)) !== null
  )
}
