import { DeskError } from '../../shared/errors.ts'
import type { Caller } from '../citizens/caller.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { createCitizenCall, type CallReport, type CitizenCall } from './citizen-call.ts'
import { createCitizenMedia } from './citizen-media.ts'
import { createDispatcher, type Dispatcher } from './dispatcher.ts'
import type { Leg, LegEvents } from './leg.ts'
import { offerToAgent } from './offered-leg.ts'
import { acceptFromAgent } from './placed-leg.ts'
import { roomKey, type CityLines } from './city-lines.ts'
import type { Binding } from './registrar.ts'
import { userOf } from './sip-address.ts'
import type { SipConnection } from './sip-connection.ts'
import type { SipRequest } from './sip-message.ts'
import { createRooms } from './rooms.ts'
import { replyTo } from './sip-reply.ts'

/** Joins citizens, dispatcher and legs: who rings where, and what becomes of a call. */
export interface CallDesk {
  readonly dispatcher: Dispatcher
  call(caller: Caller): { externalCallId: string }
  /** An agent dials a citizen. */
  place(invite: SipRequest, connection: SipConnection, agentId: string): void
  /** Rings the agent with a citizen's number. `not-found`, `no-line` or `busy` where that cannot be. */
  originate(agentId: string, number: string): void
  legOf(callId: string): Leg | undefined
  /** The citizen of this call is not heard any more, until the agent's side offers a new way (ICE restart). */
  loseWay(externalCallId: string): void
  report(): CallReport[]
  close(): Promise<void>
}

/** After this a desk that rings counts as empty, ms. */
const ringLimitMs = 20_000
/** A contact is kept from the agent who refused it for this long, ms. */
const spareMs = 10_000
/** A citizen who is called picks up after this long, ms. */
const pickUpMs = 1500
/** Reports of calls long gone are dropped. */
const reportsKept = 1000
/** Sent away by hand (RFC 3261 §21.6.2): whoever does that is not at work. */
const declined = 603
/** The end of a number that is the same in every way of writing it. */
const significantDigits = 8

