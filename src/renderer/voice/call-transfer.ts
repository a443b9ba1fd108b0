import type { RTCSession } from 'jssip/lib/RTCSession'
import type { EndCause, Transfer, TransferHow } from '../../shared/domain/call.ts'
import { takeLateNotices } from './late-notices.ts'
import { outgoingOutcome } from './outgoing-outcome.ts'

interface Told {
  transfer(transfer: Transfer): void
  /** Somebody took the call: our leg of it has done its work. */
  taken(): void
}

/** Where a call is sent; `replaces`: our consult call with whoever takes it (RFC 3891). */
export interface TransferTarget {
  readonly how: TransferHow
  readonly to: string
  readonly uri: string
  readonly replaces?: RTCSession
}

/**
 * Sends a REFER (RFC 3515) and tells what its NOTIFYs say. The call is ended here only when somebody took it:
 * Asterisk leaves that to us, and one that is refused goes on as it was. A notice that comes late is old news.
 */
export function refer(session: RTCSession, { how, to, uri, replaces }: TransferTarget, told: Told): void {
  let rang = false
  let over = false
  const underWay = (heard: 'nothing' | 'trying' | 'ringing') => {
    if (!over) told.transfer({ state: 'under-way', how, to, heard })
  }
  const refused = (why: EndCause) => {
    over = true
    told.transfer({ state: 'refused', how, to, why })
  }
  underWay('nothing')
  takeLateNotices(session)
  session.refer(uri, {
    ...(replaces ? { replaces } : {}),
    eventHandlers: {
      requestFailed: ({ response }: { response: { status_code: number } | null }) =>
        refused(outgoingOutcome(response?.status_code ?? 0)),
      trying: () => {
        if (!rang) underWay('trying')
      },
      progress: () => {
        rang = true
        underWay('ringing')
      },
      accepted: () => {
        over = true
        told.taken()
      },
      failed: ({ status_line }: { status_line: { status_code: number } }) =>
        refused(outgoingOutcome(Number(status_line.status_code))),
    },
  })
}
