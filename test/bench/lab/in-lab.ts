import { spawnSync } from 'node:child_process'
import { root } from '../../../scripts/ensure.mjs'
import { installLab } from '../../lab/install.ts'
import { sealedNode } from '../../lab/sealed-node.ts'

/** Four hundred calls on a slow machine; whoever waits longer waits for nothing, ms. */
const longestMs = 40 * 60_000

/**
 * Runs a benchmark on the lab's real exchange, in the lab's own network, and gives back its figures. Throws where the
 * lab cannot run here, with what is missing.
 */
export function benchInLab(name: 'call-lab' | 'shift'): Promise<Record<string, unknown>> {
  const missing = installLab()
  if (missing !== undefined) throw new Error(missing)
  const [command, ...words] = [
    ...sealedNode(),
    '--disable-warning=ExperimentalWarning',
    'test/bench/lab/main.ts',
    name,
  ]
  const { status, stdout } = spawnSync(command, words, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: longestMs,
    killSignal: 'SIGKILL',
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`The benchmark ${name} ended with ${status}.`)
  return Promise.resolve(JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, unknown>)
}
