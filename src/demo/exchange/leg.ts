import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { CitizenMedia } from './citizen-media.ts'
import { nextRequest, type CancelReason, type Dialog } from './dialog.ts'
import { parseAddress } from './sip-address.ts'
import type { SipConnection } from './sip-connection.ts'
import { header, type SipRequest } from './sip-message.ts'
import { allowedMethods, replyTo } from './sip-reply.ts'
import { toneOfInfo } from './telephone-event.ts'

/** One SIP session between the exchange and an agent's softphone. */
export interface Leg {
  readonly callId: string
  readonly media: CitizenMedia
  /** Every request of the agent that carries this Call-ID; the line may be a new one after a reconnect. */
  handle(request: SipRequest, connection: SipConnection): void
  /** CANCEL before the answer, BYE after it, nothing when it is over. */
  hangUp(why: CancelReason): void
}

export interface LegEvents {
  answered(): void
  /** Never answered: the SIP status, 487 after our own CANCEL, 0 where the line was lost. */
  refused(status: number): void
  /** Was answered, is over. */
  ended(by: 'agent' | 'exchange'): void
  tone(tone: string): void
  /** Where this leg's caller shall go: the SIP status that the transfer ends with. `replaces`: Call-ID of the leg that is taken over. */
  refer(target: string, replaces: string | undefined): number
}

export interface LegOptions {
  readonly media: CitizenMedia
  readonly events: LegEvents
  readonly log: Log
  readonly clock: Clock
  /** The line to the agent now: requests of ours follow the newest registration. */
  readonly line: () => SipConnection | undefined
}

/** What both directions do alike once a session stands. */
export interface Session {
  handle(request: SipRequest, connection: SipConnection): void
  bye(): void
}

/** `ended` is called once, before the BYE leaves or after it was answered. */
export function createSession(
  dialog: Dialog,
  options: LegOptions,
  ended: (by: 'agent' | 'exchange') => void,
): Session {
  const { media, events, log } = options
  let renegotiation = Promise.resolve()
  const contact = { name: 'Contact', value: dialog.contact }

  const session: Session = {
    bye() {
      ended('exchange')
      options.line()?.send(nextRequest(dialog, 'BYE'))
    },
    handle(request, connection) {
      const reply = (status: number) => connection.send(replyTo(request, status, { headers: [contact] }))
      switch (request.method) {
        case 'ACK':
          return
        case 'BYE':
          reply(200)
          return ended('agent')
        case 'INVITE':
        case 'UPDATE':
          if (request.body === '') return reply(request.method === 'UPDATE' ? 200 : 488)
          renegotiation = renegotiation.then(() => renegotiate(request, connection))
          return
        case 'INFO': {
          reply(200)
          const tone = toneOfInfo(request.body)
          if (tone !== undefined) events.tone(tone)
          return
        }
        case 'REFER':
          return refer(request, connection)
        case 'MESSAGE':
        case 'NOTIFY':
        case 'OPTIONS':
          return reply(200)
        default:
          connection.send(replyTo(request, 405, { headers: [{ name: 'Allow', value: allowedMethods }] }))
      }
    },
  }
  return session

  /** Hold, resume and ICE restart of the agent: werift mirrors the offered direction in its answer. */
  async function renegotiate(request: SipRequest, connection: SipConnection): Promise<void> {
    try {
      const body = await media.answer(request.body)
      const type = { name: 'Content-Type', value: 'application/sdp' }
      connection.send(replyTo(request, 200, { headers: [contact, type], body }))
    } catch (error) {
      log.warn('A renegotiation was refused.', { callId: dialog.callId, error: String(error) })
      connection.send(replyTo(request, 488))
    }
  }

  /** RFC 3515: accepted, then told how it went. One that failed leaves everything as it was. */
  function refer(request: SipRequest, connection: SipConnection): void {
    const [target, inside = ''] = (parseAddress(header(request, 'Refer-To') ?? '')?.uri ?? '').split('?')
    if (!target) return connection.send(replyTo(request, 400))
    connection.send(replyTo(request, 202, { headers: [contact] }))
    const notify = (state: string, body: string) =>
      nextRequest(dialog, 'NOTIFY', {
        headers: [
          { name: 'Event', value: `refer;id=${/^\d+/.exec(header(request, 'CSeq') ?? '')?.[0] ?? '1'}` },
          { name: 'Subscription-State', value: state },
          { name: 'Content-Type', value: 'message/sipfrag;version=2.0' },
        ],
        body,
      })
    connection.send(notify('active;expires=60', 'SIP/2.0 100 Trying\r\n'))
    const status = events.refer(target, replacedIn(inside))
    const told = notify(
      'terminated;reason=noresource',
      `SIP/2.0 ${status} ${status < 300 ? 'OK' : 'Failed'}\r\n`,
    )
    connection.request(told, () => {
      if (status >= 300) return
      options.line()?.send(nextRequest(dialog, 'BYE'))
      ended('agent')
    })
  }
}

/** The Call-ID inside `Replaces=…` of a Refer-To (RFC 3891 §3), percent-encoded there. */
function replacedIn(headers: string): string | undefined {
  const text = /(?:^|&)Replaces=([^&]*)/i.exec(headers)?.[1]
  return text === undefined ? undefined : decodeURIComponent(text).split(';')[0]
}
