import type { Dialog } from './dialog.ts'
import { createSession, type Leg, type LegOptions } from './leg.ts'
import { parseAddress } from './sip-address.ts'
import type { SipConnection } from './sip-connection.ts'
import { header, type SipRequest } from './sip-message.ts'
import { newTag, replyTo } from './sip-reply.ts'

/**
 * A call that an agent places to a citizen: 100, 180, and the citizen picks up after `pickUpMs`.
 * The agent's CANCEL before that ends it with 487 (RFC 3261 §9.2).
 */
export function acceptFromAgent(
  options: LegOptions & {
    invite: SipRequest
    connection: SipConnection
    domain: string
    pickUpMs: number
  },
): Leg {
  const { invite, connection, media, events, log, domain } = options
  const toTag = newTag()
  const dialog: Dialog = {
    callId: header(invite, 'Call-ID') ?? '',
    local: `${header(invite, 'To') ?? ''};tag=${toTag}`,
    remote: header(invite, 'From') ?? '',
    remoteTarget: parseAddress(header(invite, 'Contact') ?? '')?.uri ?? invite.uri,
    contact: `<sip:citizen@${domain};transport=ws>`,
    sequence: 0,
  }
  const contact = { name: 'Contact', value: dialog.contact }
  let phase: 'ringing' | 'up' | 'over' = 'ringing'
  const session = createSession(dialog, options, (by) => {
    if (phase === 'up') events.ended(by)
    phase = 'over'
  })
  const answered = media.answer(invite.body)
  answered.catch((error: unknown) => {
    log.warn('A call of an agent had no usable offer.', { error: String(error) })
    refuse(488)
  })
  connection.send(replyTo(invite, 100))
  connection.send(replyTo(invite, 180, { headers: [contact], toTag }))
  options.clock.after(options.pickUpMs, () => {
    answered.then(pickUp, () => undefined)
  })

  return {
    callId: dialog.callId,
    media,
    handle(request, from) {
      if (request.method !== 'CANCEL') return session.handle(request, from)
      from.send(replyTo(request, 200, { toTag }))
      refuse(487)
    },
    hangUp() {
      if (phase === 'ringing') refuse(480)
      else if (phase === 'up') session.bye()
    },
  }

  function pickUp(body: string): void {
    if (phase !== 'ringing') return
    phase = 'up'
    const type = { name: 'Content-Type', value: 'application/sdp' }
    connection.send(replyTo(invite, 200, { headers: [contact, type], body, toTag }))
    events.answered()
  }

  function refuse(status: number): void {
    if (phase !== 'ringing') return
    phase = 'over'
    connection.send(replyTo(invite, status, { toTag }))
    events.refused(status)
  }
}
