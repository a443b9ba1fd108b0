import { C } from 'jssip'
import type { RTCSession } from 'jssip/lib/RTCSession'

/** Between two tries while another negotiation of the same call is under way, in ms. */
const pauseMs = 200

export interface CallWishes {
  hold(held: boolean): void
  dtmf(tones: string): void
  /** Offers new media addresses: after a network change, or when the media path broke. */
  restartMedia(): void
  /** Any other in-dialog request: a REFER, a line of text. In order, each once. */
  request(send: () => void): void
  /**
   * Offers the same once more: a hold into which the far side offered sound (JsSIP issue #977), and after a
   * reconnect where the desk is reached now (RFC 3261 §12.2: a target refresh). The media path stays as it is.
   */
  sayAgain(): void
  /** Tries again what had to wait, once the line is back. */
  settle(): void
}

/**
 * What the agent wants of an established call, kept until the line can carry it: an in-dialog request that
 * starts on a dead socket makes JsSIP end the call.
 */
export function createCallWishes(
  session: RTCSession,
  alive: () => Promise<boolean>,
  told: { held: (held: boolean) => void; mediaRestarted: () => void },
): CallWishes {
  let wantHeld = false
  let restart = false
  let again = false
  let toldHeld = false
  let interrupt = (): void => {}
  let tones = ''
  const requests: (() => void)[] = []
  let settling = false
  let toldEnd = (): void => {}
  const ended = new Promise<true>((resolve) => {
    toldEnd = () => resolve(true)
  })
  session.on('ended', () => toldEnd())
  session.on('failed', () => toldEnd())
  survive(session, () => interrupt())

  /** The next thing to do, if any; resolves to false where JsSIP is not ready for it yet. */
  function nextStep(): (() => Promise<boolean>) | undefined {
    if (restart)
      return () =>
        negotiate(
          ({ done }) => session.renegotiate(iceRestart, done),
          () => {
            restart = again = false
            told.mediaRestarted()
          },
          () => (restart = true),
        )
    if (session.isOnHold().local !== wantHeld) return () => changeHold(wantHeld)
    if (again)
      return () =>
        negotiate(
          ({ done }) => session.renegotiate({}, done),
          () => (again = false),
        )
    if (tones !== '') return () => Promise.resolve(dial())
    if (requests.length > 0) return () => Promise.resolve(sendNext())
    return undefined
  }

  /** `redo`: what a line that died under this negotiation leaves to be done on the next one. */
  function negotiate(
    start: (answer: { done: () => void }) => boolean,
    started: () => void,
    redo: () => void = () => (again = true),
  ): Promise<boolean> {
    return new Promise((resolve) => {
      const done = () => {
        tellHeld()
        resolve(true)
      }
      if (!start({ done })) return resolve(false)
      started()
      // The offer stays set meanwhile: where one with new media addresses is rolled back, Chromium falls silent.
      interrupt = () => {
        redo()
        resolve(true)
      }
      void ended.then(resolve)
    })
  }

  function changeHold(to: boolean): Promise<boolean> {
    return negotiate(
      (answer) => (to ? session.hold({}, answer.done) : session.unhold({}, answer.done)),
      () => {},
    )
  }

  /** JsSIP calls a call held as soon as it offers so; the desk does once the exchange agreed. */
  function tellHeld(): void {
    const now = session.isOnHold().local
    if (session.isEnded() || now === toldHeld) return
    toldHeld = now
    told.held(now)
  }

  /** RFC 4733 where it was negotiated, INFO otherwise: JsSIP throws if asked for the wrong one. */
  function dial(): boolean {
    const sending = tones
    tones = ''
    const sender = session.connection.getSenders().find(({ dtmf }) => dtmf?.canInsertDTMF)
    const transportType = sender ? C.DTMF_TRANSPORT.RFC2833 : C.DTMF_TRANSPORT.INFO
    session.sendDTMF(sending, { transportType, duration: 120, interToneGap: 80 })
    return true
  }

  function sendNext(): boolean {
    requests.shift()?.()
    return true
  }

  async function settle(): Promise<void> {
    if (settling) return
    settling = true
    try {
      for (let step = nextStep(); step && session.isEstablished(); step = nextStep()) {
        if (!(await alive())) break
        if (session.isEstablished() && !(await step())) await new Promise((next) => setTimeout(next, pauseMs))
      }
    } finally {
      settling = false
    }
  }

  return {
    hold(to) {
      wantHeld = to
      void settle()
    },
    dtmf(more) {
      tones += more
      void settle()
    },
    request(send) {
      requests.push(send)
      void settle()
    },
    restartMedia() {
      restart = true
      void settle()
    },
    sayAgain() {
      again = true
      void settle()
    },
    settle: () => void settle(),
  }
}

/**
 * JsSIP ends an established call when one of its requests meets a dying socket. The talk goes on without the line
 * (RFC 3261 §14.1: a re-INVITE that fails leaves the session as it was), so only the request is given up.
 */
function survive(session: RTCSession, interrupted: () => void): void {
  const inside = session as unknown as { onTransportError: () => void }
  const end = inside.onTransportError.bind(session)
  inside.onTransportError = () => (session.isEstablished() ? interrupted() : end())
}

const iceRestart = { rtcOfferConstraints: { iceRestart: true } }
