const markOf = (agentId: string) => `shift-started-${agentId}`

/** Lasts as long as this window: the check is asked once per shift, not after every reload. */
export function markShiftStarted(agentId: string): void {
  sessionStorage.setItem(markOf(agentId), 'yes')
}

export function forgetShift(agentId: string): void {
  sessionStorage.removeItem(markOf(agentId))
}

/** A page that comes back in mid-shift goes straight to the desk, as one does in mid-call. */
export function hasStartedShift(agentId: string): boolean {
  return sessionStorage.getItem(markOf(agentId)) !== null
}
