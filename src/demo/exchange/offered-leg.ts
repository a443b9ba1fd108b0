import { ulid } from 'ulid'
import { acknowledge, cancel, nextRequest, type CancelReason, type Dialog } from './dialog.ts'
import { createSession, type Leg, type LegOptions } from './leg.ts'
import { formatAddress, parseAddress, sipUri } from './sip-address.ts'
import { header, type SipHeader, type SipRequest, type SipResponse } from './sip-message.ts'
import { allowedMethods, newTag } from './sip-reply.ts'

/** Who calls, and what the menu or the virtual agent already knows. */
export interface CallerIdentity {
  readonly name: string
  readonly number: string
}

/**
 * A citizen's call offered to an agent's softphone.
 *
 *   preparing ─ INVITE ─▶ inviting ─ 200 ─▶ up ─ BYE ─▶ over
 *       └── hangUp ─▶ over   ├─ hangUp ─▶ cancelling ─ 487 ─▶ over
 *                            └─ 3xx…6xx ─▶ over     └─ 200 ─▶ BYE ─▶ over
 */
/** A desk that froze never confirms our CANCEL: the citizen does not wait for it, ms. */
const cancelLimitMs = 5000

type Phase = 'preparing' | 'inviting' | 'cancelling' | 'up' | 'over'

export function offerToAgent(
  options: LegOptions & {
    domain: string
    target: string
    caller: CallerIdentity
    headers: readonly SipHeader[]
  },
): Leg {
  const { media, events, log, line, domain, caller } = options
  const callerUri = sipUri(caller.number, domain)
  const dialog: Dialog = {
    callId: `${ulid()}@${domain}`,
    local: formatAddress({ displayName: caller.name, uri: callerUri, parameters: { tag: newTag() } }),
    remote: `<${options.target}>`,
    remoteTarget: options.target,
    contact: `<sip:exchange@${domain};transport=ws>`,
    sequence: 0,
  }
  let phase: Phase = 'preparing'
  let invite: SipRequest | undefined
  let progressed = false
  let stopWatching = () => {}
  let cancelReason: CancelReason = 'caller'
  const session = createSession(dialog, options, (by) => {
    if (phase === 'up') events.ended(by)
    phase = 'over'
  })

  media.offer().then(send, (error: unknown) => {
    log.error('A citizen could not open the media.', { error: String(error) })
    finish(0)
  })

  return {
    callId: dialog.callId,
    media,
    handle: (request, connection) => session.handle(request, connection),
    hangUp(why) {
      if (phase === 'preparing') return finish(487)
      if (phase === 'up') return session.bye()
      if (phase !== 'inviting') return
      phase = 'cancelling'
      options.clock.after(cancelLimitMs, () => finish(487))
      cancelReason = why
      if (progressed) sendCancel()
    },
  }

  function send(sdp: string): void {
    const connection = line()
    if (phase !== 'preparing') return
    if (!connection) return finish(0)
    phase = 'inviting'
    stopWatching = connection.onClose(() => {
      if (phase === 'inviting' || phase === 'cancelling') finish(0)
    })
    const headers = [
      {
        name: 'P-Asserted-Identity',
        value: formatAddress({ displayName: caller.name, uri: callerUri, parameters: {} }),
      },
      ...options.headers,
      { name: 'Allow', value: allowedMethods },
      { name: 'Content-Type', value: 'application/sdp' },
    ]
    invite = nextRequest(dialog, 'INVITE', { headers, body: sdp })
    connection.request(invite, (response) => hear(response, invite as SipRequest))
  }

  function hear(response: SipResponse, sent: SipRequest): void {
    if (response.status < 200) {
      if (!progressed && phase === 'cancelling') sendCancel()
      progressed = true
      return
    }
    dialog.remote = header(response, 'To') ?? dialog.remote
    if (response.status >= 300) {
      line()?.send(acknowledge(dialog, sent, false))
      return finish(response.status)
    }
    dialog.remoteTarget = parseAddress(header(response, 'Contact') ?? '')?.uri ?? dialog.remoteTarget
    line()?.send(acknowledge(dialog, sent, true))
    if (phase === 'inviting') void connect(response.body)
    else if (phase === 'cancelling') {
      finish(487)
      line()?.send(nextRequest(dialog, 'BYE'))
    }
  }

  async function connect(answer: string): Promise<void> {
    phase = 'up'
    stopWatching()
    try {
      await media.acceptAnswer(answer)
      events.answered()
    } catch (error) {
      log.warn('An answer could not be used.', { callId: dialog.callId, error: String(error) })
      session.bye()
    }
  }

  function sendCancel(): void {
    if (invite) line()?.request(cancel(invite, cancelReason), () => undefined)
  }

  function finish(status: number): void {
    if (phase === 'over') return
    phase = 'over'
    stopWatching()
    events.refused(status)
  }
}
