import type { Contact } from '../../../shared/contract.ts'
import type { Call } from '../../../shared/domain/call.ts'
import { speaking } from '../../../shared/domain/citizen.ts'
import { SameCase } from '../../../shared/domain/caller.ts'
import { perhapsTheSame } from '../../../shared/domain/cases/duplicates.ts'
import type { Interaction, InteractionDraft } from '../../../shared/domain/interaction.ts'
import { emptyDraft } from '../../../shared/domain/interaction.ts'
import { isSubscriber, normalisePhone } from '../../../shared/domain/phone-number.ts'
import type { RunOutcome } from '../../../shared/domain/run-script.ts'
import type { ScriptRun } from '../../../shared/domain/script-run.ts'
import { isProtected } from '../../../shared/domain/protected-outcome.ts'
import { dayMs } from '../../../shared/domain/shifts/clock-time.ts'
import { DeskError } from '../../../shared/errors.ts'
import type { CacheRows } from '../../db/rows.ts'
import type { HandlersOf } from '../../feature.ts'
import type { Clock } from '../../shell.ts'
import type { Outbox } from '../../sync/outbox.ts'
import type { ClosingFacts } from './cases-of.ts'
import { closeContact, withoutCards } from './closing.ts'
import { fileEscalation } from './filing.ts'
import { contactView, type RequestsOf } from './contact-view.ts'
import { createWhoCalls } from './who-calls.ts'

const oneMoreMinuteMs = 60_000
const recentLimit = 20
/** Of one service: enough for a large city's month, and still no wait. */
const mostCompared = 1000
const mostOffered = 3

export interface ContactsDeps {
  rows: CacheRows
  outbox: Outbox
  clock: Clock
  newId: () => string
  country: () => 'EC' | 'ES'
  agentId: () => string | undefined
  /** Longer for newcomers (F-NEW). */
  wrapUpMs: () => number
  liveCalls: () => readonly Call[]
  requestsOf: RequestsOf
  /** The script as the screen shows it, and what a walk brings to the case: both are the scripts' to say. */
  walkOf: (interaction: Interaction) => Contact['walk']
  outcomeOf: (run: ScriptRun) => RunOutcome | undefined
  dossierOf: ClosingFacts['dossierOf']
  agentName: () => string
  termsOf: ClosingFacts['termsOf']
  areas: () => ClosingFacts['areas']
  duplicateDays: () => number
  onPainted: (callId: string, atMs: number) => void
  /** Asks the city who a number is; whoever it is, is in the cache when it says `told`. Never throws. */
  findCaller: (number: string) => Promise<'told' | 'not-reached' | 'stopped'>
  /** The same before dialling: nothing of it is kept. */
  askWho: (number: string) => Promise<{ citizenId: string; name: string } | undefined>
  askSameCases: (written: { serviceCode: string; number: string; address: string }) => Promise<SameCase[]>
  /** Somebody's record was read for this contact, or nobody was found. */
  onFound: (citizenId: string | undefined, interactionId: string) => void
  /** The agent looked at the last contacts. */
  onListed: () => void
  /** The agent asked whose number it is, and was told. */
  onToldWho: (citizenId: string) => void
  onChanged: (interactionId: string) => void
  /** A command was appended: sync may send it. */
  onIssued: (serviceRequestIds: string[]) => void
  /** The contact is closed: nothing is in the agent's hands any more. */
  onOver: () => void
}

export interface Contacts {
  readonly handlers: HandlersOf<'contacts'>
  wrapUpPending(): boolean
  offered(call: Call): Interaction
  /** The agent dialled: a contact from the first digit. */
  placed(call: Call): Interaction
  /** The contact goes on in another call: its conference room. */
  moved(fromCallId: string, toCallId: string): void
  /** Whether this offer is the caller of the contact in hand, whom nobody took (`X-Call-Id` is the same). */
  returns(call: Call): boolean
  returned(call: Call): void
  /** Undefined for a call that belongs to no contact, and for one that comes back. */
  answered(call: Call): Interaction | undefined
  ended(call: Call): void
  refused(call: Call, why: 'busy' | 'not-ready'): void
  suggestedScript(interaction: Interaction): string | null
  /** The contact that this call belongs to; undefined for a consult call. */
  contactOf(callId: string): string | undefined
  /** The network is back: whom the city could not be asked about is asked about now. */
  askAgain(): void
  /** What was pulled may read differently on the card now. */
  announceCurrent(): void
  /** Changes an unfinished contact; used by the scripts, which live inside it. */
  update(interactionId: string, change: (interaction: Interaction) => Interaction): Contact
  /** What a crash or a restart left open goes to wrap-up with every note, or is told as missed. */
  recover(): void
}

