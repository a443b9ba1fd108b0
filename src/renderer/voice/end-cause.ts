import type { EndCause } from '../../shared/domain/call.ts'

/**
 * JsSIP's causes (its Constants) in our words; `originator` tells who ended an established call, `reason` is the
 * `Reason` header of the CANCEL (RFC 3326), which tells a citizen who gave up from an exchange that did.
 */
export function endCause(originator: string, cause: string, reason = ''): EndCause {
  switch (cause) {
    case 'Terminated':
      return originator === 'local' ? 'agent-hung-up' : 'citizen-hung-up'
    case 'Canceled':
      return cancelCause(reason)
    case 'Rejected':
    case 'Busy':
      return 'rejected'
    case 'No Answer':
    case 'Expires':
      return 'no-answer'
    case 'User Denied Media Access':
      return 'no-microphone'
    case 'Connection Error':
    case 'Request Timeout':
    case 'Dialog Error':
    case 'No ACK':
      return 'line-lost'
    case 'RTP Timeout':
      return 'media-lost'
    case 'WebRTC Error':
    case 'Incompatible SDP':
    case 'Missing SDP':
    case 'Bad Media Description':
      return 'media-failed'
    default:
      return 'failed'
  }
}

function cancelCause(reason: string): EndCause {
  if (/Q\.850\s*;\s*cause\s*=\s*19\b/i.test(reason)) return 'no-answer'
  if (/SIP\s*;\s*cause\s*=\s*200\b/i.test(reason)) return 'answered-elsewhere'
  return 'cancelled'
}
