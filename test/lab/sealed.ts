import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { projectNode, root } from '../../scripts/ensure.mjs'
import { layNetwork } from './stand/network.ts'
import { agentVoiceFile, clips, labFolder } from './stand/places.ts'
import { voice, writeWav } from './stand/sound.ts'

/** The first process of the lab's namespaces: lays their network, then runs what it is told. */
layNetwork()
mkdirSync(labFolder, { recursive: true })
writeWav(agentVoiceFile, voice(join(clips, 'covid-leve-1.ulaw'), 30))
const [, , ...words] = process.argv
const { status } = spawnSync(projectNode(), words, { cwd: root, stdio: 'inherit' })
process.exitCode = status ?? 1
