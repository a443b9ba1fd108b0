import { C } from 'jssip'
import type { RTCSession } from 'jssip/lib/RTCSession'
import { guardDialog } from './dialog-guard.ts'

/** Between two tries while another negotiation of the same call is under way, in ms. */
const pauseMs = 200
/** Before an offer that the exchange refused is made again, in ms: RFC 3261 §14.1 asks for 2.1 s to 4 s. */
const refusedPauseMs = 2_100
/** An offer that was refused this often in a row is given up, and the call goes on as it was. */
const mostRefusals = 5

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
  let refuse = (): void => {}
  let refusals = 0
  let tones = ''
  const requests: (() => void)[] = []
  let settling = false
  let toldEnd = (): void => {}
  const ended = new Promise<true>((resolve) => {
    toldEnd = () => resolve(true)
  })
  session.on('ended', () => toldEnd())
  session.on('failed', () => toldEnd())
  const guard = guardDialog(session, { interrupted: () => interrupt(), refused: () => refuse() })

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
        refusals = 0
        guard.agreed()
        tellHeld()
        resolve(true)
      }
      if (!session.isReadyToReOffer()) return resolve(false)
      guard.acknowledgeLost()
      if (!start({ done })) return resolve(false)
      started()
      // The offer stays set meanwhile: where one with new media addresses is rolled back, Chromium falls silent.
      interrupt = () => {
        redo()
        resolve(true)
      }
      refuse = () => {
        refusals += 1
        if (refusals < mostRefusals) redo()
        else giveUp()
        const timer = setTimeout(() => resolve(true), refusedPauseMs)
        void ended.then(() => clearTimeout(timer))
      }
      void ended.then(resolve)
    })
  }

  /** A hold that was not taken goes back to what both sides agreed on last. */
  function giveUp(): void {
    refusals = 0
    restart = again = false
    wantHeld = toldHeld
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

const iceRestart = { rtcOfferConstraints: { iceRestart: true } }
