import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { waitFor } from '../../support/wait-for.ts'
import type { Line } from './accounts.ts'
import { connectManager, type Manager } from './manager.ts'
import { startOwnProcess, type OwnProcess } from './own-process.ts'
import { tone, writeWav } from './sound.ts'
import { asteriskRoot } from './places.ts'

/** The music of the lab's exchange while somebody is held, Hz. */
export const holdMusicHz = 440

export interface Asterisk {
  /** Where desks register. */
  readonly url: string
  /** Where the carrier delivers its calls. */
  readonly trunk: string
  /** Its management interface, anew after each start. */
  readonly manager: Manager
  /** Negotiates the agent's running call anew, as a change of its way to send keys makes an exchange do. */
  negotiateAgain(line: Line): Promise<void>
  /** Whether a desk has this line registered here. */
  registered(line: Line): Promise<boolean>
  /** So many new messages, and no others, in the mailbox of the line 1001. */
  leaveMessages(count: number): void
  /** From the outside like a power cut: every call and registration is gone. */
  stop(): Promise<void>
  start(): Promise<void>
}

/** Where the city's first exchange lives in its root folder, and where a second one does beside it. */
const places = {
  first: { folder: 'lab', sip: 5080, web: 8088, manager: 5038, sound: 10_100 },
  second: { folder: 'lab-second', sip: 5081, web: 8089, manager: 5039, sound: 10_500 },
}

/** Asterisk in its own root folder with the lab's configuration, booted and with no call. */
export async function startAsterisk(
  configuration: string,
  which: keyof typeof places = 'first',
): Promise<Asterisk> {
  const place = places[which]
  const home = join(asteriskRoot, place.folder)
  rmSync(home, { recursive: true, force: true })
  for (const folder of ['log', 'music', 'run', 'spool', 'state/keys'])
    mkdirSync(join(home, folder), { recursive: true })
  copyConfiguration(configuration, join(home, 'config'), place)
  writeWav(join(home, 'music', 'tone.wav'), tone(holdMusicHz, 10))
  // The network of the lab ends at its own walls: asking a name server outside would cost 20 s at the start.
  writeFileSync(join(asteriskRoot, 'etc', 'resolv.conf'), 'nameserver 127.0.0.1\n')

  let running: { process: OwnProcess; manager: Manager } | undefined

  async function start(): Promise<void> {
    const process = startOwnProcess(
      'chroot',
      [asteriskRoot, 'asterisk', '-C', `/${place.folder}/config/asterisk.conf`, '-f'],
      {
        logFile: join(home, 'log', 'process.log'),
      },
    )
    const manager = await waitFor('the exchange to boot', async () => {
      if (!process.running) throw new Error(`Asterisk ended while it started: see ${join(home, 'log')}.`)
      return (
        existsSync(join(home, 'run', 'asterisk.ctl')) &&
        (await connectManager(place.manager).catch(() => undefined))
      )
    })
    running = { process, manager }
    await manager.heard(({ Event }) => Event === 'FullyBooted', 'the exchange to be complete')
  }

  await start()
  return {
    url: `ws://127.0.0.1:${place.web}/ws`,
    trunk: `127.0.0.1:${place.sip}`,
    get manager() {
      if (!running) throw new Error('The exchange does not run.')
      return running.manager
    },
    start,
    async negotiateAgain({ endpoint }) {
      if (!running) throw new Error('The exchange does not run.')
      const { manager } = running
      manager.forget()
      manager.send('CoreShowChannels')
      const { Channel = '' } = await manager.heard(
        ({ Event, Channel }) =>
          Event === 'CoreShowChannel' && (Channel ?? '').startsWith(`PJSIP/${endpoint}-`),
        'the channel of the agent',
      )
      manager.send('Setvar', { Channel, Variable: 'PJSIP_DTMF_MODE()', Value: 'info' })
      await manager.heard(({ Message }) => Message === 'Variable Set', 'the new negotiation')
    },
    async registered({ endpoint }) {
      if (!running) return false
      const { manager } = running
      manager.forget()
      manager.send('PJSIPShowContacts')
      const { Event } = await manager.heard(
        // With nobody there at all, Asterisk calls the question an error.
        ({ Response, Event, EventList, Endpoint }) =>
          Response === 'Error' ||
          EventList === 'Complete' ||
          (Event === 'ContactList' && Endpoint === endpoint),
        'the list of who is registered',
      )
      return Event === 'ContactList'
    },
    leaveMessages(count) {
      const box = join(home, 'spool', 'voicemail', 'default', '1001', 'INBOX')
      rmSync(box, { recursive: true, force: true })
      mkdirSync(box, { recursive: true })
      for (let one = 0; one < count; one++)
        writeFileSync(join(box, `msg${String(one).padStart(4, '0')}.txt`), '[message]\n')
      running?.manager.send('VoicemailRefresh', { Context: 'default', Mailbox: '1001' })
    },
    async stop() {
      running?.manager.close()
      await running?.process.stop()
      running = undefined
    },
  }
}

/** As it stands for the first exchange, with the folder and the ports of another where it is for that one. */
function copyConfiguration(from: string, to: string, place: (typeof places)['first']): void {
  mkdirSync(to)
  const swaps = [
    ['/lab/', `/${place.folder}/`],
    [':5080', `:${place.sip}`],
    ['bindport = 8088', `bindport = ${place.web}`],
    ['port = 5038', `port = ${place.manager}`],
    ['rtpstart = 10100', `rtpstart = ${place.sound}`],
    ['rtpend = 10400', `rtpend = ${place.sound + 300}`],
  ] as const
  for (const file of readdirSync(from)) {
    const text = readFileSync(join(from, file), 'utf8')
    writeFileSync(
      join(to, file),
      swaps.reduce((now, [mine, theirs]) => now.replaceAll(mine, theirs), text),
    )
  }
}
