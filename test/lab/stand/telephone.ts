import { randomUUID } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sampleRate } from '../../../src/demo/exchange/g711.ts'
import { waitFor } from '../../support/wait-for.ts'
import { exchangeInterface } from './network.ts'
import { clips } from './places.ts'
import { startOwnProcess } from './own-process.ts'
import { readWav, tone, voice, writeWav } from './sound.ts'

const controlPort = 4444
/** Longer than any story: a recording that ends would end baresip's call with it. */
const talkSeconds = 240

export const citizenName = 'Rosa Chiluisa'
export const citizenNumber = '0987654321'

/** Who says what where, and whether somebody lifts the receiver by herself. */
export interface Person {
  readonly address: string
  /** Name and number of each line. */
  readonly lines: readonly { name: string; number: string }[]
  readonly says: Int16Array
  readonly answers: 'when-told' | 'always'
}

/** Her telephone is in the carrier's network, not in the city's. */
export const citizenPerson = (): Person => ({
  address: '127.0.0.2',
  lines: [{ name: citizenName, number: citizenNumber }],
  says: voice(join(clips, 'alimentos-1.ulaw'), talkSeconds),
  answers: 'when-told',
})

/** What the telephones of units and of the emergency service say, so that they are told from a voice, Hz. */
export const serviceHz = 660

/** Somebody in town, whom the carrier reaches. */
export const landline = '022345678'

/** Every unit of the city, the emergency service and a landline, at one telephone that always answers. */
export const servicePerson = (): Person => ({
  address: '127.0.0.4',
  lines: ['911', '200', '201', '250', landline].map((number) => ({ name: `Servicio ${number}`, number })),
  says: tone(serviceHz, talkSeconds),
  answers: 'always',
})

/** Somebody at a real telephone (baresip), who talks as long as the call lasts. */
export interface Telephone {
  /** Dials a number of the city, such as 101. */
  dial(number: string): void
  /** Lifts the receiver once it rings. */
  answer(): Promise<void>
  /** Afterwards her telephone records no more: what she hears can only be measured before. */
  hold(held: boolean): void
  /** From now on nothing of hers goes out. */
  mute(): void
  hangUp(): void
  /** What came out of her receiver since `atSample`, 8 kHz. */
  heardSince(atSample: number): Int16Array
  /** How many samples came out of her receiver so far. */
  heardSamples(): number
  /** Keys of the far side that her telephone heard (RFC 4733). */
  keys(): string
  /** Lines of text that came in (RFC 3428). */
  texts(): string[]
  /** Sends a line of text to this number of the city, beside whatever call there is. */
  write(number: string, text: string): Promise<void>
  leave(): Promise<void>
}

interface PhoneEvent {
  event?: boolean
  type?: string
  param?: string
}

