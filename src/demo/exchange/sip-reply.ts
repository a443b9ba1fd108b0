import { randomBytes } from 'node:crypto'
import { tagOf } from './sip-address.ts'
import { allHeaders, header, type SipHeader, type SipRequest, type SipResponse } from './sip-message.ts'

/** Told in Allow, and where something else was asked for. */
export const allowedMethods = 'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, REFER, NOTIFY, MESSAGE'

const reasons: Readonly<Record<number, string>> = {
  100: 'Trying',
  180: 'Ringing',
  200: 'OK',
  202: 'Accepted',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  481: 'Call/Transaction Does Not Exist',
  487: 'Request Terminated',
  488: 'Not Acceptable Here',
  500: 'Server Internal Error',
}

/** A reply to `request` (RFC 3261 §8.2.6): routing headers copied, a To tag added where a dialog begins. */
export function replyTo(
  request: SipRequest,
  status: number,
  extra: { headers?: readonly SipHeader[]; body?: string; toTag?: string } = {},
): SipResponse {
  const copied = (['Via', 'Record-Route', 'From', 'To', 'Call-ID', 'CSeq'] as const).flatMap((name) =>
    allHeaders(request, name).map((value) => ({
      name,
      value:
        name === 'To' && status > 100 && tagOf(value) === undefined
          ? `${value};tag=${extra.toTag ?? newTag()}`
          : value,
    })),
  )
  const headers = [...copied, ...(extra.headers ?? [])]
  return { kind: 'response', status, reason: reasons[status] ?? 'Unknown', headers, body: extra.body ?? '' }
}

/** Without these five nothing can be answered or routed. */
export function isAnswerable(request: SipRequest): boolean {
  return ['Via', 'From', 'To', 'Call-ID', 'CSeq'].every((name) => header(request, name) !== undefined)
}

/** Unguessable: who does not know both tags cannot speak in a dialog. */
export function newTag(): string {
  return randomBytes(8).toString('hex')
}
