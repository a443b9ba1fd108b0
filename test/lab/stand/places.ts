import { join } from 'node:path'
import { root } from '../../../scripts/ensure.mjs'

/** What the lab installed and wrote; git ignores it. */
export const labFolder = join(root, '.lab')
/** A Debian testing with Asterisk 22, which the release does not have. */
export const asteriskRoot = join(labFolder, 'asterisk')
/** Clips that people of the demo city say. */
export const clips = join(root, 'assets', 'demo', 'quito')
/** What the agent says into the browser's false microphone, over and over. */
export const agentVoiceFile = join(labFolder, 'agent.wav')
