import type { CallOffer } from '../../shared/domain/call.ts'
import { causeOfReason } from './outgoing-outcome.ts'

/** What an INVITE carried, still in the words of SIP; absent headers are undefined. */
export interface InviteHeaders {
  header(name: string): string | undefined
  readonly user: string | undefined
  readonly displayName: string | undefined
}

/** Limits of `CallOffer`: what is longer is cut, so that a 64 KB header costs its tail and never the call. */
const limits = { text: 256, userToUser: 1024, ivrKeys: 20, ivrKey: 64, ivrValue: 512, ivrHeader: 16_384 }

/** Reads an INVITE that anybody may have written: never throws, always fits the schema. */
export function readOffer(invite: InviteHeaders): CallOffer {
  const cameBack = causeOfReason(invite.header('Reason')?.slice(0, limits.text))
  return {
    number: clean(invite.user, limits.text),
    displayName: clean(invite.displayName, limits.text),
    queue: clean(invite.header('X-Queue'), limits.text),
    externalCallId: clean(invite.header('X-Call-Id'), limits.text),
    ivr: parseIvr(invite.header('X-IVR-Data') ?? ''),
    userToUser: clean(invite.header('User-to-User'), limits.userToUser),
    ...(cameBack === undefined ? {} : { cameBack }),
  }
}

/** `key=value;key=value`, percent-encoded. The first of two equal keys wins, as a later one may be forged. */
export function parseIvr(header: string): Record<string, string> {
  const ivr = new Map<string, string>()
  for (const pair of header.slice(0, limits.ivrHeader).split(';')) {
    if (ivr.size === limits.ivrKeys) break
    const equals = pair.indexOf('=')
    if (equals < 0) continue
    const key = clean(decode(pair.slice(0, equals)), limits.ivrKey)
    if (key === '' || key === '__proto__' || ivr.has(key)) continue
    ivr.set(key, clean(decode(pair.slice(equals + 1)), limits.ivrValue))
  }
  return Object.fromEntries(ivr)
}

/** A bad encoding stays as it came: the agent can still read it. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Control characters would break a line on screen; half a surrogate pair would break JSON for others. */
function clean(text: string | undefined, limit: number): string {
  return (text ?? '')
    .slice(0, limit * 4)
    .replace(/\p{Cc}+/gu, ' ')
    .toWellFormed()
    .trim()
    .slice(0, limit)
    .replace(/[\uD800-\uDBFF]$/, '')
}
