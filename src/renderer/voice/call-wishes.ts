import { C } from 'jssip'
import type { RTCSession } from 'jssip/lib/RTCSession'

/** Between two tries while another negotiation of the same call is under way, in ms. */
const pauseMs = 200

export interface CallWishes {
  hold(held: boolean): void
  dtmf(tones: string): void
  /** Offers new media addresses: after a reconnect, a network change, or when the media path broke. */
  restartMedia(): void
  /** Any other in-dialog request: a REFER, a line of text. In order, each once. */
  request(send: () => void): void
  /** Says the hold again after the far side offered sound into it (JsSIP issue #977). */
  sayHoldAgain(): void
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
  let tones = ''
  const requests: (() => void)[] = []
  let settling = false
  let toldEnd = (): void => {}
  const ended = new Promise<true>((resolve) => {
    toldEnd = () => resolve(true)
  })
  session.on('ended', () => toldEnd())
  session.on('failed', () => toldEnd())

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

  function negotiate(
    start: (answer: { done: () => void }) => boolean,
    started: () => void,
  ): Promise<boolean> {
    return new Promise((resolve) => {
      if (!start({ done: () => resolve(true) })) return resolve(false)
      started()
      void ended.then(resolve)
    })
  }

  async function changeHold(to: boolean): Promise<boolean> {
    const done = await negotiate(
      ({ done: settled }) => (to ? session.hold({}, settled) : session.unhold({}, settled)),
      () => {},
    )
    if (done && !session.isEnded()) told.held(to)
    return done
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
    sayHoldAgain() {
      again = true
      void settle()
    },
    settle: () => void settle(),
  }
}

const iceRestart = { rtcOfferConstraints: { iceRestart: true } }
