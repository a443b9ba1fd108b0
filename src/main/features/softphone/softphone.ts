import type { SoftphoneAccount } from '../../../shared/backend-api.ts'
import type { Registration } from '../../../shared/domain/agent.ts'
import type { Call } from '../../../shared/domain/call.ts'
import type { AutoAnswer } from '../../../shared/domain/catalogue.ts'
import type { DeviceRole } from '../../../shared/domain/sound.ts'
import type { SetUpPhases } from '../../../shared/domain/quality/call-quality.ts'
import type { MediaReading } from '../../../shared/domain/quality/media-reading.ts'
import type {
  DeviceReport,
  LinePresence,
  TelephonyEvent,
  Voicemail,
  VoiceCommand,
} from '../../../shared/domain/telephony.ts'
import { DeskError } from '../../../shared/errors.ts'
import type { HandlersOf } from '../../feature.ts'
import type { Clock, Log } from '../../shell.ts'
import { advance } from './advance.ts'
import { createAutoAnswer } from './auto-answer.ts'
import { createTwoLines, newCall } from './two-lines.ts'

export type SoundEvent = Extract<
  TelephonyEvent,
  { kind: 'acoustic-peak' | 'sound-levels' | 'loop-back' | 'exchange-probe' | 'headset-button' }
>

/** Why an offered call is not taken: in another contact (486 Busy Here) or not working now (480). */
export type Refusal = 'busy' | 'not-ready'

/** The effects that hang off the softphone's transitions; wired in `core.ts`. */
export interface SoftphoneEffects {
  /** Asked once per INVITE, before anything rings. */
  refusal(): Refusal | undefined
  onRefused(call: Call, why: Refusal): void
  onOffered(call: Call, inviteMs: number): void
  /** Whether this INVITE brings back the caller of the contact in hand, whom nobody took. */
  returns(call: Call): boolean
  onReturned(call: Call): void
  /** The agent dialled; nobody has heard it yet. */
  onPlaced(call: Call): void
  /** The contact goes on in another call: its conference room. */
  onMoved(fromCallId: string, toCallId: string): void
  inContact(): boolean
  emergencyNumber(): string
  country(): 'EC' | 'ES'
  onAnswered(call: Call): void
  onEnded(call: Call, before: Call): void
  onAnswerPressed(callId: string, pressedAtMs: number): void
  onFirstAudio(callId: string, atMs: number): void
  onPresence(line: string, state: LinePresence): void
  onVoicemail(counted: Voicemail): void
  /** A second of a call, as the browser counted it. */
  onMedia(callId: string, media: MediaReading): void
  onSetUp(callId: string, phases: SetUpPhases): void
  onMediaRestarted(callId: string): void
  /** What is about sound and not about the course of a call. */
  onSound(event: SoundEvent): void
  /** What the voice page is told of sound before anything else. */
  soundGreeting(): VoiceCommand[]
  onChoosing(role: DeviceRole, deviceId: string): void
  /** The queue's word on answering by itself. */
  autoAnswerOf(call: Call): AutoAnswer | undefined
  autoAnswerUnwanted(): boolean
  /** Any call, whatever becomes of its contact. */
  onMediaOver(call: Call): void
  /** Calls, registration or devices read differently now. */
  onCallsChanged(): void
  onLineChanged(): void
  execute(command: VoiceCommand): void
}

export interface Softphone {
  readonly handlers: HandlersOf<'calls'> & HandlersOf<'voice'> & HandlersOf<'devices'> & HandlersOf<'line'>
  calls(): readonly Call[]
  registration(): Registration
  devices(): DeviceReport
  /** Registers at sign-in; the account is kept so that a new voice page is told again. */
  open(account: SoftphoneAccount): void
  /** Whose lines the exchange is asked about from now on. */
  watch(lines: readonly string[]): void
  close(): void
  /** The agent sits at another desk now: that one has the line. What is being talked here goes on. */
  giveUpLine(): void
  reconnect(): void
  /** The voice page's port closed. Its calls are given `voicePageGraceMs` to be reported again. */
  voicePageGone(): void
}

/** A voice page that lost only its connection to the core is back in well under this; a crashed one is not. */
const voicePageGraceMs = 3_000

const silent: DeviceReport = {
  microphone: 'unknown',
  devices: [],
  chosen: { microphone: '', speaker: '', ringer: '' },
  wished: { microphone: null, speaker: null, ringer: null },
  noise: 'none',
  shielded: false,
  headset: null,
}

