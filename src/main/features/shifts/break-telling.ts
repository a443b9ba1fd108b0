import type { BreakDay } from '../../../shared/domain/break-day.ts'
import type { Judgement } from '../../../shared/domain/shifts/prompt.ts'
import type { Outbox } from '../../sync/outbox.ts'

/**
 * Tells the backend how the breaks of the day stand, each time a count changes: counts for the team lead, and
 * nothing else. Offline it waits in the outbox like everything.
 */
export function createBreakTelling(deps: {
  outbox: Outbox
  newId: () => string
  onIssued: () => void
}): (agentId: string, day: string | undefined, judgement: Judgement) => void {
  let told = ''
  return (agentId, day, { at, breaks: { owed, taken, debt, nextAt } }) => {
    const key = JSON.stringify([agentId, day, owed, taken, debt])
    if (day === undefined || key === told) return
    const first = told === ''
    told = key
    // A day on which nothing is owed yet, or a restart in the middle of one, is no news.
    if (first || owed + taken + debt === 0) return
    const toldAt = new Date(at).toISOString()
    const next = nextAt === null ? null : new Date(nextAt).toISOString()
    const breaks: BreakDay = { agentId, day, owed, taken, debt, nextAt: next, toldAt }
    deps.outbox.append({
      commandId: deps.newId(),
      type: 'breaks.record',
      subject: `breaks-${agentId}`,
      issuedAt: toldAt,
      agentId,
      payload: { breaks },
    })
    deps.onIssued()
  }
}
