import type { AgentState, Presence, ReasonCode } from '../../../shared/domain/agent.ts'
import { workIn } from '../../../shared/domain/shifts/function-now.ts'
import type { Mode } from '../../../shared/domain/shifts/ledger.ts'
import { workOfQueue } from '../../../shared/domain/shifts/offers.ts'
import type { WorkFunction } from '../../../shared/domain/shifts/rules.ts'

export interface ContactInHand {
  contactId: string
  queueId: string
  queuePriority: number
}

/** Reasons that are rest (domain §2.1); every other not-ready is work without contacts. */
const restReasons: ReadonlySet<ReasonCode> = new Set<ReasonCode>([101, 102, 103, 104, 105, 302, 401])

export const isRest = (reason: ReasonCode) => restReasons.has(reason)

/** What the agent's state means for rest and load; `assigned` is the function he rotated to. */
export function modeOf(
  state: AgentState,
  presence: Presence,
  contact: ContactInHand | undefined,
  assigned: WorkFunction | undefined,
): Mode {
  switch (state) {
    case 'signed-out':
      return { kind: 'out' }
    case 'reserved':
      return inContact(contact, 'offered', presence, assigned)
    case 'talking':
      return inContact(contact, 'talking', presence, assigned)
    case 'wrap-up':
      return inContact(contact, 'wrap-up', presence, assigned)
    // Looking at one's microphone and line is work, without contacts.
    case 'preparing':
      return { kind: 'task', reason: null, work: 'back-office' }
    case 'ready':
      return { kind: 'ready', work: workIn(presence, assigned) }
    case 'no-line':
      return { kind: 'task', reason: 301, work: 'back-office' }
    case 'not-ready': {
      const reason = presence.kind === 'not-ready' ? presence.reason : 301
      if (isRest(reason)) return { kind: 'rest', reason }
      return { kind: 'task', reason, work: workIn(presence, assigned) }
    }
  }
}

function inContact(
  contact: ContactInHand | undefined,
  phase: Extract<Mode, { kind: 'contact' }>['phase'],
  presence: Presence,
  assigned: WorkFunction | undefined,
): Mode {
  // Who gives citizens their callbacks talks by that function's weight, whichever queue promised them.
  const own = presence.kind === 'not-ready' ? workIn(presence, assigned) : undefined
  return {
    kind: 'contact',
    contactId: contact?.contactId ?? '',
    topic: contact?.queueId ?? '',
    work: own === 'callbacks' ? own : workOfQueue(contact?.queuePriority ?? 0),
    phase,
  }
}
