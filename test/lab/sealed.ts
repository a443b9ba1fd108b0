import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { projectNode, root } from '../../scripts/ensure.mjs'
import { agentVoiceFile, clips, labFolder } from './stand/places.ts'
import { voice, writeWav } from './stand/sound.ts'

/**
 * The first process of the lab's namespaces: lays their network, then runs what it is told. One interface means
 * one ICE candidate a side; what goes anywhere else goes to a station that does not exist, as to a dead server.
 */
const network = [
  'link set lo up',
  'link add lab0 type veth peer name lab1',
  'address add 10.99.0.1/24 dev lab0',
  'link set lab0 up',
  'link set lab1 up',
  'neighbour add 10.99.0.254 lladdr 02:00:00:00:00:fe dev lab0',
  'route add default via 10.99.0.254',
]

for (const step of network) {
  const { status } = spawnSync('ip', step.split(' '), { stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error(`The network of the lab could not be laid: ip ${step}`)
}
mkdirSync(labFolder, { recursive: true })
writeWav(agentVoiceFile, voice(join(clips, 'covid-leve-1.ulaw'), 30))
const [, , ...words] = process.argv
const { status } = spawnSync(projectNode(), words, { cwd: root, stdio: 'inherit' })
process.exitCode = status ?? 1
