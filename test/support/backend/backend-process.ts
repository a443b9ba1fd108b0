import { spawn } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { root } from '../../../scripts/ensure.mjs'

/** What `npm run backend` is told, for a city on this machine. */
export interface BackendSettings {
  /** An embedded one lies in a folder that is named for its city. */
  database: { kind: 'postgres'; url: string } | { kind: 'pglite'; folder: string }
  packFolder: string
  exchangeFile: string
  /** Where cases are sent on to; nowhere without it. */
  open311File?: string
  /** Opens the figures of this process to whoever sends it. */
  metricsToken?: string
}

/** `npm run backend` as a process of its own, which a test may kill at any moment. */
export interface BackendProcess {
  readonly pid: number
  /** Its address; rejects where the process ends before it listens. */
  readonly listening: Promise<string>
  /** Resolves when nothing of it is left. */
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>
  /** What it logged as an error, newest last, at most fifty lines. */
  errors(): readonly string[]
}

const mostErrors = 50

export function startBackendProcess(settings: BackendSettings): BackendProcess {
  const child = spawn(process.execPath, backendArguments, {
    cwd: root,
    env: environmentOf(settings),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const killWithUs = () => void child.kill('SIGKILL')
  process.once('exit', killWithUs)
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const errors: string[] = []
  const listening = new Promise<string>((resolve, reject) => {
    const read = (line: string) => {
      const url = /listens on (http:\/\/\S+)/.exec(line)?.[1]
      if (url !== undefined && !line.startsWith('{')) resolve(url)
      if (line.startsWith('{') ? line.includes('"level":50') : url === undefined) {
        errors.push(line)
        if (errors.length > mostErrors) errors.shift()
      }
    }
    eachLine(child.stdout, read)
    eachLine(child.stderr, read)
    child.once('error', reject)
    void ended.then(() => reject(new Error(`The backend ended before it listened. ${errors.join('\n')}`)))
  })
  // A process that is killed while it starts is no failure for whoever killed it.
  listening.catch(() => undefined)
  return {
    pid: child.pid ?? 0,
    listening,
    async kill(signal) {
      child.kill(signal)
      await ended
      process.removeListener('exit', killWithUs)
    },
    errors: () => errors,
  }
}

/** As IT does it: `npm run backend -- password AGENT`, read from standard input. */
export async function setPassword(
  settings: BackendSettings,
  agentId: string,
  password: string,
): Promise<void> {
  const child = spawn(process.execPath, [...backendArguments, 'password', agentId], {
    cwd: root,
    env: environmentOf(settings),
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (text: Buffer) => (said += text.toString()))
  child.stdin.end(password)
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Error(`The password was not set: ${said}`)
}

/** A telephone account for each of these agents, at an exchange that nobody will call. */
export async function writeExchangeFile(folder: string, agentIds: readonly string[]): Promise<string> {
  const file = join(folder, 'exchange.json')
  const accounts = Object.fromEntries(agentIds.map((agentId) => [agentId, { user: agentId, password: 'x' }]))
  const sockets = [{ url: 'ws://127.0.0.1:9', weight: 0 }]
  await writeFile(file, JSON.stringify({ sockets, domain: 'exchange.test', iceServers: [], accounts }))
  return file
}

/** What desks of this backend pin; it is there once the backend listens. */
export async function publicKeyOf({ exchangeFile }: BackendSettings): Promise<string> {
  const text = await readFile(signingKeyFile(exchangeFile), 'utf8')
  return (JSON.parse(text) as { publicKey: string }).publicKey
}

const signingKeyFile = (exchangeFile: string): string => join(dirname(exchangeFile), 'signing-key.json')

const backendArguments = ['--disable-warning=ExperimentalWarning', join('src', 'backend', 'main.ts')]

function environmentOf({
  database,
  packFolder,
  exchangeFile,
  open311File,
  metricsToken,
}: BackendSettings): NodeJS.ProcessEnv {
  return {
    ...process.env,
    VENTANILLA_CITY: 'quito',
    VENTANILLA_PACK: packFolder,
    VENTANILLA_EXCHANGE_FILE: exchangeFile,
    VENTANILLA_OPEN311_FILE: open311File,
    VENTANILLA_METRICS_TOKEN: metricsToken,
    VENTANILLA_SIGNING_KEY_FILE: signingKeyFile(exchangeFile),
    HOST: '127.0.0.1',
    PORT: '0',
    ...(database.kind === 'postgres'
      ? { DATABASE_URL: database.url }
      : { DATABASE_URL: undefined, VENTANILLA_DATA: dirname(database.folder) }),
  }
}

function eachLine(stream: NodeJS.ReadableStream, read: (line: string) => void): void {
  let rest = ''
  stream.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line !== '') read(line)
  })
}
