import { C } from 'jssip'
import type { RTCSession } from 'jssip/lib/RTCSession'

/** What JsSIP's session has beside its types. */
interface Inside {
  _dialog: {
    _remote_seqnum: number | null
    _checkInDialogRequest(request: { method: string; cseq: number }): boolean
  }
}

/**
 * Before a REFER: takes a notice of its progress also where a later one overtook it, as behind a proxy of several
 * workers over UDP. JsSIP answers that one with 500 (RFC 3261 §12.2.2); Asterisk then ends the subscription
 * (RFC 6665 §4.2.2), and whoever passed the call on never hears that somebody took it.
 */
export function takeLateNotices(session: RTCSession): void {
  const { _dialog: dialog } = session as unknown as Inside
  const check = dialog._checkInDialogRequest.bind(dialog)
  dialog._checkInDialogRequest = (request) =>
    (request.method === C.NOTIFY && request.cseq < (dialog._remote_seqnum ?? 0)) || check(request)
}
