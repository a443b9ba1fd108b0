import { WebSocketInterface, type Socket } from 'jssip'
import { backOffMs } from './back-off.ts'
import { repairCaller } from './caller-repair.ts'
import { answerToForeignAddress } from './foreign-address.ts'
import { answersPing, optionsPing } from './options-ping.ts'

/** Silence after which the exchange is asked whether it is there, in ms: with the answer's time, under 5 s. */
const quietMs = 2_500
/** How long an exchange may take to say anything, in ms. */
const deadlineMs = 2_000
/** The same where it is likely that nobody is there any more, after a sleep or a change of network, in ms. */
const doubtfulDeadlineMs = 800
/** How long it may take to accept a connection, TLS included, in ms. */
const openMs = 5_000
/** Heard this recently, the exchange counts as there without asking, in ms. */
const freshMs = 1_000

/** Shared by the sockets of one line: attempts that failed in a row, whichever exchange they went to. */
export interface Pacing {
  failures: number
}

/**
 * The WebSocket that JsSIP lacks: notices a frozen exchange by itself (JsSIP believes in a dead socket for
 * ever), paces reconnection (JsSIP never below a second, here on top of it) and can be hurried.
 */
export class HeartbeatSocket implements Socket {
  readonly #inner: WebSocketInterface
  readonly #identity: { uri: string; viaTransport: string; token: string }
  readonly #pacing: Pacing
  readonly #waiting = new Set<(alive: boolean) => void>()
  #state: 'closed' | 'connecting' | 'open' = 'closed'
  #timer: ReturnType<typeof setTimeout> | undefined
  #pings = 0

  /** Reading of `performance.now()` when the last frame came. */
  heardAt = 0
  onconnect: () => void = () => {}
  ondisconnect: (error: boolean, code?: number, reason?: string) => void = () => {}
  ondata: (data: unknown) => void = () => {}

  constructor(url: string, uri: string, pacing: Pacing) {
    this.#inner = new WebSocketInterface(url)
    this.#pacing = pacing
    const token = crypto.randomUUID().replaceAll('-', '')
    this.#identity = { uri, viaTransport: this.#inner.via_transport, token }
  }

  get url(): string {
    return this.#inner.url
  }
  get sip_uri(): string {
    return this.#inner.sip_uri
  }
  get via_transport(): string {
    return this.#inner.via_transport
  }
  set via_transport(value: string) {
    this.#inner.via_transport = value
  }

  connect(): void {
    if (this.#state !== 'closed') return
    this.#state = 'connecting'
    this.#after(backOffMs(this.#pacing.failures, Math.random()), () => this.#dial())
  }

  /**
   * Ends a wait between two attempts, and an attempt that hangs in the network of before: the network came back, or
   * the machine woke up.
   */
  hurry(): void {
    this.#pacing.failures = 0
    if (this.#state !== 'connecting') return
    this.#inner.disconnect()
    this.#after(0, () => this.#dial())
  }

  disconnect(): void {
    this.#leave()
  }

  send(message: string | ArrayBufferLike | Blob | ArrayBufferView): boolean {
    return this.#state === 'open' && this.#inner.send(message)
  }

  isConnected(): boolean {
    return this.#state === 'open'
  }

  isConnecting(): boolean {
    return this.#state === 'connecting'
  }

  /**
   * Whether the exchange can be heard now. Asked before every in-dialog request, as one that starts on a dead
   * socket costs the call. No answer within the deadline also ends the connection.
   */
  probe(): Promise<boolean> {
    if (this.#state !== 'open') return Promise.resolve(false)
    if (performance.now() - this.heardAt < freshMs) return Promise.resolve(true)
    return new Promise((resolve) => {
      this.#waiting.add(resolve)
      if (this.#waiting.size === 1) this.#ping()
    })
  }

  /** The same where what was heard before says nothing: the machine slept since, or has another network. */
  probeAnew(): Promise<boolean> {
    if (this.#state !== 'open') return Promise.resolve(false)
    return new Promise((resolve) => {
      this.#waiting.add(resolve)
      this.#ping(doubtfulDeadlineMs)
    })
  }

  #dial(): void {
    Object.assign(this.#inner, {
      onconnect: () => this.#opened(),
      ondisconnect: (error: boolean, code?: number, reason?: string) => this.#lost(error, code, reason),
      ondata: (data: unknown) => this.#heard(data),
    } satisfies Partial<Socket>)
    this.#after(openMs, () => this.#lost(true, undefined, 'The exchange did not accept the connection.'))
    this.#inner.connect()
  }

  #opened(): void {
    this.#state = 'open'
    this.#pacing.failures = 0
    this.heardAt = performance.now()
    this.#listenOn()
    this.onconnect()
  }

  #heard(data: unknown): void {
    this.heardAt = performance.now()
    for (const tell of this.#takeWaiting()) tell(true)
    this.#listenOn()
    const text = typeof data === 'string' ? data : new TextDecoder().decode(data as ArrayBuffer)
    if (answersPing(text, this.#identity.token)) return
    const foreign = answerToForeignAddress(text)
    if (!foreign) return this.ondata(repairCaller(text))
    if (foreign.text !== undefined) this.#inner.send(foreign.text)
  }

  #listenOn(): void {
    this.#after(quietMs, () => this.#ping())
  }

  #ping(withinMs = deadlineMs): void {
    this.#inner.send(optionsPing(this.#identity, (this.#pings += 1)))
    this.#after(withinMs, () => this.#lost(true, undefined, 'The exchange fell silent.'))
  }

  #lost(error: boolean, code?: number, reason?: string): void {
    this.#leave()
    this.#pacing.failures += 1
    this.ondisconnect(error, code, reason)
  }

  #leave(): void {
    clearTimeout(this.#timer)
    this.#state = 'closed'
    this.#inner.disconnect()
    for (const tell of this.#takeWaiting()) tell(false)
  }

  #takeWaiting(): ((alive: boolean) => void)[] {
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    return waiting
  }

  /** One timer at a time: whatever is awaited next replaces what was awaited before. */
  #after(delayMs: number, run: () => void): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(run, delayMs)
  }
}
