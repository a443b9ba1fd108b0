import type { AgentState, Presence, ReasonCode } from '../../../shared/domain/agent.ts'
import type { Mode } from '../../../shared/domain/shifts/ledger.ts'
import type { PromptEffect } from '../../../shared/domain/shifts/prompt.ts'
import type { WorkFunction } from '../../../shared/domain/shifts/rules.ts'

/** From this priority on, a queue weighs as priority phone: distress, violence, emergencies. */
const priorityFrom = 9

export interface ContactInHand {
  contactId: string
  queueId: string
  queuePriority: number
}

/** Reasons that are rest (domain §2.1); every other not-ready is work without contacts. */
const restReasons: ReadonlySet<ReasonCode> = new Set<ReasonCode>([101, 102, 103, 104, 105, 302, 401])

const workOfReason: Readonly<Partial<Record<ReasonCode, WorkFunction>>> = {
  201: 'training',
  202: 'training',
  203: 'email',
  204: 'callbacks',
}

/** What the agent's state means for rest and load. */
export function modeOf(state: AgentState, presence: Presence, contact: ContactInHand | undefined): Mode {
  switch (state) {
    case 'signed-out':
      return { kind: 'out' }
    case 'reserved':
      return inContact(contact, 'offered')
    case 'talking':
      return inContact(contact, 'talking')
    case 'wrap-up':
      return inContact(contact, 'wrap-up')
    // Looking at one's microphone and line is work, without contacts.
    case 'preparing':
      return { kind: 'task', reason: null, work: 'back-office' }
    case 'ready':
      return { kind: 'ready', work: 'phone' }
    case 'no-line':
      return { kind: 'task', reason: 301, work: 'back-office' }
    case 'not-ready': {
      const reason = presence.kind === 'not-ready' ? presence.reason : 301
      if (restReasons.has(reason)) return { kind: 'rest', reason }
      return { kind: 'task', reason, work: workOfReason[reason] ?? 'back-office' }
    }
  }
}

function inContact(
  contact: ContactInHand | undefined,
  phase: Extract<Mode, { kind: 'contact' }>['phase'],
): Mode {
  return {
    kind: 'contact',
    contactId: contact?.contactId ?? '',
    topic: contact?.queueId ?? '',
    work: (contact?.queuePriority ?? 0) >= priorityFrom ? 'priority-phone' : 'phone',
    phase,
  }
}

/** The presence by which a prompt takes effect; none for a cue. */
export function presenceFor(effect: PromptEffect): Presence | undefined {
  switch (effect.kind) {
    case 'rest':
      return { kind: 'not-ready', reason: effect.reason }
    case 'function':
      return presenceOf(effect.to)
    case 'stop':
      return { kind: 'not-ready', reason: 301 }
    case 'sign-out':
      return { kind: 'signed-out' }
    case 'cue':
      return undefined
  }
}

function presenceOf(work: WorkFunction | null): Presence {
  switch (work) {
    case 'phone':
    case 'priority-phone':
    case 'relay':
      return { kind: 'ready' }
    case 'callbacks':
      return { kind: 'not-ready', reason: 204 }
    case 'training':
      return { kind: 'not-ready', reason: 201 }
    case 'email':
    case 'social':
    case 'appointments':
    case 'back-office':
    case null:
      return { kind: 'not-ready', reason: 203 }
  }
}
