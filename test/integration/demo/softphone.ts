import { createHash, randomBytes } from 'node:crypto'
import { WebSocket } from 'ws'
import type { SoftphoneAccount } from '../../../src/shared/backend-api.ts'
import { parseAddress, parseParameters } from '../../../src/demo/exchange/sip-address.ts'
import {
  buildSipMessage,
  header,
  parseSipMessage,
  type SipHeader,
  type SipRequest,
  type SipResponse,
} from '../../../src/demo/exchange/sip-message.ts'
import { replyTo } from '../../../src/demo/exchange/sip-reply.ts'

/** A small softphone for tests: one WebSocket, requests and replies awaited by name, no behaviour of its own. */
export interface Softphone {
  readonly contact: string
  sendText(text: string): void
  request(
    method: string,
    uri: string,
    extra?: { headers?: SipHeader[]; body?: string; dialog?: SipRequest },
  ): Promise<SipResponse>
  send(message: SipRequest | SipResponse): void
  register(account: SoftphoneAccount, expires?: number): Promise<SipResponse>
  /** The next request of this method, also one that came before. */
  next(method: string): Promise<SipRequest>
  /** Every frame received so far that is not SIP. */
  readonly frames: string[]
  close(): void
}

const md5 = (text: string) => createHash('md5').update(text).digest('hex')
const tag = () => randomBytes(6).toString('hex')

export async function connectSoftphone(url: string): Promise<Softphone> {
  const socket = new WebSocket(url, 'sip')
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  const contact = `sip:${tag()}@client.invalid;transport=ws`
  const fromTag = tag()
  const callId = tag()
  const frames: string[] = []
  const early: SipRequest[] = []
  const wanted: { method: string; take: (request: SipRequest) => void }[] = []
  const replies = new Map<string, (response: SipResponse) => void>()
  let sequence = 0

  socket.on('message', (frame: Buffer) => {
    const text = frame.toString()
    const message = parseSipMessage(text)
    if (!message) {
      frames.push(text)
      return
    }
    if (message.kind === 'response') {
      const branch = /branch=([^;]+)/.exec(header(message, 'Via') ?? '')?.[1] ?? ''
      if (message.status >= 200) replies.get(branch)?.(message)
      return
    }
    const at = wanted.findIndex(({ method }) => method === message.method)
    if (at < 0) early.push(message)
    else wanted.splice(at, 1)[0]?.take(message)
  })

  const softphone: Softphone = {
    contact,
    frames,
    sendText: (text) => socket.send(text),
    send: (message) => socket.send(buildSipMessage(message)),
    request(method, uri, extra = {}) {
      const branch = `z9hG4bK${tag()}`
      const { dialog } = extra
      const own = dialog && header(dialog, 'To')
      sequence += 1
      const headers = [
        { name: 'Via', value: `SIP/2.0/WS client.invalid;branch=${branch}` },
        { name: 'From', value: own ?? `<${uri}>;tag=${fromTag}` },
        { name: 'To', value: (dialog && header(dialog, 'From')) ?? `<${uri}>` },
        { name: 'Call-ID', value: (dialog && header(dialog, 'Call-ID')) ?? callId },
        { name: 'CSeq', value: `${sequence} ${method}` },
        { name: 'Contact', value: `<${contact}>` },
        ...(extra.headers ?? []),
      ]
      return new Promise((resolve) => {
        replies.set(branch, resolve)
        softphone.send({ kind: 'request', method, uri, headers, body: extra.body ?? '' })
      })
    },
    async register(account, expires = 600) {
      const uri = `sip:${parseAddress(account.uri)?.uri.split('@')[1] ?? ''}`
      const lifetime = { name: 'Expires', value: String(expires) }
      const asked = await softphone.request('REGISTER', account.uri, { headers: [lifetime] })
      if (asked.status !== 401) return asked
      const challenge = parseParameters((header(asked, 'WWW-Authenticate') ?? '').replace('Digest ', ''), ',')
      const first = md5(`${account.authorizationUser}:${challenge['realm']}:${account.password}`)
      const middle = `${challenge['nonce']}:00000001:abc:auth`
      const answer = md5(`${first}:${middle}:${md5(`REGISTER:${uri}`)}`)
      const value = `Digest username="${account.authorizationUser}", realm="${challenge['realm']}", nonce="${challenge['nonce']}", uri="${uri}", response="${answer}", algorithm=MD5, cnonce="abc", qop=auth, nc=00000001`
      return await softphone.request('REGISTER', account.uri, {
        headers: [lifetime, { name: 'Authorization', value }],
      })
    },
    next(method) {
      const at = early.findIndex((request) => request.method === method)
      const found = at < 0 ? undefined : early.splice(at, 1)[0]
      if (found) return Promise.resolve(found)
      return new Promise((take) => wanted.push({ method, take }))
    },
    close: () => socket.close(),
  }
  return softphone
}

/** Answers an INVITE; the To tag given here is the softphone's name in the dialog. */
export function acceptInvite(softphone: Softphone, invite: SipRequest, sdp: string): SipRequest {
  const reply = replyTo(invite, 200, {
    headers: [
      { name: 'Contact', value: `<${softphone.contact}>` },
      { name: 'Content-Type', value: 'application/sdp' },
    ],
    body: sdp,
  })
  softphone.send(reply)
  const to = header(reply, 'To') ?? ''
  return {
    ...invite,
    headers: invite.headers.map((each) => (each.name === 'To' ? { name: 'To', value: to } : each)),
  }
}
