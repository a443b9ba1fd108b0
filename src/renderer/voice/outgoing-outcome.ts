import type { EndCause } from '../../shared/domain/call.ts'

/** Causes of ITU-T Q.850 that tell more than the SIP status beside them (RFC 3326 §2). */
const causes: Readonly<Record<string, EndCause>> = {
  1: 'unknown-number',
  3: 'unknown-number',
  17: 'busy',
  18: 'no-answer',
  19: 'no-answer',
  20: 'unavailable',
  21: 'declined',
  27: 'unavailable',
  28: 'unknown-number',
}

/** The exchange's own reason, from a `Reason` header; undefined where it names none that we tell apart. */
export function causeOfReason(reason = ''): EndCause | undefined {
  return causes[/Q\.850\s*;\s*cause\s*=\s*(\d{1,3})\b/i.exec(reason)?.[1] ?? '']
}

/** What a final answer to our INVITE or REFER means for the agent (RFC 3261 §21); 0 where none came. */
export function outgoingOutcome(status: number, reason?: string): EndCause {
  return causeOfReason(reason) ?? outcomeOfStatus(status)
}

function outcomeOfStatus(status: number): EndCause {
  switch (status) {
    case 486:
    case 600:
      return 'busy'
    case 603:
    case 607:
      return 'declined'
    case 404:
    case 410:
    case 416:
    case 484:
    case 604:
      return 'unknown-number'
    case 408:
    case 487:
      return 'no-answer'
    case 430:
    case 480:
      return 'unavailable'
    case 401:
    case 403:
    case 407:
      return 'not-allowed'
    case 488:
    case 606:
      return 'media-failed'
    case 0:
      return 'line-lost'
    default:
      return 'failed'
  }
}
