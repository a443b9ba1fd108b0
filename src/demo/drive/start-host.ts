import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { CityId } from '../../shared/domain/basics.ts'

const root = resolve(import.meta.dirname, '..', '..', '..')
const firstLine = z.object({ url: z.url(), backendUrl: z.url() })

/** A city with its packs, an embedded database and a cold machine; ms. */
const longestStartMs = 90_000

export interface RunningHost {
  /** Works once. */
  readonly url: string
  /** The embedded backend of the demo city, or the one the policy names. */
  readonly backendUrl: string
  /** Asks it to end as a person would, and answers with its exit code. */
  stop(): Promise<number | null>
  /** Ends it as a power cut does; resolves when it is gone. */
  kill(): Promise<number | null>
}

/** The real browser host as a process of its own, as `npm start` runs it, without a window. */
export async function startHost(wanted: {
  city: CityId
  dataFolder: string
  environment?: Record<string, string>
  /** Options of `npm start --` beside these. */
  options?: readonly string[]
}): Promise<RunningHost> {
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(root, 'src/main/hosts/browser/main.ts'),
      '--json',
      '--no-open',
      `--city=${wanted.city}`,
      `--data=${wanted.dataFolder}`,
      ...(wanted.options ?? []),
    ],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...wanted.environment },
    },
  )
  let complaints = ''
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()))
  // `close` and not `exit`: by then its last words have been read.
  const ended = new Promise<number | null>((tell) => child.once('close', tell))
  const endWithUs = (): void => void child.kill('SIGKILL')
  process.once('exit', endWithUs)
  void ended.then(() => process.off('exit', endWithUs))

  const limit = setTimeout(() => child.kill('SIGKILL'), longestStartMs)
  const lines = createInterface({ input: child.stdout })
  const line = await Promise.race([
    new Promise<string>((tell) => lines.once('line', tell)),
    ended.then((code) => {
      throw new Error(`The desk ended with ${code} before it was ready. ${complaints.trim()}`)
    }),
  ]).finally(() => clearTimeout(limit))
  return {
    ...firstLine.parse(JSON.parse(line)),
    stop() {
      child.kill('SIGTERM')
      return ended
    },
    kill() {
      child.kill('SIGKILL')
      return ended
    },
  }
}
