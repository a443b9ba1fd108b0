import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { paths } from '../../../src/shared/backend-api.ts'
import { writeSmallPack, type PackFolder } from '../../support/backend/small-pack.ts'

vi.setConfig({ testTimeout: 120_000 })

let folder: string
let pack: PackFolder
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ventanilla-backend-'))
  pack = await writeSmallPack()
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await pack.remove()
})

/** `npm run backend`, as the script runs it: with the project's own Node. */
function run(args: string[], input: string, environment: Record<string, string> = {}) {
  const child = spawn('node_modules/.bin/node', ['src/backend/main.ts', ...args], {
    env: {
      ...process.env,
      VENTANILLA_DATA: join(folder, 'data'),
      VENTANILLA_PACK: pack.folder,
      PORT: '0',
      DATABASE_URL: undefined,
      ...environment,
    },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (said += text.toString()))
  child.stdin.end(input)
  // Its end alone would come before its last words are read.
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { child, ended, said: () => said }
}

async function serving(environment: Record<string, string>) {
  const program = run([], '', environment)
  const url = await vi.waitFor(
    () => {
      const found = /listens on (http:\/\/\S+)/.exec(program.said())?.[1]
      if (found === undefined) throw new Error(`not listening: ${program.said()}`)
      return found
    },
    { timeout: 60_000, interval: 50 },
  )
  const stop = async () => {
    program.child.kill('SIGTERM')
    return await program.ended
  }
  return { url, stop, said: program.said }
}

test('the backend alone: a password is set, the agent signs in, and all is still there after a restart', async () => {
  const exchange = join(folder, 'exchange.json')
  await writeFile(
    exchange,
    JSON.stringify({
      sockets: [{ url: 'wss://pbx.test/ws' }],
      domain: 'pbx.test',
      iceServers: [],
      accounts: { ana: { user: '2001', password: 'of-the-pbx' } },
    }),
  )
  const environment = { VENTANILLA_EXCHANGE_FILE: exchange }
  const first = await serving(environment)
  expect(await first.stop()).toBe(0)

  const short = run(['password', 'ana'], 'corta\n')
  expect(await short.ended).toBe(1)
  const unknown = run(['password', 'nobody'], 'caballo correcto\n')
  expect(await unknown.ended).toBe(1)
  expect(unknown.said()).toContain('No agent is named nobody')
  const set = run(['password', 'ana'], 'caballo correcto\n')
  expect(await set.ended).toBe(0)

  const second = await serving(environment)
  const answer = await fetch(second.url + paths.session, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ agentId: 'ana', password: 'caballo correcto' }),
  })
  expect(await answer.json()).toMatchObject({ softphone: { uri: 'sip:2001@pbx.test' } })
  expect(await second.stop()).toBe(0)
  expect(second.said() + set.said()).not.toMatch(/caballo|of-the-pbx/)
})

test.each([
  [{ PORT: 'ocho' }, 'PORT'],
  [{ VENTANILLA_EXCHANGE_FILE: 'none.json' }, 'none.json: cannot be read'],
  [{ DATABASE_URL: 'postgres://127.0.0.1:1/city' }, 'database could not be opened'],
])(
  'what is wrong with the environment %o is said in one line, without a stack',
  async (environment, words) => {
    const program = run([], '', environment)
    expect(await program.ended).toBe(1)
    expect(program.said()).toContain(words)
    expect(program.said()).not.toMatch(/^\s+at /m)
  },
)
