import { connect as connectPlain, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { DeskError } from '../../../shared/errors.ts'
import type { Clock } from '../../clock.ts'
import { faultFacts, type Log } from '../../log.ts'
import { amiReader, writeAction, type AmiMessage } from './ami-message.ts'

export interface AmiAddress {
  host: string
  port: number
  tls: boolean
  username: string
  secret: string
}

/** One signed-in connection to Asterisk's management interface, made again by itself whenever it is lost. */
export interface AmiConnection {
  /** Resolves with the answer. Throws `unavailable` without a connection or answer, `conflict` where Asterisk says Error. */
  send(action: string, fields?: Readonly<Record<string, string>>): Promise<AmiMessage>
  /** For an action that answers with a list: its entries, without the line that ends it. */
  list(action: string, fields?: Readonly<Record<string, string>>): Promise<AmiMessage[]>
  close(): void
}

const answerWithinMs = 5_000
const firstWaitMs = 500
const longestWaitMs = 15_000
/** A peer that froze keeps its socket open: somebody has to ask. */
const pingEveryMs = 10_000

interface Waiting {
  /** Entries so far; undefined where one answer is all. */
  entries: AmiMessage[] | undefined
  resolve: (messages: AmiMessage[]) => void
  reject: (error: DeskError) => void
  stop: () => void
}

/**
 * `onReady` is called after each sign-in, before anything else is sent: what the exchange forgot is said again.
 * A refused sign-in is tried again slowly, as IT may be mending the secret.
 */
export function connectAmi(
  address: AmiAddress,
  deps: {
    clock: Clock
    log: Log
    onReady: () => void
    onEvent: (event: AmiMessage) => void
  },
): AmiConnection {
  const { clock, log } = deps
  const waiting = new Map<string, Waiting>()
  let socket: Socket | undefined
  let ready = false
  let closed = false
  let attempt = 0
  let actions = 0
  let stopPinging = () => {}
  let stopRetrying = () => {}

  function open(): void {
    const { host, port } = address
    const read = amiReader()
    const opened = address.tls ? connectTls({ host, port, servername: host }) : connectPlain({ host, port })
    socket = opened
    opened.setEncoding('utf8')
    opened.setNoDelay(true)
    opened.once(address.tls ? 'secureConnect' : 'connect', () => void signIn(opened))
    opened.on('data', (text: string) => {
      try {
        for (const message of read(text)) hear(message)
      } catch (error) {
        log.error('the exchange’s management interface cannot be understood', faultFacts(error))
        opened.destroy()
      }
    })
    opened.on('error', (error: Error) =>
      log.warn('the exchange cannot be reached', { reason: error.message }),
    )
    opened.once('close', () => lost(opened))
  }

  async function signIn(opened: Socket): Promise<void> {
    const { username, secret } = address
    try {
      await ask('Login', { Username: username, Secret: secret, Events: 'call,agent' }, undefined)
      if (socket !== opened) return
      ready = true
      attempt = 0
      log.info('signed in to the exchange', { host: address.host })
      ping()
      deps.onReady()
    } catch (error) {
      log.error('the exchange does not let the backend sign in', faultFacts(error))
      opened.destroy()
    }
  }

  function lost(opened: Socket): void {
    if (socket !== opened) return
    socket = undefined
    ready = false
    stopPinging()
    for (const [id, one] of waiting) {
      waiting.delete(id)
      one.stop()
      one.reject(new DeskError('unavailable', 'The connection to the exchange broke off.'))
    }
    if (closed) return
    const waitMs = Math.min(firstWaitMs * 2 ** attempt++, longestWaitMs)
    stopRetrying = clock.after(waitMs, open)
  }

  function ping(): void {
    stopPinging = clock.after(pingEveryMs, () => {
      const asked = socket
      ask('Ping', {}, undefined).then(ping, () => asked?.destroy())
    })
  }

  function hear(message: AmiMessage): void {
    const one = waiting.get(message['ActionID'] ?? '')
    if (!one) {
      if (message['Event'] !== undefined) deps.onEvent(message)
      return
    }
    if (message['Response'] === 'Error') return settle(message, () => one.reject(refused(message)))
    if (one.entries === undefined) return settle(message, () => one.resolve([message]))
    if (message['EventList'] === 'Complete') {
      const { entries } = one
      return settle(message, () => one.resolve(entries))
    }
    if (message['Event'] !== undefined) one.entries.push(message)
  }

  function settle(message: AmiMessage, how: () => void): void {
    const id = message['ActionID'] ?? ''
    waiting.get(id)?.stop()
    waiting.delete(id)
    how()
  }

  function ask(
    action: string,
    fields: Readonly<Record<string, string>>,
    entries: AmiMessage[] | undefined,
  ): Promise<AmiMessage[]> {
    const id = `ventanilla-${++actions}`
    const text = writeAction(action, { ...fields, ActionID: id })
    const line = socket
    if (!line) return Promise.reject(new DeskError('unavailable', 'The exchange cannot be reached now.'))
    return new Promise((resolve, reject) => {
      const stop = clock.after(answerWithinMs, () => {
        waiting.delete(id)
        reject(new DeskError('unavailable', `The exchange did not answer ${action}.`))
      })
      waiting.set(id, { entries, resolve, reject, stop })
      line.write(text)
    })
  }

  async function asked(
    action: string,
    fields: Readonly<Record<string, string>>,
    entries: AmiMessage[] | undefined,
  ): Promise<AmiMessage[]> {
    if (!ready) throw new DeskError('unavailable', 'The exchange cannot be reached now.')
    return await ask(action, fields, entries)
  }

  open()
  return {
    send: async (action, fields = {}) => (await asked(action, fields, undefined))[0] ?? {},
    list: (action, fields = {}) => asked(action, fields, []),
    close() {
      closed = true
      stopRetrying()
      socket?.destroy()
    },
  }
}

function refused(message: AmiMessage): DeskError {
  return new DeskError('conflict', `The exchange says: ${(message['Message'] ?? 'Error').slice(0, 200)}`)
}
