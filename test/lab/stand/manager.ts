import { connect } from 'node:net'
import { waitFor } from '../../support/wait-for.ts'

/** What Asterisk tells: `Event` or `Response` and the fields that go with it. */
export type ManagerMessage = Readonly<Record<string, string>>

export interface Manager {
  /** Resolves with the first message that fits, heard since `forget` or still to come. */
  heard(fits: (message: ManagerMessage) => boolean, what: string): Promise<ManagerMessage>
  forget(): void
  send(action: string, fields?: Readonly<Record<string, string>>): void
  close(): void
}

/** Asterisk's management interface (AMI): the exchange's own word about calls, keys and members. */
export async function connectManager(port: number): Promise<Manager> {
  const socket = connect(port, '127.0.0.1')
  const messages: ManagerMessage[] = []
  let unread = ''
  socket.setEncoding('utf8')
  socket.on('data', (text: string) => {
    const blocks = (unread + text).split('\r\n\r\n')
    unread = blocks.pop() ?? ''
    messages.push(...blocks.map(readMessage))
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  // A restarted exchange ends this connection; the stories that restart it take a new one.
  socket.on('error', () => {})

  function send(action: string, fields: Readonly<Record<string, string>> = {}): void {
    const lines = Object.entries({ Action: action, ...fields }).map(([name, value]) => `${name}: ${value}`)
    socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  }

  send('Login', { Username: 'lab', Secret: 'lab' })
  return {
    heard: (fits, what) => waitFor(what, () => Promise.resolve(messages.find(fits))),
    forget: () => void messages.splice(0),
    send,
    close: () => void socket.destroy(),
  }
}

/** The greeting line before the first message has no colon and falls away. */
function readMessage(block: string): ManagerMessage {
  return Object.fromEntries(
    block.split('\r\n').flatMap((line) => {
      const colon = line.indexOf(': ')
      return colon < 0 ? [] : [[line.slice(0, colon), line.slice(colon + 2)]]
    }),
  )
}
