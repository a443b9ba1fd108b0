import type { OutgoingEvent, RTCSession } from 'jssip/lib/RTCSession'
import type { CallEvent, CallText, Transfer } from '../../shared/domain/call.ts'
import type { TelephonyEvent } from '../../shared/domain/telephony.ts'
import { createCallMedia } from './call-media.ts'
import { sendText } from './call-text.ts'
import { refer, type TransferTarget } from './call-transfer.ts'
import { createCallWishes } from './call-wishes.ts'
import type { EndCause } from '../../shared/domain/call.ts'
import { endCause } from './end-cause.ts'
import { offersSound } from './held-offer.ts'
import { createIceGate } from './ice-gate.ts'
import { outgoingOutcome } from './outgoing-outcome.ts'
import { playRingback } from './ringback.ts'
import type { Microphone } from './microphone.ts'
import { createSetUp, type SetUp } from './set-up.ts'
import type { Shield } from './sound/shield.ts'
import type { Speakers } from './speakers.ts'
import { instant } from './voice-clock.ts'

/** What is true of the call now, for a core that lost it. */
interface Facts {
  progress?: Extract<CallEvent, { kind: 'progress' }>
  connectedAt?: string
  muted: boolean
  heldHere: boolean
  heldThere: boolean
  transfer?: Transfer
  readonly texts: CallText[]
}

/** What a call needs around it. */
export interface CallSurroundings {
  readonly iceServers: readonly (RTCIceServer & { urls: string })[]
  readonly microphone: Microphone
  readonly speakers: Speakers
  readonly shield: Shield
  readonly listening: AudioContext
  alive(): Promise<boolean>
  /** Has the line asked at once whether it stands. */
  doubtLine(): void
  report(event: TelephonyEvent): void
  ended(callId: string): void
}

export interface CallSession {
  readonly callId: string
  /** JsSIP's own: a transfer names the call it replaces by it. */
  readonly session: RTCSession
  /** `tone`: what the agent hears before he is heard, where nobody pressed. */
  answer(tone?: () => Promise<void>): Promise<void>
  reject(status: number): void
  hangUp(): void
  hold(held: boolean): void
  mute(muted: boolean): void
  dtmf(tones: string): void
  transfer(target: TransferTarget): void
  text(text: string): void
  /** A line of text from the far end. */
  heardText(text: string): void
  /** A call that only rings cannot outlive its line; an established one can. */
  lineLost(): void
  lineRestored(): void
  /** New media addresses (ICE restart), which never ends the call. */
  restartMedia(): void
  networkChanged(): void
  /** The microphone was changed: resolves once this call goes on with the new one, as muted as before. */
  microphoneChanged(): Promise<void>
  /** The call's whole story again, for a core that lost it. */
  replay(): TelephonyEvent[]
}

/** How a call began: what the core hears first of it, and where we placed it our microphone and its first moments. */
export interface CallBeginning {
  readonly callId: string
  readonly told: TelephonyEvent
  readonly track?: MediaStreamTrack
  readonly setUp?: SetUp
}

