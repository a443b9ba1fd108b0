import { C } from 'jssip'
import type { RTCSession } from 'jssip/lib/RTCSession'

/** What JsSIP's session has beside its types. */
interface Inside {
  _dialog: { _outgoing_ack_seqnum: number }
  _sendReinvite(options: { eventHandlers: { succeeded?: () => void; failed?: () => void } }): void
  sendRequest(method: string, options?: { eventHandlers?: RequestHandlers }): void
  onTransportError(): void
  onRequestTimeout(): void
}

type RequestHandlers = Partial<
  Record<
    'onTransportError' | 'onRequestTimeout' | 'onDialogError',
    (response?: { status_code: number }) => void
  >
>

interface Told {
  /** The line died under a request, or nobody answered it: nobody knows what became of it. */
  interrupted(): void
  /** The exchange did not take an offer, or we could not take its answer. */
  refused(): void
}

export interface DialogGuard {
  /**
   * Says once more that we are content with offers whose answer was lost (RFC 3261 §13.2.2.4): until it hears so,
   * Asterisk refuses every other offer with a 500, and ends the call after 32 s.
   */
  acknowledgeLost(): void
  /** An offer was agreed on: whatever was lost before is settled. */
  agreed(): void
}

/**
 * JsSIP ends an established call when one of its own requests fails. RFC 3261 §14.1 leaves the session as it was,
 * and the talk needs no line: only the request is given up. An exchange that does not know the call any more (481)
 * still ends it.
 */
export function guardDialog(session: RTCSession, told: Told): DialogGuard {
  const inside = session as unknown as Inside
  const lost = new Set<number>()
  const fail = { line: inside.onTransportError.bind(session), time: inside.onRequestTimeout.bind(session) }
  const negotiate = inside._sendReinvite.bind(session)
  const send = inside.sendRequest.bind(session)

  inside.onTransportError = () => (session.isEstablished() ? told.interrupted() : fail.line())
  inside.onRequestTimeout = () => (session.isEstablished() ? told.interrupted() : fail.time())
  inside._sendReinvite = (options) =>
    negotiate({ ...options, eventHandlers: { ...options.eventHandlers, failed: () => told.refused() } })
  inside.sendRequest = (method, options = {}) =>
    send(
      method,
      method === C.INVITE ? { ...options, eventHandlers: watched(options.eventHandlers) } : options,
    )

  function watched(handlers: RequestHandlers = {}): RequestHandlers {
    const losing = (handler: RequestHandlers[keyof RequestHandlers]) => () => {
      lost.add(inside._dialog._outgoing_ack_seqnum)
      handler?.()
    }
    return {
      ...handlers,
      onTransportError: losing(handlers.onTransportError),
      onRequestTimeout: losing(handlers.onRequestTimeout),
      onDialogError: (response) =>
        response?.status_code === 408 ? told.interrupted() : handlers.onDialogError?.(response),
    }
  }

  return {
    acknowledgeLost() {
      const dialog = inside._dialog
      const current = dialog._outgoing_ack_seqnum
      for (const sequence of lost) {
        dialog._outgoing_ack_seqnum = sequence
        send(C.ACK)
      }
      dialog._outgoing_ack_seqnum = current
    },
    agreed: () => lost.clear(),
  }
}
