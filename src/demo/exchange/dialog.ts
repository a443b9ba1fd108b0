import { randomBytes } from 'node:crypto'
import { sequenceOf, type SipHeader, type SipRequest } from './sip-message.ts'

/** What both ends remember of one SIP session (RFC 3261 §12), seen from the exchange. */
export interface Dialog {
  readonly callId: string
  /** From header of our requests, tag included. */
  readonly local: string
  /** To header of our requests; gets its tag from the first answer. */
  remote: string
  /** Contact of the other end, where in-dialog requests go. */
  remoteTarget: string
  /** Our own Contact. */
  readonly contact: string
  sequence: number
}

/** `no-answer`: the desk rang too long. `caller`: the citizen gave up. */
export type CancelReason = 'no-answer' | 'caller'
/** Causes of ITU-T Q.850. */
const reasons: Readonly<Record<CancelReason, string>> = {
  'no-answer': 'Q.850;cause=19;text="No answer from the desk"',
  caller: 'Q.850;cause=16;text="The caller hung up"',
}

/** The next request inside the dialog, with a branch of its own. */
export function nextRequest(
  dialog: Dialog,
  method: string,
  extra: { headers?: readonly SipHeader[]; body?: string } = {},
): SipRequest {
  dialog.sequence += 1
  return request(dialog, method, dialog.sequence, newBranch(), extra)
}

/** ACK takes the number of its INVITE; a branch of its own for 2xx, the INVITE's for a refusal (§17.1.1.3). */
export function acknowledge(dialog: Dialog, invite: SipRequest, accepted: boolean): SipRequest {
  const number = sequenceOf(invite)?.number ?? 1
  if (accepted) return request(dialog, 'ACK', number, newBranch())
  return sameTransaction(invite, 'ACK', dialog.remote)
}

/** CANCEL copies the INVITE it stops (§9.1) and says why (RFC 3326), so that a desk can tell the two apart. */
export function cancel(invite: SipRequest, why: CancelReason): SipRequest {
  const request = sameTransaction(invite, 'CANCEL')
  return { ...request, headers: [...request.headers, { name: 'Reason', value: reasons[why] }] }
}

function sameTransaction(invite: SipRequest, method: string, to?: string): SipRequest {
  const wanted = new Set(['Via', 'From', 'To', 'Call-ID', 'Max-Forwards'])
  const headers = invite.headers
    .filter(({ name }) => wanted.has(name))
    .map((each) => (each.name === 'To' && to !== undefined ? { name: 'To', value: to } : each))
  const cseq = { name: 'CSeq', value: `${sequenceOf(invite)?.number ?? 1} ${method}` }
  return { kind: 'request', method, uri: invite.uri, headers: [...headers, cseq], body: '' }
}

function request(
  dialog: Dialog,
  method: string,
  sequence: number,
  branch: string,
  extra: { headers?: readonly SipHeader[]; body?: string } = {},
): SipRequest {
  return {
    kind: 'request',
    method,
    uri: dialog.remoteTarget,
    headers: [
      { name: 'Via', value: `SIP/2.0/WS exchange.invalid;branch=${branch}` },
      { name: 'Max-Forwards', value: '70' },
      { name: 'From', value: dialog.local },
      { name: 'To', value: dialog.remote },
      { name: 'Call-ID', value: dialog.callId },
      { name: 'CSeq', value: `${sequence} ${method}` },
      { name: 'Contact', value: dialog.contact },
      ...(extra.headers ?? []),
    ],
    body: extra.body ?? '',
  }
}

/** RFC 3261 §8.1.1.7: the cookie says that the branch is unique. */
function newBranch(): string {
  return `z9hG4bK${randomBytes(10).toString('hex')}`
}
