import { findChromium } from '../../../scripts/find-chromium.mjs'
import { unattendedFlags } from '../../../src/demo/drive/browser-flags.ts'
import { agentVoiceFile } from './places.ts'

const executablePath = findChromium()
/** Sound over loopback would be a second way for it, which no agent has. */
const flags = unattendedFlags.filter((flag) => flag !== '--allow-loopback-in-peer-connection')

/** The machine's browser with an agent who talks all the time, and one way for the sound. */
export const browserOfTheLab = {
  ...(executablePath && { executablePath }),
  args: [...flags, `--use-file-for-fake-audio-capture=${agentVoiceFile}`],
}