/** Owns contacts from the first ring to the disposition. One at a time; everything typed is in the cache at once. */
export function createContacts(deps: ContactsDeps): Contacts {
  const { rows, outbox, clock } = deps
  const byCall = new Map<string, string>()
  let wrapUpEndsAt: number | undefined
  const now = () => new Date(clock.now()).toISOString()

  function unfinished(interactionId: string): Interaction {
    const interaction = rows.interactions.byId(interactionId)
    if (!interaction) throw new DeskError('not-found', 'No such contact.')
    if (!['offered', 'active', 'wrap-up'].includes(interaction.state))
      throw new DeskError('conflict', 'That contact is closed.')
    return interaction
  }

  function save(interaction: Interaction): Interaction {
    rows.interactions.put(interaction)
    deps.onChanged(interaction.interactionId)
    return interaction
  }

  const whoCalls = createWhoCalls({
    rows,
    now,
    find: deps.findCaller,
    save: (interaction) => void save(interaction),
    onChanged: deps.onChanged,
    onFound: deps.onFound,
  })

  function begin(call: Call): Interaction {
    const interaction = interactionOf(call, 'offered')
    byCall.set(call.callId, interaction.interactionId)
    save(interaction)
    whoCalls.begin(interaction)
    return interaction
  }

  function interactionOf(call: Call, state: Interaction['state']): Interaction {
    const number = normalisePhone(call.offer.number, deps.country())
    const citizen = rows.citizens.byPhone(number)
    return {
      interactionId: deps.newId(),
      channel: 'phone',
      direction: call.direction,
      agentId: deps.agentId() ?? '',
      number,
      displayName: call.offer.displayName,
      queue: call.offer.queue,
      externalCallId: call.offer.externalCallId,
      ivr: call.offer.ivr,
      offeredAt: now(),
      state,
      draft: {
        ...emptyDraft,
        callerName: citizen?.name ?? '',
        callbackNumber: number,
        address: citizen?.address ?? '',
      },
      runs: [],
      serviceRequestIds: [],
      ...(citizen ? { citizenId: citizen.citizenId } : {}),
    }
  }

  function recordMissed(interaction: Interaction): void {
    whoCalls.over(interaction)
    rows.durably(() => {
      rows.interactions.put(interaction)
      outbox.append({
        commandId: deps.newId(),
        type: 'interaction.record',
        subject: interaction.interactionId,
        issuedAt: now(),
        agentId: interaction.agentId,
        payload: { interaction },
      })
    })
    deps.onChanged(interaction.interactionId)
    deps.onIssued([])
  }

  function toWrapUp(interaction: Interaction): void {
    const wrapUpMs = deps.wrapUpMs()
    wrapUpEndsAt = wrapUpMs > 0 ? clock.now() + wrapUpMs : undefined
    save({ ...interaction, state: 'wrap-up', endedAt: now() })
  }

  function view(interaction: Interaction): Contact {
    const call = deps.liveCalls().find((one) => byCall.get(one.callId) === interaction.interactionId)
    const ends = interaction.state === 'wrap-up' ? wrapUpEndsAt : undefined
    return contactView(
      interaction,
      {
        call,
        country: deps.country(),
        wrapUpEndsAt: ends,
        requestsOf: deps.requestsOf,
        caller: whoCalls.standOf(interaction),
        walk: deps.walkOf(interaction),
      },
      rows,
    )
  }

  function byExternalId(externalCallId: string): Interaction | undefined {
    if (externalCallId === '') return undefined
    return rows.interactions
      .unfinished()
      .find((one) => one.externalCallId === externalCallId && one.state !== 'offered')
  }

  const current = () => rows.interactions.unfinished().at(-1)

  function facts({ agentId }: Interaction): ClosingFacts {
    return {
      at: now(),
      newId: deps.newId,
      services: rows.knowledge.all('service'),
      outcomeOf: deps.outcomeOf,
      normalise: (number) => normalisePhone(number, deps.country()),
      dossierOf: deps.dossierOf,
      by: { agentId, name: deps.agentName() },
      termsOf: deps.termsOf,
      areas: deps.areas(),
    }
  }

  function file(interactionId: string): Contact {
    const before = unfinished(interactionId)
    const { interaction, request, command } = fileEscalation(before, facts(before))
    rows.durably(() => {
      rows.interactions.put(interaction)
      rows.serviceRequests.put(request)
      outbox.append(command)
    })
    deps.onChanged(interactionId)
    deps.onIssued([request.serviceRequestId])
    return view(interaction)
  }

  function close(interactionId: string, draft: InteractionDraft): { serviceRequestId: string | null } {
    const interaction = unfinished(interactionId)
    if (interaction.state !== 'wrap-up')
      throw new DeskError('conflict', 'Hang up first; then the contact can be closed.')
    const closing = closeContact(interaction, draft, facts(interaction))
    rows.durably(() => {
      rows.interactions.put(closing.interaction)
      for (const request of closing.requests) rows.serviceRequests.put(request)
      for (const command of closing.commands) outbox.append(command)
    })
    whoCalls.over(interaction)
    wrapUpEndsAt = undefined
    deps.onChanged(interactionId)
    const made = closing.requests.map(({ serviceRequestId }) => serviceRequestId)
    deps.onIssued(made)
    deps.onOver()
    return { serviceRequestId: made[0] ?? null }
  }

  return {
    wrapUpPending: () => current()?.state === 'wrap-up',
    offered: begin,
    placed: begin,
    moved(fromCallId, toCallId) {
      const interactionId = byCall.get(fromCallId)
      if (interactionId === undefined) return
      byCall.delete(fromCallId)
      byCall.set(toCallId, interactionId)
      deps.onChanged(interactionId)
    },
    contactOf: (callId) => byCall.get(callId),
    returns: ({ offer }) => byExternalId(offer.externalCallId) !== undefined,
    returned({ callId, offer }) {
      const interaction = byExternalId(offer.externalCallId)
      if (!interaction) return
      for (const [former, interactionId] of byCall)
        if (interactionId === interaction.interactionId) byCall.delete(former)
      byCall.set(callId, interaction.interactionId)
      wrapUpEndsAt = undefined
      const { endedAt: _endedAt, ...again } = interaction
      save({ ...again, state: 'active' })
    },
    answered(call) {
      const interactionId = byCall.get(call.callId)
      const interaction = interactionId === undefined ? undefined : rows.interactions.byId(interactionId)
      if (!interaction || interaction.answeredAt !== undefined) return undefined
      return save({ ...interaction, state: 'active', answeredAt: now() })
    },
    ended(call) {
      const interactionId = byCall.get(call.callId)
      byCall.delete(call.callId)
      const interaction = interactionId === undefined ? undefined : rows.interactions.byId(interactionId)
      if (!interaction) return
      if (interaction.state === 'active') toWrapUp(interaction)
      else if (interaction.state === 'offered')
        recordMissed({ ...interaction, ...neverAnswered(call), endedAt: now() })
    },
    refused(call, why) {
      const state = why === 'busy' ? 'missed-while-busy' : 'missed'
      recordMissed({ ...interactionOf(call, state), endedAt: now() })
    },
    suggestedScript: (interaction) => view(interaction).suggestedScriptId,
    askAgain: whoCalls.again,
    announceCurrent() {
      const interaction = current()
      if (interaction) deps.onChanged(interaction.interactionId)
    },
    update(interactionId, change) {
      return view(save(change(unfinished(interactionId))))
    },
    recover() {
      for (const interaction of rows.interactions.unfinished()) {
        if (interaction.state === 'offered')
          recordMissed({
            ...interaction,
            state: interaction.direction === 'inbound' ? 'missed' : 'unreached',
            endedAt: now(),
          })
        else if (interaction.state === 'active') toWrapUp(interaction)
      }
    },
    handlers: {
      'contacts.current': () => {
        const interaction = current()
        whoCalls.read()
        return interaction ? view(interaction) : null
      },
      'contacts.recent'() {
        deps.onListed()
        return rows.interactions
          .recentOf(deps.agentId() ?? '', recentLimit)
          .filter(({ draft }) => !isProtected(draft.disposition))
          .map((interaction) => ({
            interaction,
            citizenName:
              interaction.citizenId === undefined
                ? ''
                : (rows.citizens.byId(interaction.citizenId)?.name ?? ''),
          }))
      },
      async 'contacts.whoIs'({ number }) {
        const asked = normalisePhone(number, deps.country())
        const valid = isSubscriber(asked)
        const citizen = rows.citizens.byPhone(asked) ?? (valid ? await deps.askWho(asked) : undefined)
        if (!citizen) return null
        deps.onToldWho(citizen.citizenId)
        return { name: citizen.name }
      },
      'contacts.autosave'({ interactionId, draft }) {
        const interaction = unfinished(interactionId)
        const typed = whoCalls.kept(interactionId, draft)
        rows.interactions.put({ ...interaction, draft: withoutCards(typed, interaction.draft) })
        return null
      },
      'contacts.speak'({ interactionId, language }) {
        const { citizenId, agentId } = unfinished(interactionId)
        const citizen = citizenId === undefined ? undefined : rows.citizens.byId(citizenId)
        if (!citizen) throw new DeskError('not-found', 'The city does not know who this is.')
        rows.durably(() => {
          rows.citizens.put(speaking(citizen, language), now())
          outbox.append({
            commandId: deps.newId(),
            type: 'citizen.speak',
            subject: citizen.citizenId,
            issuedAt: now(),
            agentId,
            payload: { citizenId: citizen.citizenId, language },
          })
        })
        deps.onChanged(interactionId)
        deps.onIssued([])
        return null
      },
      'contacts.close': ({ interactionId, draft }) => close(interactionId, draft),
      async 'contacts.perhapsTheSame'({ interactionId, serviceCode, address }) {
        const { citizenId, number, serviceRequestIds } = unfinished(interactionId)
        const days = deps.duplicateDays()
        const since = new Date(clock.now() - days * dayMs).toISOString()
        const here = perhapsTheSame(
          { serviceCode, citizenId, phone: number, address },
          rows.serviceRequests.ofService(serviceCode, since, mostCompared),
          { now: clock.now(), days },
        ).map((request) => SameCase.parse(request))
        // With the cable out what this desk has of its own contacts is all there is.
        const there = await deps.askSameCases({ serviceCode, number, address })
        const found = new Map([...there, ...here].map((request) => [request.serviceRequestId, request]))
        return [...found.values()]
          .filter((request) => !serviceRequestIds.includes(request.serviceRequestId))
          .toSorted((one, other) => other.requestedAt.localeCompare(one.requestedAt))
          .slice(0, mostOffered)
      },
      'contacts.fileEscalation': ({ interactionId }) => file(interactionId),
      'contacts.extendWrapUp'({ interactionId }) {
        unfinished(interactionId)
        wrapUpEndsAt = Math.max(wrapUpEndsAt ?? 0, clock.now()) + oneMoreMinuteMs
        deps.onChanged(interactionId)
        return null
      },
      'contacts.painted'({ callId, paintedAtMs }) {
        deps.onPainted(callId, paintedAtMs)
        return null
      },
    },
  }
}

/** What becomes of a contact without a word: the citizen's missed call, or ours that reached nobody. */
function neverAnswered({ direction, phase }: Call): Pick<Interaction, 'state' | 'endCause'> {
  if (direction === 'inbound') return { state: 'missed' }
  return { state: 'unreached', ...(phase.name === 'ended' ? { endCause: phase.cause } : {}) }
}