/** Holds the truth about calls: events in, one pure step, effects out. Ended calls are forgotten once told. */
export function createSoftphone(deps: {
  clock: Clock
  log: Log
  newId: () => string
  effects: SoftphoneEffects
}): Softphone {
  const { clock, effects } = deps
  const calls = new Map<string, Call>()
  let account: SoftphoneAccount | undefined
  let watched: readonly string[] = []
  let givenUp = false
  let registration: Registration = { state: 'none' }
  let devices = silent
  let unconfirmed = new Set<string>()
  let cancelGrace = () => {}

  const live = () => [...calls.values()].filter((call) => call.phase.name !== 'ended')
  const now = () => new Date(clock.now()).toISOString()

  const lines = createTwoLines({
    live,
    now,
    newId: deps.newId,
    mustReach,
    place(call) {
      calls.set(call.callId, call)
      effects.onPlaced(call)
      effects.onCallsChanged()
    },
    execute: effects.execute,
    roomPrefix: () => account?.conferencePrefix,
    emergencyNumber: effects.emergencyNumber,
    country: effects.country,
    inContact: effects.inContact,
    onOutcome: effects.onCallsChanged,
  })

  const autoAnswer = createAutoAnswer({
    clock,
    unwanted: effects.autoAnswerUnwanted,
    answer: (callId) => effects.execute({ kind: 'answer', callId, toneFirst: true }),
    onChanged: effects.onCallsChanged,
  })

  function mustReach(): void {
    // Beside a talk that goes on there is still a way to the exchange, also without a registration.
    const reaches = givenUp ? live().length > 0 : registration.state === 'registered'
    if (!reaches) throw new DeskError('no-line', 'The line is not registered.')
    if (devices.microphone !== 'open') throw new DeskError('no-microphone', 'The microphone is not open.')
  }

  function known(callId: string): Call {
    const call = calls.get(callId)
    if (!call || call.phase.name === 'ended') throw new DeskError('not-found', 'That call is over.')
    return call
  }

  function incoming(event: Extract<TelephonyEvent, { kind: 'incoming' }>): void {
    if (calls.has(event.callId)) {
      unconfirmed.delete(event.callId)
      return
    }
    const call: Call = {
      callId: event.callId,
      direction: 'inbound',
      part: 'contact',
      offer: event.offer,
      phase: { name: 'alerting', since: event.at },
      muted: false,
      held: { local: false, remote: false },
      transfer: null,
      members: [],
      texts: [],
    }
    if (effects.returns(call)) return takeBack(call)
    const refusal = effects.refusal()
    if (refusal) {
      effects.execute({ kind: 'reject', callId: call.callId, status: refusal === 'busy' ? 486 : 480 })
      effects.onRefused(call, refusal)
      return
    }
    calls.set(call.callId, call)
    effects.execute({ kind: 'ring', on: true })
    effects.onOffered(call, event.epochMs)
    autoAnswer.offered(call.callId, effects.autoAnswerOf(call))
    effects.onCallsChanged()
  }

  /** Taken without asking: the citizen was ours a moment ago and has waited enough. */
  function takeBack(call: Call): void {
    const former = live().find(({ part }) => part === 'contact')
    calls.set(call.callId, call)
    effects.onReturned(call)
    lines.cameBack(call)
    if (former) effects.execute({ kind: 'hang-up', callId: former.callId })
    effects.execute({ kind: 'answer', callId: call.callId })
    effects.onCallsChanged()
  }

  /** A call of the voice page that this core never heard of: it was started again in mid-call. */
  function adopt({ callId, part, to, at }: Extract<TelephonyEvent, { kind: 'outgoing' }>): void {
    unconfirmed.delete(callId)
    if (!calls.has(callId)) calls.set(callId, newCall(callId, part, to, '', at))
    effects.onCallsChanged()
  }

  function over(before: Call, after: Call): void {
    calls.delete(after.callId)
    effects.onMediaOver(after)
    const room = live().find(({ part, phase }) => part === 'conference' && phase.name === 'connected')
    if (!room || !wentInto(after, room)) return effects.onEnded(after, before)
    const name = after.offer.displayName === '' ? after.offer.number : after.offer.displayName
    calls.set(room.callId, advance(room, { kind: 'joined', name }))
    if (after.part === 'contact') effects.onMoved(after.callId, room.callId)
  }

  function happened(event: Extract<TelephonyEvent, { kind: 'call' }>): void {
    const before = calls.get(event.callId)
    if (!before) return
    unconfirmed.delete(event.callId)
    const after = advance(before, event.event)
    if (after === before) return
    calls.set(after.callId, after)
    if (before.phase.name === 'alerting' && after.phase.name !== 'alerting') {
      autoAnswer.forget(after.callId)
      effects.execute({ kind: 'ring', on: false })
    }
    if (before.phase.name !== 'connected' && after.phase.name === 'connected') effects.onAnswered(after)
    if (after.phase.name === 'ended') over(before, after)
    lines.follow(before, after)
    effects.onCallsChanged()
  }

  function report(event: TelephonyEvent): void {
    switch (event.kind) {
      case 'registration':
        registration = event.registration
        return effects.onLineChanged()
      case 'presence':
        return effects.onPresence(event.line, event.state)
      case 'voicemail':
        return effects.onVoicemail(event.voicemail)
      case 'devices':
        devices = event.report
        return effects.onLineChanged()
      case 'incoming':
        return incoming(event)
      case 'outgoing':
        return adopt(event)
      case 'call':
        return happened(event)
      case 'first-audio':
        return effects.onFirstAudio(event.callId, event.epochMs)
      case 'levels':
        return effects.onMedia(event.callId, event.media)
      case 'set-up':
        return effects.onSetUp(event.callId, event.phases)
      case 'media-restarted':
        return effects.onMediaRestarted(event.callId)
      default:
        return effects.onSound(event)
    }
  }

  /** Calls that no voice page claims within the grace are over: their sound went with the page. */
  function awaitConfirmation(): void {
    unconfirmed = new Set(live().map((call) => call.callId))
    cancelGrace()
    cancelGrace = clock.after(voicePageGraceMs, () => {
      for (const callId of unconfirmed)
        happened({ kind: 'call', callId, event: { kind: 'ended', at: now(), cause: 'voice-page-lost' } })
      unconfirmed.clear()
    })
  }

  function greetingCommands(): VoiceCommand[] {
    if (!account) return []
    const ringing = live().some((call) => call.phase.name === 'alerting')
    return [
      ...effects.soundGreeting(),
      { kind: 'open-microphone' },
      { kind: 'watch', lines: [...watched] },
      givenUp ? { kind: 'unregister' } : { kind: 'register', account },
      { kind: 'ring', on: ringing },
    ]
  }

  function inCall(callId: string, command: VoiceCommand): null {
    if (known(callId).phase.name !== 'connected')
      throw new DeskError('conflict', 'That call is not connected.')
    effects.execute(command)
    return null
  }

  return {
    calls: live,
    registration: () => registration,
    devices: () => devices,
    open(opened) {
      account = opened
      givenUp = false
      registration = { state: 'registering' }
      for (const command of greetingCommands()) effects.execute(command)
      effects.onLineChanged()
    },
    watch(lines) {
      watched = lines
      if (account) effects.execute({ kind: 'watch', lines: [...watched] })
    },
    close() {
      account = undefined
      registration = { state: 'none' }
      effects.execute({ kind: 'unregister' })
      effects.onLineChanged()
    },
    giveUpLine() {
      if (givenUp) return
      givenUp = true
      effects.execute({ kind: 'unregister' })
    },
    reconnect: () => {
      if (account) effects.execute({ kind: 'reconnect' })
    },
    voicePageGone() {
      registration = account ? { state: 'offline', reason: 'no-voice-page' } : { state: 'none' }
      devices = silent
      awaitConfirmation()
      effects.onLineChanged()
    },
    handlers: {
      ...lines.handlers,
      'calls.list': live,
      'calls.answer'({ callId, pressedAtMs }) {
        if (known(callId).phase.name !== 'alerting')
          throw new DeskError('conflict', 'That call does not ring any more.')
        autoAnswer.forget(callId)
        effects.onAnswerPressed(callId, pressedAtMs)
        effects.execute({ kind: 'answer', callId })
        return null
      },
      'calls.autoAnswer': autoAnswer.view,
      'calls.refuseAutoAnswer'({ callId }) {
        autoAnswer.refuse(callId)
        return null
      },
      'calls.reject'({ callId }) {
        known(callId)
        effects.execute({ kind: 'reject', callId, status: 603 })
        return null
      },
      'calls.hangUp'({ callId }) {
        known(callId)
        effects.execute({ kind: 'hang-up', callId })
        return null
      },
      'calls.hold': ({ callId, held }) => inCall(callId, { kind: 'hold', callId, held }),
      'calls.mute': ({ callId, muted }) => inCall(callId, { kind: 'mute', callId, muted }),
      'calls.dtmf': ({ callId, tones }) => inCall(callId, { kind: 'dtmf', callId, tones }),
      'calls.text': ({ callId, text }) => inCall(callId, { kind: 'text', callId, text }),
      'devices.choose'({ role, deviceId }) {
        effects.onChoosing(role, deviceId)
        effects.execute({ kind: 'choose-device', role, deviceId })
        return null
      },
      'devices.openMicrophone'() {
        effects.execute({ kind: 'open-microphone' })
        return null
      },
      'line.reconnect'() {
        effects.execute({ kind: 'reconnect' })
        return null
      },
      'voice.hello'() {
        awaitConfirmation()
        return { commands: greetingCommands() }
      },
      'voice.report'(event) {
        report(event)
        return null
      },
    },
  }
}

function wentInto({ phase, transfer }: Call, room: Call): boolean {
  return (
    phase.name === 'ended' &&
    phase.cause === 'transferred' &&
    transfer?.how === 'join' &&
    transfer.to === room.offer.number
  )
}
