/** Why a call ended, as a closed list: the core decides by it (a missed call, a lost line) and never by words. */
export type EndCause =
  | 'agent-hung-up'
  | 'citizen-hung-up'
  | 'cancelled'
  | 'rejected'
  | 'no-answer'
  | 'no-microphone'
  | 'line-lost'
  | 'media-lost'
  | 'media-failed'
  | 'failed'

/** JsSIP's causes (its Constants) in our words; `originator` tells who ended an established call. */
export function endCause(originator: string, cause: string): EndCause {
  switch (cause) {
    case 'Terminated':
      return originator === 'local' ? 'agent-hung-up' : 'citizen-hung-up'
    case 'Canceled':
      return 'cancelled'
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
