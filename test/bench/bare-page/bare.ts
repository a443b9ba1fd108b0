import JsSIP from 'jssip'
import type { IncomingRTCSessionEvent } from 'jssip/lib/UA'
import type { RTCSession } from 'jssip/lib/RTCSession'
import { watchFirstAudio } from '../../../src/renderer/voice/first-audio.ts'
import type { SoftphoneAccount } from '../../../src/shared/backend-api.ts'

/** What a page of plain JsSIP does with a call: shows the number, answers with a fresh microphone, plays. */
export interface BareCall {
  inviteMs: number
  paintedMs: number | undefined
  pressedMs: number | undefined
  firstAudioMs: number | undefined
  ended: boolean
}

declare global {
  interface Window {
    bare: { start(account: SoftphoneAccount): Promise<void>; calls: BareCall[]; hangUp(): void }
  }
}

const epoch = () => performance.timeOrigin + performance.now()
const number = document.querySelector('h1')
const answer = document.querySelector('button')
const audio = document.querySelector('audio')
const context = new AudioContext()
const calls: BareCall[] = []
let session: RTCSession | undefined

window.bare = {
  calls,
  hangUp: () => session?.terminate(),
  start(account) {
    const sockets = account.sockets.map(({ url }) => new JsSIP.WebSocketInterface(url))
    const ua = new JsSIP.UA({
      sockets,
      uri: account.uri,
      authorization_user: account.authorizationUser,
      password: account.password,
      session_timers: false,
    })
    ua.on('newRTCSession', (event: IncomingRTCSessionEvent) => ring(event.session))
    return new Promise((resolve, reject) => {
      ua.on('registered', () => resolve())
      ua.on('registrationFailed', ({ cause }) => reject(new Error(cause)))
      ua.start()
    })
  },
}

function ring(incoming: RTCSession): void {
  const call: BareCall = {
    inviteMs: epoch(),
    paintedMs: undefined,
    pressedMs: undefined,
    firstAudioMs: undefined,
    ended: false,
  }
  calls.push(call)
  session = incoming
  if (number) number.textContent = incoming.remote_identity.uri.user
  if (answer) answer.hidden = false
  requestAnimationFrame(() => requestAnimationFrame(() => (call.paintedMs = epoch())))
  incoming.on('ended', () => (call.ended = true))
  incoming.on('failed', () => (call.ended = true))
  incoming.on('peerconnection', ({ peerconnection }) => {
    peerconnection.addEventListener('track', ({ streams: [stream] }: RTCTrackEvent) => {
      if (!stream || !audio) return
      audio.srcObject = stream
      void audio.play()
      void context.resume()
      watchFirstAudio(
        context.createMediaStreamSource(stream),
        (at) => (call.firstAudioMs = performance.timeOrigin + at),
      )
    })
  })
  answer?.addEventListener(
    'click',
    () => {
      call.pressedMs = epoch()
      incoming.answer({ mediaConstraints: { audio: true, video: false } })
      answer.hidden = true
    },
    { once: true },
  )
}