/** `bindingOf`: the line of an agent now; asked again for every message, as lines come and go in a call. */
export function createCallDesk(options: {
  clock: Clock
  log: Log
  domain: string
  priorityOf: (queue: string) => number
  callers: readonly Caller[]
  cityLines: CityLines
  mediaAddresses: readonly string[]
  bindingOf: (agentId: string) => Binding | undefined
}): CallDesk {
  const { clock, log, domain, bindingOf } = options
  const calls = new Map<string, CitizenCall>()
  const legs = new Map<string, Leg>()
  const dispatcher = createDispatcher({
    clock,
    spareMs,
    offer: (contactId, agentId) => offer(contactId, agentId),
  })
  const rooms = createRooms()

  const media = () =>
    createCitizenMedia({
      clock,
      addresses: options.mediaAddresses,
      onTone: (tone) => log.info('A key was heard.', { tone, by: 'rtp' }),
    })

  function keep(call: CitizenCall): void {
    calls.set(call.externalCallId, call)
    for (const [key, old] of calls) if (calls.size > reportsKept && old.over) calls.delete(key)
  }

  function drop(leg: Leg): void {
    legs.delete(leg.callId)
    leg.media.close().catch((error: unknown) => log.warn('Media closed badly.', { error: String(error) }))
  }

  const callerAt = (dialled: string) => options.callers.find(({ number }) => sameNumber(number, dialled))

  /** What happens alike whoever dialled. The leg is made with its events, so they ask for it by a function. */
  function common(
    call: CitizenCall,
    leg: () => Leg,
    agentId: string,
  ): Pick<LegEvents, 'ended' | 'tone' | 'refer'> {
    return {
      ended(by) {
        // Who was moved into a room is no longer on this leg, and lives on.
        if (call.leg === leg()) call.end(by)
        for (const member of rooms.close(leg())) member.end(by)
        drop(leg())
        dispatcher.release(agentId)
        log.info('A call ended.', { externalCallId: call.externalCallId, by: call.report().endedBy })
      },
      tone: (tone) => log.info('A key was heard.', { externalCallId: call.externalCallId, tone, by: 'info' }),
      refer(target, replaces) {
        const dialled = userOf(target) ?? ''
        const consulted = replaces === undefined ? undefined : legs.get(replaces)
        const room = rooms.legOf(dialled)
        const status = consulted || room || options.cityLines.takes(dialled) ? 200 : 404
        log.info('A call was sent on.', { externalCallId: call.externalCallId, status })
        if (room) rooms.enter(room, call)
        if (consulted) consulted.hangUp('caller')
        return status
      },
    }
  }

  function notTaken(contactId: string, away: boolean): void {
    if (away) dispatcher.unanswered(contactId)
    else dispatcher.refused(contactId)
  }

  function offer(contactId: string, agentId: string, refused = notTaken): void {
    const call = calls.get(contactId)
    const binding = bindingOf(agentId)
    if (!call || !binding) return queueMicrotask(() => dispatcher.refused(contactId))
    let rungOut = false
    const leg: Leg = offerToAgent({
      domain,
      log,
      clock,
      media: media(),
      target: binding.contact,
      line: () => bindingOf(agentId)?.connection,
      caller: call.caller,
      headers: call.headers,
      events: {
        ...common(call, () => leg, agentId),
        answered() {
          stopRinging()
          dispatcher.answered(contactId)
          call.answered(leg, () => leg.hangUp('caller'))
        },
        refused(status) {
          stopRinging()
          drop(leg)
          log.info('A desk did not take the call.', { externalCallId: contactId, agentId, status, rungOut })
          if (call.over) return
          call.leg = undefined
          refused(contactId, rungOut || status === declined)
        },
      },
    })
    const stopRinging = clock.after(ringLimitMs, () => {
      rungOut = true
      leg.hangUp('no-answer')
    })
    call.leg = leg
    legs.set(leg.callId, leg)
  }

  return {
    dispatcher,
    legOf: (callId) => legs.get(callId),
    loseWay: (externalCallId) => calls.get(externalCallId)?.leg?.media.loseWay(),
    report: () => [...calls.values()].map((call) => call.report()),
    call(caller) {
      const call = createCitizenCall(caller, clock)
      const { externalCallId } = call
      keep(call)
      dispatcher.enqueue({
        contactId: externalCallId,
        queue: caller.queue,
        priority: options.priorityOf(caller.queue),
      })
      clock.after(caller.patienceSeconds * 1000, () => {
        if (call.over || call.report().answered) return
        call.end('citizen')
        call.leg?.hangUp('caller')
        dispatcher.withdraw(externalCallId)
      })
      return { externalCallId }
    },
    originate(agentId, number) {
      const caller = callerAt(number)
      if (!caller) throw new DeskError('not-found', `${number}: nobody has this number in the demo city.`)
      if (!bindingOf(agentId)) throw new DeskError('no-line', `${agentId} has no telephone registered.`)
      const call = createCitizenCall(caller, clock)
      keep(call)
      dispatcher.occupy(agentId)
      offer(call.externalCallId, agentId, () => {
        call.end('agent')
        dispatcher.release(agentId)
      })
    },
    place(invite, connection, agentId) {
      const dialled = userOf(invite.uri) ?? ''
      const caller = callerAt(dialled) ?? options.cityLines.lineOf(dialled)
      if (!caller) return connection.send(replyTo(invite, 404))
      const call = createCitizenCall(caller, clock)
      keep(call)
      dispatcher.occupy(agentId)
      const leg: Leg = acceptFromAgent({
        invite,
        connection,
        domain,
        pickUpMs: caller.key === roomKey ? 0 : pickUpMs,
        clock,
        log,
        media: media(),
        line: () => bindingOf(agentId)?.connection,
        events: {
          ...common(call, () => leg, agentId),
          answered() {
            call.answered(leg, () => leg.hangUp('caller'))
            if (caller.key === roomKey) rooms.open(dialled, leg)
          },
          refused() {
            call.end('agent')
            drop(leg)
            dispatcher.release(agentId)
          },
        },
      })
      call.leg = leg
      legs.set(leg.callId, leg)
    },
    async close() {
      for (const call of calls.values()) {
        call.end('exchange')
        call.leg?.hangUp('caller')
      }
      await Promise.all([...legs.values()].map((leg) => leg.media.close().catch(() => undefined)))
    },
  }
}

function sameNumber(left: string, right: string): boolean {
  const end = (text: string) => text.replace(/\D/g, '').slice(-significantDigits)
  return end(left).length === significantDigits && end(left) === end(right)
}
