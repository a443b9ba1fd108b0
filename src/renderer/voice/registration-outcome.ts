import type { Registration } from '../../shared/domain/agent.ts'

type Refused = Extract<Registration, { state: 'refused' }>

/**
 * What a failed REGISTER means. A refusal is final until somebody changes something; anything else (no
 * answer, 408, 5xx) is an exchange in trouble and is tried again. `status` 0 = no answer at all.
 */
export function registrationOutcome(status: number): Refused | 'try-again' {
  switch (status) {
    case 401:
    case 403:
    case 407:
      return { state: 'refused', reason: 'wrong-password', status }
    case 404:
      return { state: 'refused', reason: 'unknown-account', status }
    case 0:
    case 408:
    case 480:
      return 'try-again'
    default:
      return status >= 500 && status < 600 ? 'try-again' : { state: 'refused', reason: 'other', status }
  }
}
