import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { waitFor } from '../../support/wait-for.ts'
import { exchangeAddress } from './network.ts'
import { startOwnProcess } from './own-process.ts'

export interface Edge {
  stop(): Promise<void>
}

/** Kamailio and rtpengine between the desks and the exchange, as a city puts them before an older PBX. */
export async function startEdge(configuration: string): Promise<Edge> {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-edge-'))
  const media = startOwnProcess(
    'rtpengine',
    [
      '--foreground',
      '--log-stderr',
      '--table=-1',
      `--interface=${exchangeAddress}`,
      '--listen-ng=127.0.0.1:2223',
      '--port-min=30000',
      '--port-max=31000',
      '--num-threads=2',
    ],
    { logFile: join(folder, 'rtpengine.log') },
  )
  const proxy = startOwnProcess(
    'kamailio',
    [
      '-f',
      join(configuration, 'kamailio.cfg'),
      '-DD',
      '-E',
      '-m',
      '64',
      '-M',
      '8',
      '-w',
      folder,
      '-Y',
      folder,
    ],
    { logFile: join(folder, 'kamailio.log') },
  )
  await waitFor('the edge', () => {
    if (!media.running || !proxy.running) throw new Error(`The edge ended while it started: see ${folder}.`)
    return isOpen(8060)
  })
  return {
    async stop() {
      await proxy.stop()
      await media.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((tell) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      tell(true)
    })
    socket.once('error', () => tell(false))
  })
}