export async function openTelephone(trunk: string, person: Person): Promise<Telephone> {
  const { address } = person
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-telephone-'))
  writeWav(join(folder, 'voice.wav'), person.says)
  writeFileSync(join(folder, 'config'), configuration(folder, address))
  const answers = person.answers === 'always' ? ';answermode=auto' : ''
  writeFileSync(
    join(folder, 'accounts'),
    person.lines
      .map(
        ({ name, number }) =>
          `"${name}" <sip:${number}@${address}:5090>;regint=0;audio_codecs=PCMU${answers}\n`,
      )
      .join(''),
  )
  writeFileSync(join(folder, 'contacts'), '')
  const process = startOwnProcess('baresip', ['-f', folder], { logFile: join(folder, 'log'), cwd: folder })
  const events: PhoneEvent[] = []
  const control = await waitFor('the telephone', () => {
    if (!process.running) throw new Error('baresip ended while it started.')
    return connectControl(address, (event) => events.push(event)).catch(() => undefined)
  })

  function say(command: string, params = ''): void {
    const message = JSON.stringify({ command, params })
    control.write(`${Buffer.byteLength(message)}:${message},`)
  }

  /** The names carry the moment the call began: the last one is the call of now. */
  const heard = (): Int16Array => {
    const file = readdirSync(folder)
      .filter((name) => name.endsWith('-dec.wav'))
      .toSorted()
      .at(-1)
    return file === undefined ? new Int16Array() : readWav(join(folder, file))
  }

  return {
    dial: (number) => say('dial', `sip:${number}@${trunk}`),
    async answer() {
      await waitFor('the telephone to ring', () =>
        Promise.resolve(events.some(({ type }) => type === 'CALL_INCOMING')),
      )
      say('accept')
    },
    hold: (held) => say(held ? 'hold' : 'resume'),
    mute: () => say('mute'),
    hangUp: () => say('hangup'),
    heardSince: (atSample) => heard().subarray(atSample),
    heardSamples: () => heard().length,
    keys: () =>
      events.flatMap(({ type, param }) => (type === 'CALL_DTMF_START' ? (param ?? '') : [])).join(''),
    texts: () =>
      readFileSync(join(folder, 'log'), 'utf8')
        .split('\n')
        .filter((line) => line.includes(': "')),
    write: (number, text) => sendText(address, person.lines[0]?.number ?? '', `sip:${number}@${trunk}`, text),
    async leave() {
      control.destroy()
      await process.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** One MESSAGE (RFC 3428) from a socket of its own: baresip hears text and has no key to write any. */
async function sendText(address: string, from: string, to: string, text: string): Promise<void> {
  const socket = createSocket('udp4')
  await new Promise<void>((resolve) => socket.bind(0, address, resolve))
  const { port } = socket.address()
  const message = [
    `MESSAGE ${to} SIP/2.0`,
    `Via: SIP/2.0/UDP ${address}:${port};branch=z9hG4bK${randomUUID()}`,
    'Max-Forwards: 70',
    `From: <sip:${from}@${address}>;tag=${randomUUID()}`,
    `To: <${to}>`,
    `Call-ID: ${randomUUID()}`,
    'CSeq: 1 MESSAGE',
    'Content-Type: text/plain;charset=utf-8',
    `Content-Length: ${Buffer.byteLength(text)}`,
    '',
    text,
  ].join('\r\n')
  const [host = '', hostPort = ''] = to.slice(to.indexOf('@') + 1).split(':')
  const answered = new Promise<string>((resolve) =>
    socket.once('message', (answer) => resolve(answer.toString())),
  )
  socket.send(message, Number(hostPort), host)
  const answer = await answered
  socket.close()
  if (!answer.startsWith('SIP/2.0 2')) throw new Error(`The text was refused: ${answer.split('\r\n')[0]}`)
}

/** Its control speaks JSON in netstrings. */
async function connectControl(address: string, told: (event: PhoneEvent) => void) {
  const socket = connect(controlPort, address)
  let unread = Buffer.alloc(0)
  socket.on('data', (bytes) => {
    unread = Buffer.concat([unread, bytes])
    for (;;) {
      const colon = unread.indexOf(':')
      const end = colon + 1 + Number(unread.subarray(0, Math.max(colon, 0)).toString())
      if (colon < 0 || unread.length <= end) return
      told(JSON.parse(unread.subarray(colon + 1, end).toString()) as PhoneEvent)
      unread = unread.subarray(end + 1)
    }
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  return socket
}

function configuration(folder: string, address: string): string {
  return [
    `sip_listen ${address}:5090`,
    'module_path /usr/lib/baresip/modules',
    'module_tmp account.so',
    // It says what was written to it only where it has somebody to say it to.
    'module stdio.so',
    ...['g711', 'aufile', 'aubridge', 'sndfile'].map((name) => `module ${name}.so`),
    ...['menu', 'ctrl_tcp'].map((name) => `module_app ${name}.so`),
    `ctrl_tcp_listen ${address}:${controlPort}`,
    `audio_source aufile,${join(folder, 'voice.wav')}`,
    'audio_player aubridge,receiver',
    'audio_alert aubridge,receiver',
    `ausrc_srate ${sampleRate}`,
    `auplay_srate ${sampleRate}`,
    'rtp_ports 20000-20100',
    // Not on the interface of the desk, whose address some story replaces.
    `net_interface ${exchangeInterface}`,
    `snd_path ${folder}`,
    '',
  ].join('\n')
}
