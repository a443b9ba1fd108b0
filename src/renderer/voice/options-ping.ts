/** What a ping needs to say who asks whom. */
export interface PingIdentity {
  /** Our own address of record, `sip:1001@city.example`. */
  readonly uri: string
  /** `WS` or `WSS`. */
  readonly viaTransport: string
  /** Random and stable for one socket: tells the answers to our pings from everybody else's. */
  readonly token: string
}

/**
 * An OPTIONS (RFC 3261 §11) as heartbeat: every exchange answers it, if only with a refusal, whereas the
 * double CRLF of RFC 5626 is swallowed by some. No Contact, no dialog, no JsSIP transaction behind it.
 */
export function optionsPing(identity: PingIdentity, sequence: number): string {
  const host = identity.uri.replace(/^sips?:/i, '').replace(/^[^@]*@/, '')
  const address = /^sips?:/i.test(identity.uri) ? identity.uri : `sip:${identity.uri}`
  return [
    `OPTIONS sip:${host} SIP/2.0`,
    `Via: SIP/2.0/${identity.viaTransport} ${identity.token}.invalid;branch=z9hG4bK${identity.token}${sequence}`,
    'Max-Forwards: 69',
    `From: <${address}>;tag=${identity.token}`,
    `To: <sip:${host}>`,
    `Call-ID: ${callIdOf(identity.token)}`,
    `CSeq: ${sequence} OPTIONS`,
    'Content-Length: 0',
    '\r\n',
  ].join('\r\n')
}

/** True for answers to our pings, which must not reach JsSIP: it knows nothing of them. */
export function answersPing(message: string, token: string): boolean {
  return message.startsWith('SIP/2.0 ') && message.includes(callIdOf(token))
}

function callIdOf(token: string): string {
  return `ping-${token}`
}
