import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sampleRate } from '../../../src/demo/exchange/g711.ts'
import { waitFor } from '../../support/wait-for.ts'
import { clips } from './places.ts'
import { startOwnProcess } from './own-process.ts'
import { readWav, voice, writeWav } from './sound.ts'

/** Her telephone is in the carrier's network, not in the city's. */
const address = '127.0.0.2'
const controlPort = 4444
/** Longer than any story: a recording that ends would end baresip's call with it. */
const talkSeconds = 90

export const citizenName = 'Rosa Chiluisa'
export const citizenNumber = '0987654321'

/** A citizen at a real telephone (baresip), who talks as long as the call lasts. */
export interface Citizen {
  /** Dials a number of the city, such as 101. */
  dial(number: string): void
  /** Afterwards her telephone records no more: what she hears can only be measured before. */
  hold(held: boolean): void
  hangUp(): void
  /** What came out of her receiver since `atSample`, 8 kHz. */
  heardSince(atSample: number): Int16Array
  /** How many samples came out of her receiver so far. */
  heardSamples(): number
  /** Keys of the far side that her telephone heard (RFC 4733). */
  keys(): string
  leave(): Promise<void>
}

interface PhoneEvent {
  event?: boolean
  type?: string
  param?: string
}

export async function openCitizen(trunk: string): Promise<Citizen> {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-citizen-'))
  writeWav(join(folder, 'voice.wav'), voice(join(clips, 'alimentos-1.ulaw'), talkSeconds))
  writeFileSync(join(folder, 'config'), configuration(folder))
  writeFileSync(
    join(folder, 'accounts'),
    `"${citizenName}" <sip:${citizenNumber}@${address}:5090>;regint=0;audio_codecs=PCMU\n`,
  )
  writeFileSync(join(folder, 'contacts'), '')
  const process = startOwnProcess('baresip', ['-f', folder], { logFile: join(folder, 'log'), cwd: folder })
  const events: PhoneEvent[] = []
  const control = await waitFor('the citizen’s telephone', () => {
    if (!process.running) throw new Error('baresip ended while it started.')
    return connectControl((event) => events.push(event)).catch(() => undefined)
  })

  function say(command: string, params = ''): void {
    const message = JSON.stringify({ command, params })
    control.write(`${Buffer.byteLength(message)}:${message},`)
  }

  const heard = (): Int16Array => {
    const file = readdirSync(folder).find((name) => name.endsWith('-dec.wav'))
    return file === undefined ? new Int16Array() : readWav(join(folder, file))
  }

  return {
    dial: (number) => say('dial', `sip:${number}@${trunk}`),
    hold: (held) => say(held ? 'hold' : 'resume'),
    hangUp: () => say('hangup'),
    heardSince: (atSample) => heard().subarray(atSample),
    heardSamples: () => heard().length,
    keys: () =>
      events.flatMap(({ type, param }) => (type === 'CALL_DTMF_START' ? (param ?? '') : [])).join(''),
    async leave() {
      control.destroy()
      await process.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Its control speaks JSON in netstrings. */
async function connectControl(told: (event: PhoneEvent) => void) {
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

function configuration(folder: string): string {
  return [
    `sip_listen ${address}:5090`,
    'module_path /usr/lib/baresip/modules',
    'module_tmp account.so',
    ...['g711', 'aufile', 'aubridge', 'sndfile'].map((name) => `module ${name}.so`),
    ...['menu', 'ctrl_tcp'].map((name) => `module_app ${name}.so`),
    `ctrl_tcp_listen ${address}:${controlPort}`,
    `audio_source aufile,${join(folder, 'voice.wav')}`,
    'audio_player aubridge,receiver',
    'audio_alert aubridge,receiver',
    `ausrc_srate ${sampleRate}`,
    `auplay_srate ${sampleRate}`,
    'rtp_ports 20000-20100',
    `snd_path ${folder}`,
    '',
  ].join('\n')
}
