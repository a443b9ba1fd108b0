import type { CallOutcome } from '../../../shared/contract/calls.ts'
import type { Call, CallPart, TransferHow } from '../../../shared/domain/call.ts'
import type { Country } from '../../../shared/domain/city.ts'
import { dialTarget } from '../../../shared/domain/dial-target.ts'
import { numberToDial } from '../../../shared/domain/phone-number.ts'
import type { VoiceCommand } from '../../../shared/domain/telephony.ts'
import { DeskError } from '../../../shared/errors.ts'
import type { HandlersOf } from '../../feature.ts'

type LineHandlers = Pick<
  HandlersOf<'calls'>,
  | 'calls.dial'
  | 'calls.swap'
  | 'calls.transfer'
  | 'calls.complete'
  | 'calls.join'
  | 'calls.emergency'
  | 'calls.outcome'
  | 'calls.dismissOutcome'
>

export interface TwoLinesDeps {
  live(): readonly Call[]
  now(): string
  newId(): string
  /** Throws `no-line` or `no-microphone` where nobody can be called now. */
  mustReach(): void
  place(call: Call): void
  execute(command: VoiceCommand): void
  /** Before the digits of a conference room's number; undefined where the exchange has no rooms. */
  roomPrefix(): string | undefined
  emergencyNumber(): string
  country(): Country
  /** A contact is in the agent's hands, if only its wrap-up: what is dialled now is beside it. */
  inContact(): boolean
  onOutcome(): void
}

export interface TwoLines {
  readonly handlers: LineHandlers
  /** After each step of a call: what the other line does about it. */
  follow(before: Call, after: Call): void
  /** A caller whom nobody took is offered to us again: says why, once. */
  cameBack(call: Call): void
}

