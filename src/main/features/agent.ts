import type { AgentView } from '../../shared/contract.ts'
import {
  agentState,
  type AgentState,
  type Presence,
  type ReasonCode,
  type Registration,
} from '../../shared/domain/agent.ts'
import type { Offers } from '../../shared/domain/shifts/offers.ts'
import type { Call } from '../../shared/domain/call.ts'
import type { DeviceReport } from '../../shared/domain/telephony.ts'
import { DeskError } from '../../shared/errors.ts'
import type { HandlersOf } from '../feature.ts'
import type { Clock } from '../shell.ts'

/** Reason codes the desk sets by itself (domain §2.1). */
export const reasons = { technical: 301, caseWork: 203 } as const satisfies Record<string, ReasonCode>

/** What the agent's state follows from; owned by other features, read when asked. */
export interface AgentFacts {
  calls(): readonly Call[]
  registration(): Registration
  devices(): DeviceReport
  wrapUpPending(): boolean
  /** A rule of the shift keeps new contacts away although the agent is ready (F-GAP, F-LATE, F-MAX). */
  held(): boolean
  /** Which contacts may be offered in this presence; undefined in a rest, or while nobody knows the shift. */
  offers(presence: Presence): Offers | undefined
}

/** What the exchange is told: the presence, and which contacts it may offer in it. */
export interface ToldPresence {
  presence: Presence
  offers?: Offers
}

export interface AgentFeature {
  readonly handlers: HandlersOf<'agent'>
  state(): AgentState
  view(): AgentView
  presence(): Presence
  /** Sets presence without the agent's hand: sign-in, sign-out, no answer. */
  become(presence: Presence): void
  next(): Presence | null
  /** *Al terminar…* chosen by a rule and not by the agent's hand, who may change it as ever. */
  planNext(presence: Presence | null): void
  /** The contact and its wrap-up are over: the chosen *Al terminar…* takes effect. */
  contactOver(): void
  /** Something it follows from changed: announces when the state did, and tells the exchange. */
  refresh(): void
}

export function createAgent(deps: {
  facts: AgentFacts
  clock: Clock
  onChanged(state: AgentState): void
  /** To the backend, which tells the exchange whether to offer contacts. */
  sendPresence(told: ToldPresence): void
}): AgentFeature {
  const { facts, clock } = deps
  let presence: Presence = { kind: 'signed-out' }
  let next: Presence | null = null
  let shown: AgentState = 'signed-out'
  let since = clock.now()
  let sent = ''

  const derive = () =>
    agentState({
      presence,
      phases: facts.calls().map((call) => call.phase.name),
      wrapUpPending: facts.wrapUpPending(),
      registration: facts.registration(),
      microphoneOpen: facts.devices().microphone === 'open',
    })
  const inContact = (state: AgentState) => state === 'talking' || state === 'reserved' || state === 'wrap-up'

  function refresh(): void {
    const state = derive()
    if (state !== shown) {
      shown = state
      since = clock.now()
    }
    tellExchange(state)
    deps.onChanged(state)
  }

  /** The exchange may offer only to one who can take it: a contact in hand counts as case work until it is closed. */
  function tellExchange(state: AgentState): void {
    const heldBack = state === 'ready' && facts.held()
    const told = heldBack ? caseWork : presenceForExchange(presence, state)
    const offers = told === presence ? facts.offers(presence) : undefined
    const whole = { presence: told, ...(offers && { offers }) }
    const key = JSON.stringify(whole)
    if (key === sent) return
    sent = key
    deps.sendPresence(whole)
  }

  function become(chosen: Presence): void {
    presence = chosen
    next = null
    refresh()
  }

  const view = (): AgentView => ({
    state: derive(),
    since: new Date(since).toISOString(),
    presence,
    next,
    registration: facts.registration(),
    devices: facts.devices(),
  })

  function mustBeSignedIn(): void {
    if (presence.kind === 'signed-out') throw new DeskError('unauthorised', 'Nobody is signed in.')
  }

  return {
    state: derive,
    view,
    presence: () => presence,
    next: () => next,
    become,
    planNext(planned) {
      next = planned
      refresh()
    },
    refresh,
    contactOver() {
      if (next) become(next)
      else refresh()
    },
    handlers: {
      'agent.get': view,
      'agent.setPresence'({ presence: chosen }) {
        mustBeSignedIn()
        if (chosen.kind === 'signed-out' || chosen.kind === 'preparing')
          throw new DeskError('invalid-input', 'Only signing in and out lead there.')
        // In a contact the choice waits for its end: changing state never drops a call or a note.
        if (inContact(derive())) next = chosen
        else presence = chosen
        refresh()
        return view()
      },
      'agent.setNext'({ presence: chosen }) {
        mustBeSignedIn()
        next = chosen
        refresh()
        return view()
      },
    },
  }
}

const caseWork: Presence = { kind: 'not-ready', reason: reasons.caseWork }

function presenceForExchange(presence: Presence, state: AgentState): Presence {
  if (presence.kind !== 'ready') return presence
  switch (state) {
    case 'ready':
    case 'reserved':
      return presence
    case 'no-line':
      return { kind: 'not-ready', reason: reasons.technical }
    default:
      return caseWork
  }
}
