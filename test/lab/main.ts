import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ensureBuilt, projectNode, root } from '../../scripts/ensure.mjs'
import { countStories, type Counts } from './count-stories.ts'
import { installLab } from './install.ts'
import { sealedNode } from './sealed-node.ts'

/** Every story on a slow machine; whoever waits longer waits for nothing, ms. */
const longestRunMs = 28 * 60_000
const report = join(root, '.cache', 'reports', 'lab.json')
const playwright = [
  '--disable-warning=ExperimentalWarning',
  join(root, 'node_modules', '@playwright', 'test', 'cli.js'),
  'test',
  '--config=test/lab/playwright.config.ts',
]

/**
 * `npm run test:lab`: the stories on a real exchange, in a network of their own. Words behind `--` go to
 * Playwright. Last line: N passed, N failed, N skipped; where the lab cannot run it says why and skips them all.
 */
rmSync(report, { force: true })
mkdirSync(dirname(report), { recursive: true })
const missing = installLab()
if (missing === undefined) await runStories(process.argv.slice(2))
else skipStories(missing)

async function runStories(chosen: string[]): Promise<void> {
  await ensureBuilt()
  const ended = run([...sealedNode(), ...playwright, '--reporter=list,json', ...chosen])
  const counts = countStories(report)
  // A run that broke off without a failed story has failed all the same: once.
  const failed = counts.failed === 0 && ended !== 0 ? 1 : counts.failed
  process.exitCode = failed > 0 || counts.passed === 0 ? 1 : 0
  sayCounts({ ...counts, failed })
}

function skipStories(why: string): void {
  run([projectNode(), ...playwright, '--list', '--reporter=json'])
  console.log(why)
  sayCounts({ passed: 0, failed: 0, skipped: countStories(report).listed })
}

function run([command = '', ...words]: string[]): number {
  const { status } = spawnSync(command, words, {
    cwd: root,
    stdio: 'inherit',
    timeout: longestRunMs,
    killSignal: 'SIGKILL',
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  })
  return status ?? 1
}

function sayCounts({ passed, failed, skipped }: Omit<Counts, 'listed'>): void {
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
}