/** What the agent does with two lines: one talks, the other waits, and there is never a third. */
export function createTwoLines(deps: TwoLinesDeps): TwoLines {
  let outcome: CallOutcome | null = null
  let transferred = { to: '', name: '' }

  const first = () => deps.live().find(({ part }) => part === 'contact' || part === 'conference')
  const second = () => deps.live().find(({ part }) => part === 'consult' || part === 'emergency')

  function talking(call: Call | undefined, which: string): Call {
    if (call?.phase.name !== 'connected') throw new DeskError('conflict', `${which} is not connected.`)
    return call
  }

  function dial(part: CallPart, to: string, name: string): { callId: string } {
    deps.mustReach()
    tell(null)
    const callId = deps.newId()
    deps.place(newCall(callId, part, to, name, deps.now()))
    deps.execute({ kind: 'dial', callId, part, to })
    return { callId }
  }

  function hold(call: Call | undefined, held: boolean): void {
    if (call?.phase.name === 'connected' && call.held.local !== held)
      deps.execute({ kind: 'hold', callId: call.callId, held })
  }

  function transfer(call: Call, how: TransferHow, to: string, replacing?: string): null {
    deps.execute({
      kind: 'transfer',
      callId: call.callId,
      how,
      to,
      ...(replacing === undefined ? {} : { replacing }),
    })
    return null
  }

  function tell(next: CallOutcome | null): void {
    if (outcome === null && next === null) return
    outcome = next
    deps.onOutcome()
  }

  /** Opens a room and goes there first; the two lines follow once the agent is in it: see `follow`. */
  function join(): null {
    talking(first(), 'The contact')
    talking(second(), 'The second line')
    const prefix = deps.roomPrefix()
    if (prefix === undefined) throw new DeskError('unavailable', 'This exchange has no conference rooms.')
    dial('conference', prefix + roomDigits(deps.newId()), '')
    return null
  }

  function roomOpened(room: Call): void {
    for (const call of deps.live()) {
      if (call.callId === room.callId || call.phase.name !== 'connected') continue
      transfer(call, 'join', room.offer.number)
    }
  }

  function transferEnded(before: Call, after: Call): void {
    if (after.transfer?.state === 'refused' && before.transfer?.state !== 'refused')
      tell({
        what: after.transfer.how === 'join' ? 'conference' : 'transfer',
        to: after.transfer.to,
        name: after.transfer.to === transferred.to ? transferred.name : '',
        why: after.transfer.why,
        at: deps.now(),
      })
  }

  function callEnded(after: Call): void {
    if (after.phase.name !== 'ended') return
    const { cause, answeredAt } = after.phase
    if (after.direction === 'outbound' && answeredAt === undefined && cause !== 'agent-hung-up')
      tell({
        what: after.part === 'conference' ? 'conference' : 'call',
        to: after.offer.number,
        name: after.offer.displayName,
        why: cause,
        at: deps.now(),
      })
    // Asterisk ends the consult call of an attended transfer by itself; an exchange that does not is helped.
    if (cause === 'transferred' && after.transfer?.how === 'attended') {
      const other = second()
      if (other) deps.execute({ kind: 'hang-up', callId: other.callId })
    }
  }

  return {
    cameBack: ({ offer }) =>
      tell({ what: 'transfer', ...transferred, why: offer.cameBack ?? 'unavailable', at: deps.now() }),
    follow(before, after) {
      const connected = before.phase.name !== 'connected' && after.phase.name === 'connected'
      if (connected && after.part === 'conference') roomOpened(after)
      if (connected && after.part === 'emergency' && first()?.phase.name === 'connected') {
        if (deps.roomPrefix() !== undefined && first()?.part === 'contact') join()
        else if (first()?.part === 'conference') transfer(after, 'join', first()?.offer.number ?? '')
      }
      transferEnded(before, after)
      callEnded(after)
    },
    handlers: {
      'calls.dial'({ to, name = '' }) {
        const target = targetOf(to, deps.country())
        const [one, ...others] = deps.live()
        if (second() || others.length > 0)
          throw new DeskError('conflict', 'Both lines are in use: hang one up first.')
        if (!one) return dial(deps.inContact() ? 'consult' : 'contact', target, name)
        talking(one, 'The contact')
        hold(one, true)
        return dial('consult', target, name)
      },
      'calls.swap'() {
        const [one, other] = [talking(first(), 'The contact'), talking(second(), 'The second line')]
        const toSecond = !one.held.local
        hold(toSecond ? one : other, true)
        hold(toSecond ? other : one, false)
        return null
      },
      'calls.transfer'({ callId, to, name = '' }) {
        const call = talking(
          deps.live().find((each) => each.callId === callId),
          'That call',
        )
        if (call.transfer?.state === 'under-way')
          throw new DeskError('conflict', 'That call is being transferred already.')
        const target = targetOf(to, deps.country())
        transferred = { to: target, name }
        tell(null)
        return transfer(call, 'blind', target)
      },
      'calls.complete'() {
        const [one, other] = [talking(first(), 'The contact'), talking(second(), 'The second line')]
        return transfer(one, 'attended', other.offer.number, other.callId)
      },
      'calls.join': join,
      'calls.emergency'() {
        const beside = second()
        if (beside?.part === 'emergency') return { callId: beside.callId }
        if (beside) deps.execute({ kind: 'hang-up', callId: beside.callId })
        return dial('emergency', deps.emergencyNumber(), '')
      },
      'calls.outcome': () => outcome,
      'calls.dismissOutcome'() {
        tell(null)
        return null
      },
    },
  }
}

function targetOf(written: string, country: Country): string {
  const target = dialTarget(written)
  if (target === undefined) throw new DeskError('invalid-input', 'to: write a number, digits only.')
  return numberToDial(target, country)
}

/** A call that the agent begins. */
export function newCall(callId: string, part: CallPart, to: string, name: string, since: string): Call {
  return {
    callId,
    direction: 'outbound',
    part,
    offer: { number: to, displayName: name, queue: '', externalCallId: '', ivr: {}, userToUser: '' },
    phase: { name: 'dialling', since },
    muted: false,
    held: { local: false, remote: false },
    transfer: null,
    members: [],
    texts: [],
  }
}

/** Nobody else finds the room by chance: the last digits of a fresh ULID are random. */
function roomDigits(id: string): string {
  return Array.from({ length: 8 }, (_, at) => id.charCodeAt(id.length - 1 - at) % 10).join('')
}
