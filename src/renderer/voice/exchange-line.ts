import { UA } from 'jssip'
import type { RTCSession } from 'jssip/lib/RTCSession'
import type { IncomingMessageEvent, OutgoingMessageEvent, RTCSessionEvent } from 'jssip/lib/UA'
import type { SoftphoneAccount } from '../../shared/backend-api.ts'
import type { LinePresence, Voicemail } from '../../shared/domain/telephony.ts'
import type { Registration } from '../../shared/domain/agent.ts'
import { backOffMs } from './back-off.ts'
import { HeartbeatSocket, type Pacing } from './heartbeat-socket.ts'
import type { InviteHeaders } from './incoming-offer.ts'
import { createLineWatch } from './line-watch.ts'
import { watchPreferred } from './preferred-exchange.ts'
import { registrationOutcome } from './registration-outcome.ts'
import { instant } from './voice-clock.ts'

/** Above any queue's ring time, in s: the exchange decides when a call has rung enough, not JsSIP. */
const noAnswerSeconds = 300

export interface IncomingSession {
  readonly session: RTCSession
  readonly invite: InviteHeaders
  /** Reading of `performance.now()` when the INVITE's frame arrived. */
  readonly arrivedAt: number
}

/** Text from outside: shown as text, never as markup. */
export interface HeardText {
  readonly sipCallId: string
  readonly from: string
  readonly text: string
}

/** Longer is cut: it is a line beside a talk, not a document. */
const longestText = 2_000

interface LineListener {
  registration(registration: Registration): void
  incoming(incoming: IncomingSession): void
  /** A line of text (RFC 3428), inside a call or from its other end. */
  text(heard: HeardText): void
  presence(line: string, state: LinePresence): void
  voicemail(counted: Voicemail): void
  /** The connection to the exchange is gone; established calls go on without it. */
  lost(): void
  /** Registered again after a loss: the exchange has to be told where the calls' media now are. */
  restored(): void
  /** Whether no call would be lost if this line were closed now. */
  idle(): boolean
  /** The exchange that the city prefers is there again: this line is to be closed, and opened anew there. */
  preferredIsBack(): void
}

export interface ExchangeLine {
  register(): void
  unregister(): void
  /** Throws where JsSIP cannot make an address of it. */
  dial(to: string, stream: MediaStream): RTCSession
  /** What a number or a name of this exchange is in SIP. */
  addressOf(to: string): string
  /** Asks at once whether the exchange is there, and connects again without waiting if it is not. */
  reconnect(): void
  /** Whether an in-dialog request may be sent now. */
  alive(): Promise<boolean>
  /** Whose lines to ask the exchange about, from now on. */
  watch(lines: readonly string[]): void
  /** Ends every session of this line. */
  close(): void
}

