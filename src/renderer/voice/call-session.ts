import type { RTCSession } from 'jssip/lib/RTCSession'
import type { CallEvent, CallOffer } from '../../shared/domain/call.ts'
import type { TelephonyEvent } from '../../shared/domain/telephony.ts'
import { createCallWishes } from './call-wishes.ts'
import type { EndCause } from '../../shared/domain/call.ts'
import { endCause } from './end-cause.ts'
import { watchFirstAudio } from './first-audio.ts'
import { offersSound } from './held-offer.ts'
import { createIceGate } from './ice-gate.ts'
import { watchLevels } from './levels.ts'
import type { Microphone } from './microphone.ts'
import type { Playback, Speakers } from './speakers.ts'
import { epochMs, instant } from './voice-clock.ts'

/** What a call needs around it. */
export interface CallSurroundings {
  readonly iceServers: readonly (RTCIceServer & { urls: string })[]
  readonly microphone: Microphone
  readonly speakers: Speakers
  readonly listening: AudioContext
  alive(): Promise<boolean>
  report(event: TelephonyEvent): void
  ended(callId: string): void
}

export interface CallSession {
  readonly callId: string
  answer(): Promise<void>
  reject(status: number): void
  hangUp(): void
  hold(held: boolean): void
  mute(muted: boolean): void
  dtmf(tones: string): void
  /** A call that only rings cannot outlive its line; an established one can. */
  lineLost(): void
  lineRestored(): void
  /** The microphone was changed: this call goes on with the new one, as muted as before. */
  microphoneChanged(): void
  /** The call's whole story again, for a core that lost it. */
  replay(): TelephonyEvent[]
}

/** One incoming SIP session: executes what the core says and reports what happens, deciding nothing. */
export function createCallSession(
  session: RTCSession,
  arrival: { callId: string; offer: CallOffer; arrivedAt: number },
  around: CallSurroundings,
): CallSession {
  const { callId } = arrival
  const gate = createIceGate(around.iceServers)
  const facts: { connectedAt?: string; muted: boolean; heldHere: boolean; heldThere: boolean } = {
    muted: false,
    heldHere: false,
    heldThere: false,
  }
  const endings: (() => void)[] = [() => gate.close()]
  let track: MediaStreamTrack | undefined
  let playback: Playback | undefined
  let ownCause: EndCause | undefined

  const wishes = createCallWishes(
    session,
    () => around.alive(),
    (held) => {
      facts.heldHere = held
      playback?.silence(held)
      tell({ kind: 'held', by: 'local', held })
    },
  )

  session.on('icecandidate', ({ candidate, ready }) => gate.candidate(candidate, ready))
  session.on('peerconnection', ({ peerconnection }) => watchMedia(peerconnection))
  session.on('accepted', () => {
    facts.connectedAt = instant()
    tell({ kind: 'connected', at: facts.connectedAt })
    endings.push(
      watchLevels(session.connection, (levels) => around.report({ kind: 'levels', callId, ...levels })),
    )
  })
  session.on('confirmed', () => wishes.settle())
  session.on('hold', ({ originator }) => heldThere(originator, true))
  session.on('unhold', ({ originator }) => heldThere(originator, false))
  session.on('reinvite', (reinvite) => {
    const body = reinvite.request.body as string | null
    if (session.isOnHold().local && body && offersSound(body)) reinvite.callback = () => wishes.sayHoldAgain()
  })
  session.on('ended', ({ originator, cause }) => end(originator, cause))
  session.on('failed', ({ originator, cause, message }) => end(originator, cause, message))
  around.report(incoming())

  function incoming(): TelephonyEvent {
    const { offer, arrivedAt } = arrival
    return { kind: 'incoming', callId, offer, at: instant(arrivedAt), epochMs: epochMs(arrivedAt) }
  }

  function tell(event: CallEvent): void {
    around.report({ kind: 'call', callId, event })
  }

  function heldThere(originator: string, held: boolean): void {
    if (originator !== 'remote') return
    facts.heldThere = held
    tell({ kind: 'held', by: 'remote', held })
  }

  function watchMedia(connection: RTCPeerConnection): void {
    connection.addEventListener('track', ({ track: remote }) => {
      const stream = new MediaStream([remote])
      const playing = around.speakers.play(stream)
      playback = playing
      endings.push(() => playing.close())
      endings.push(
        watchFirstAudio(stream, around.listening, (at) =>
          around.report({ kind: 'first-audio', callId, epochMs: epochMs(at) }),
        ),
      )
    })
    connection.addEventListener('iceconnectionstatechange', () => {
      if (connection.iceConnectionState === 'disconnected') wishes.restartMedia()
    })
  }

  function end(
    originator: string,
    cause: string,
    message?: { getHeader(name: string): string | undefined } | null,
  ): void {
    for (const finish of endings.splice(0)) finish()
    track?.stop()
    tell({
      kind: 'ended',
      at: instant(),
      cause: ownCause ?? endCause(originator, cause, message?.getHeader('Reason')),
    })
    around.ended(callId)
  }

  function terminate(cause?: EndCause, status?: number): void {
    if (session.isEnded()) return
    ownCause = cause
    session.terminate(status === undefined ? {} : { status_code: status })
  }

  return {
    callId,
    async answer() {
      if (session.isEstablished() || session.isEnded()) return
      await around.microphone.open()
      if (!session.isInProgress()) return
      track = around.microphone.clone()
      if (!track) return terminate('no-microphone', 480)
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
    lineLost() {
      if (session.isInProgress()) terminate('line-lost', 480)
    },
    lineRestored() {
      if (session.isEstablished()) wishes.restartMedia()
    },
    microphoneChanged() {
      const next = around.microphone.clone()
      const sender = session.isEstablished()
        ? session.connection.getSenders().find((candidate) => candidate.track === track)
        : undefined
      if (!next || !sender) return
      next.enabled = track?.enabled ?? true
      void sender.replaceTrack(next).then(() => {
        track?.stop()
        track = next
      })
    },
    replay() {
      const story: TelephonyEvent[] = [incoming()]
      const say = (event: CallEvent): void => void story.push({ kind: 'call', callId, event })
      if (facts.connectedAt !== undefined) say({ kind: 'connected', at: facts.connectedAt })
      if (facts.muted) say({ kind: 'muted', muted: true })
      if (facts.heldHere) say({ kind: 'held', by: 'local', held: true })
      if (facts.heldThere) say({ kind: 'held', by: 'remote', held: true })
      return story
    },
  }
}