/** One SIP session: executes what the core says and reports what happens, deciding nothing. */
export function createCallSession(
  session: RTCSession,
  beginning: CallBeginning,
  around: CallSurroundings,
): CallSession {
  const { callId } = beginning
  const gate = createIceGate(around.iceServers)
  const facts: Facts = { muted: false, heldHere: false, heldThere: false, texts: [] }
  const setUp = beginning.setUp ?? createSetUp()
  let track = beginning.track
  let stopRingback: (() => void) | undefined
  let ownCause: EndCause | undefined
  let answering = false

  const wishes = createCallWishes(session, () => around.alive(), {
    held(held) {
      facts.heldHere = held
      tellHold()
      tell({ kind: 'held', by: 'local', held })
    },
    mediaRestarted: () => around.report({ kind: 'media-restarted', callId }),
  })
  const media = createCallMedia({
    callId,
    shield: around.shield,
    listening: around.listening,
    setUp,
    report: around.report,
    restart: () => wishes.restartMedia(),
    doubt: () => around.doubtLine(),
    giveUp: () => terminate('media-lost'),
  })

  session.on('icecandidate', ({ candidate, ready }) => gate.candidate(candidate, ready))
  if (beginning.track) {
    setUp.mark('signalled')
    media.watch(session.connection)
    session.on('progress', (event: OutgoingEvent) => progressed(Boolean(event.response.body)))
  } else session.on('peerconnection', ({ peerconnection }) => media.watch(peerconnection))
  session.on('accepted', () => {
    silenceRingback()
    facts.connectedAt = instant()
    tell({ kind: 'connected', at: facts.connectedAt })
    setUp.mark('answered')
    if (beginning.track) setUp.mark('confirmed')
    media.connected(session.connection)
  })
  session.on('confirmed', () => {
    setUp.mark('confirmed')
    wishes.settle()
  })
  session.on('hold', ({ originator }) => heldThere(originator, true))
  session.on('unhold', ({ originator }) => heldThere(originator, false))
  session.on('reinvite', (reinvite) => {
    const body = reinvite.request.body as string | null
    if (session.isOnHold().local && body && offersSound(body)) reinvite.callback = () => wishes.sayAgain()
  })
  session.on('ended', ({ originator, cause }) => end(originator, cause))
  session.on('failed', ({ originator, cause, message }) => end(originator, cause, message))
  around.report(beginning.told)

  /** An exchange that sends sound (RFC 3960) is heard itself; beside it our ring-back would be a lie. */
  function progressed(earlyMedia: boolean): void {
    if (earlyMedia) silenceRingback()
    else if (!facts.progress) stopRingback = playRingback(around.listening, around.speakers)
    if (facts.progress?.earlyMedia) return
    facts.progress = { kind: 'progress', at: instant(), earlyMedia }
    tell(facts.progress)
  }

  function silenceRingback(): void {
    stopRingback?.()
    stopRingback = undefined
  }

  function transferred(transfer: Transfer): void {
    facts.transfer = transfer
    tell({ kind: 'transfer', transfer })
  }

  function wrote(text: CallText): void {
    facts.texts.push(text)
    tell({ kind: 'text', text })
  }

  function tell(event: CallEvent): void {
    around.report({ kind: 'call', callId, event })
  }

  function heldThere(originator: string, held: boolean): void {
    if (originator !== 'remote') return
    facts.heldThere = held
    tellHold()
    tell({ kind: 'held', by: 'remote', held })
  }

  /** Our own hold silences the far end; either side's makes silence no fault. */
  function tellHold(): void {
    media.hold({ silent: facts.heldHere, quiet: facts.heldHere || facts.heldThere })
  }

  function end(
    originator: string,
    cause: string,
    message?: { getHeader(name: string): string | undefined; status_code?: number } | null,
  ): void {
    silenceRingback()
    gate.close()
    media.close()
    track?.stop()
    tell({ kind: 'ended', at: instant(), cause: ownCause ?? causeOf(originator, cause, message) })
    around.ended(callId)
  }

  function causeOf(originator: string, cause: string, message?: Parameters<typeof end>[2]): EndCause {
    // The exchange that takes its leg away during a transfer has passed the call on.
    if (originator === 'remote' && facts.transfer?.state === 'under-way') return 'transferred'
    if (beginning.track && facts.connectedAt === undefined && message?.status_code !== undefined)
      return outgoingOutcome(message.status_code, message.getHeader('Reason'))
    return endCause(originator, cause, message?.getHeader('Reason'))
  }

  function terminate(cause?: EndCause, status?: number): void {
    if (session.isEnded()) return
    ownCause = cause
    session.terminate(status === undefined ? {} : { status_code: status })
  }

  return {
    callId,
    session,
    async answer(tone) {
      if (session.isEstablished() || session.isEnded()) return
      if (answering) return
      answering = true
      await tone?.()
      if (!session.isInProgress()) return
      setUp.mark('begun')
      setUp.mark('answered')
      await around.microphone.open()
      if (!session.isInProgress()) return
      track = around.microphone.clone()
      if (!track) return terminate('no-microphone', 480)
      setUp.mark('microphone')
      setUp.mark('signalled')
      session.answer({
        mediaStream: new MediaStream([track]),
        pcConfig: { iceServers: [...around.iceServers] },
      })
    },
    /** Only while it rings: a core that restarted must not end a talk by refusing it. */
    reject(status) {
      if (session.isInProgress()) terminate('rejected', status)
    },
    hangUp: () => terminate('agent-hung-up'),
    hold: (held) => wishes.hold(held),
    mute(muted) {
      if (session.isEnded()) return
      if (muted) session.mute({ audio: true })
      else session.unmute({ audio: true })
      facts.muted = muted
      tell({ kind: 'muted', muted })
    },
    dtmf: (tones) => wishes.dtmf(tones),
    transfer(target) {
      wishes.request(() =>
        refer(session, target, { transfer: transferred, taken: () => terminate('transferred') }),
      )
    },
    text(text) {
      wishes.request(() =>
        sendText(session, text, (delivered) => wrote({ from: 'agent', text, at: instant(), delivered })),
      )
    },
    heardText: (text) => wrote({ from: 'other', text, at: instant(), delivered: true }),
    lineLost() {
      if (session.isInProgress()) terminate('line-lost', 480)
    },
    lineRestored() {
      if (!session.isEnded()) media.networkChanged()
      if (session.isEstablished()) wishes.sayAgain()
    },
    restartMedia: () => wishes.restartMedia(),
    networkChanged: () => media.networkChanged(),
    async microphoneChanged() {
      if (!track || session.isEnded()) return
      const sender = session.connection.getSenders().find((candidate) => candidate.track === track)
      const next = sender && around.microphone.clone()
      if (!next) return
      next.enabled = track.enabled
      try {
        await sender.replaceTrack(next)
      } catch (refused) {
        next.stop()
        // Of a call that ended meanwhile nothing is left to be replaced.
        if (session.isEnded()) return
        throw refused
      }
      // Mute may have been pressed while the track was being replaced: then only the former heard of it.
      next.enabled = track.enabled
      track.stop()
      track = next
    },
    replay() {
      const story: TelephonyEvent[] = [beginning.told]
      const say = (event: CallEvent): void => void story.push({ kind: 'call', callId, event })
      if (facts.progress) say(facts.progress)
      if (facts.connectedAt !== undefined) say({ kind: 'connected', at: facts.connectedAt })
      if (facts.muted) say({ kind: 'muted', muted: true })
      if (facts.heldHere) say({ kind: 'held', by: 'local', held: true })
      if (facts.heldThere) say({ kind: 'held', by: 'remote', held: true })
      if (facts.transfer) say({ kind: 'transfer', transfer: facts.transfer })
      for (const text of facts.texts) say({ kind: 'text', text })
      return story
    },
  }
}
