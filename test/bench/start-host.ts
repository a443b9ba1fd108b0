import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { projectNode, root } from '../../scripts/ensure.mjs'

export interface RunningHost {
  url: string
  backendUrl: string
  close(): Promise<void>
}

/** The folder of a benchmark's desk; `city` is where the demo of that city keeps its cache. */
export function temporaryProfile(): { folder: string; cache: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-bench-'))
  return {
    folder,
    cache: join(folder, 'demo-quito'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** The real browser host with the demo city in a process of its own, as `npm start` runs it. */
export async function startHost(dataFolder: string): Promise<RunningHost> {
  const child = spawn(
    projectNode(),
    ['src/main/hosts/browser/main.ts', '--json', '--no-open', '--data', dataFolder],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const ended = new Promise<void>((resolve) => void child.once('exit', () => resolve()))
  const line = await Promise.race([
    new Promise<string>((resolve) => void createInterface({ input: child.stdout }).once('line', resolve)),
    ended.then(() => {
      throw new Error('The browser host ended before it was ready.')
    }),
  ])
  const { url, backendUrl } = JSON.parse(line) as { url: string; backendUrl: string }
  return {
    url,
    backendUrl,
    async close() {
      child.kill('SIGTERM')
      await ended
    },
  }
}
