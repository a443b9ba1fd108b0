import type { SoftphoneAccount } from '../../../src/shared/backend-api.ts'

/** An agent's line and the number of the city that rings it. */
export interface Line {
  readonly endpoint: string
  readonly user: string
  readonly number: string
  readonly registrar: string
}

/** The lines of the lab's exchange: which number of the city rings them, and where they register. */
export const lines = {
  /** DTMF by RFC 4733. */
  direct: { endpoint: '1001', user: '1001', number: '101', registrar: 'ws://127.0.0.1:8088/ws' },
  /** DTMF by INFO. */
  directInfo: { endpoint: '1002', user: '1002', number: '102', registrar: 'ws://127.0.0.1:8088/ws' },
  /** Through Kamailio and rtpengine, which stand before the exchange. */
  edge: { endpoint: 'edge', user: '1003', number: '103', registrar: 'ws://127.0.0.1:8060' },
  /** The same with DTMF by INFO. */
  edgeInfo: { endpoint: 'edge-info', user: '1004', number: '104', registrar: 'ws://127.0.0.1:8060' },
} as const satisfies Record<string, Line>

export function accountOf(line: Line, change: Partial<SoftphoneAccount> = {}): SoftphoneAccount {
  return {
    uri: `sip:${line.user}@lab.test`,
    authorizationUser: line.user,
    password: `lab-${line.user}`,
    displayName: 'Ana Guamán',
    sockets: [{ url: line.registrar, weight: 0 }],
    iceServers: [],
    conferencePrefix: 'conf-',
    ...change,
  }
}