/** One account on one exchange: the connection, its heartbeat and its registration. */
export function openExchangeLine(account: SoftphoneAccount, listener: LineListener): ExchangeLine {
  const pacing: Pacing = { failures: 0 }
  const sockets = account.sockets.map(({ url, weight }) => ({
    socket: new HeartbeatSocket(url, account.uri, pacing),
    weight,
  }))
  const ua = new UA({
    sockets,
    uri: account.uri,
    authorization_user: account.authorizationUser,
    password: account.password,
    ...(account.displayName === '' ? {} : { display_name: account.displayName.replace(/["\\]/g, '') }),
    session_timers: false,
    no_answer_timeout: noAnswerSeconds,
    connection_recovery_min_interval: 1,
    connection_recovery_max_interval: 1,
    user_agent: 'Ventanilla',
  })
  const host = account.uri.replace(/^sips?:/i, '').replace(/^[^@]*@/, '')
  const addressOf = (to: string) => `sip:${encodeURIComponent(to).replaceAll('%2B', '+')}@${host}`
  const lineWatch = createLineWatch(ua, addressOf, account.uri, listener)
  let watched: readonly string[] = []
  let watching = false
  let everRegistered = false
  let lostSinceRegistered = false
  let wanted = true
  let refused = false
  let closed = false
  let failures = 0
  let retry: ReturnType<typeof setTimeout> | undefined

  ua.on('connected', () => {
    if (wanted) listener.registration({ state: 'registering' })
  })
  ua.on('disconnected', () => {
    clearTimeout(retry)
    lineWatch.end()
    watching = false
    if (wanted) sayOffline()
    lostSinceRegistered = everRegistered
    listener.lost()
  })
  ua.on('registered', () => {
    // Asked for before the agent left, answered after: JsSIP would keep it, and refresh it for ever.
    if (!wanted) return ua.unregister()
    failures = 0
    everRegistered = true
    listener.registration({ state: 'registered', since: instant() })
    if (!watching) lineWatch.begin(watched)
    watching = true
    if (!lostSinceRegistered) return
    lostSinceRegistered = false
    listener.restored()
  })
  ua.on('registrationFailed', ({ response }) => {
    if (!wanted || !ua.isConnected()) return
    const outcome = registrationOutcome((response as typeof response | null)?.status_code ?? 0)
    if (outcome === 'try-again') {
      sayOffline()
      retry = setTimeout(() => ua.register(), backOffMs((failures += 1), Math.random()))
      return
    }
    wanted = false
    refused = true
    ua.unregister()
    listener.registration(outcome)
  })
  ua.on('newRTCSession', ({ originator, session, request }: RTCSessionEvent) => {
    const from: string = originator
    if (from !== 'remote') return
    const arrivedAt = Math.max(...sockets.map(({ socket }) => socket.heardAt))
    const invite: InviteHeaders = {
      header: (name) => request.getHeader(name),
      user: session.remote_identity.uri.user,
      displayName: session.remote_identity.display_name,
    }
    listener.incoming({ session, invite, arrivedAt })
  })
  ua.on('newMessage', ({ originator, request }: IncomingMessageEvent | OutgoingMessageEvent) => {
    const from: string = originator
    if (from !== 'remote') return
    const heard = request as unknown as { call_id: string; from: { uri: { user?: string } }; body?: string }
    const text = (heard.body ?? '').toWellFormed().trim().slice(0, longestText)
    if (text !== '') listener.text({ sipCallId: heard.call_id, from: heard.from.uri.user ?? '', text })
  })
  ua.start()
  const heaviest = Math.max(...account.sockets.map(({ weight }) => weight))
  const preferred = account.sockets.filter(({ weight }) => weight === heaviest)
  const stopWatching = watchPreferred({
    elsewhere: () => sockets.some(({ socket, weight }) => weight < heaviest && socket.isConnected()),
    idle: () => listener.idle(),
    trial: () => new HeartbeatSocket(preferred[0]?.url ?? '', account.uri, { failures: 0 }),
    back: () => listener.preferredIsBack(),
  })

  function sayOffline(): void {
    listener.registration({ state: 'offline', reason: everRegistered ? 'lost' : 'unreachable' })
  }

  function register(): void {
    wanted = true
    refused = false
    clearTimeout(retry)
    if (ua.isRegistered()) return
    ua.start()
    if (!ua.isConnected()) return
    listener.registration({ state: 'registering' })
    ua.register()
  }

  /** JsSIP waits a second before each attempt; asked directly it does not, and nothing where one is under way. */
  function connectNow(): void {
    const { transport } = ua as unknown as { transport: { connect(): void } | null }
    transport?.connect()
    for (const { socket } of sockets) socket.hurry()
  }

  /** JsSIP uses one socket at a time; the others are closed and say so. */
  async function alive(): Promise<boolean> {
    const answers = await Promise.all(sockets.map(({ socket }) => socket.probe()))
    return answers.includes(true)
  }

  return {
    register,
    unregister() {
      wanted = false
      refused = false
      clearTimeout(retry)
      ua.unregister()
    },
    reconnect() {
      void Promise.all(sockets.map(({ socket }) => socket.probeAnew())).then((answers) => {
        if (closed) return
        if (!answers.includes(true)) connectNow()
        else if (wanted || refused) register()
      })
    },
    alive,
    addressOf,
    dial: (to, mediaStream) =>
      ua.call(addressOf(to), {
        mediaStream,
        pcConfig: { iceServers: account.iceServers.map(iceServer) },
      }),
    watch(lines) {
      watched = lines
      if (watching) lineWatch.also(watched)
    },
    close() {
      wanted = false
      closed = true
      stopWatching()
      clearTimeout(retry)
      ua.stop()
    },
  }
}

/** JsSIP wants no `undefined` in it. */
export function iceServer(server: SoftphoneAccount['iceServers'][number]): RTCIceServer & { urls: string } {
  const { urls, username, credential } = server
  return {
    urls,
    ...(username === undefined ? {} : { username }),
    ...(credential === undefined ? {} : { credential }),
  }
}
