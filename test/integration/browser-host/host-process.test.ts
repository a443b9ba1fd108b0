import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startHost } from '../../../src/demo/drive/start-host.ts'

const entry = resolve(import.meta.dirname, '../../../src/main/hosts/browser/main.ts')
const limitMs = 120_000

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'host-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test(
  'a second desk on the profile says so and leaves; the first ends cleanly and makes room',
  async () => {
    const first = await startHost({ city: 'cordoba', dataFolder: folder })
    const second = await run(['--no-open', '--city=cordoba', `--data=${folder}`])
    expect(second.code).toBe(3)
    expect(second.complaint).toMatch(/already open with this profile \(process \d+\)/)
    expect(second.complaint).toContain('--data FOLDER')
    expect((await fetch(first.url, { redirect: 'manual' })).status).toBe(303)
    expect(await first.stop()).toBe(0)
    expect(readdirSync(join(folder, 'demo-cordoba'))).not.toContain('desk.lock')
  },
  limitMs,
)

test(
  'a browser that does not come up costs the window, not the desk: the address is there to open by hand',
  async () => {
    const browser = join(folder, 'broken-browser')
    writeFileSync(browser, '#!/bin/sh\nexit 1\n', { mode: 0o700 })
    const child = spawn(process.execPath, [entry, `--data=${folder}`], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, VENTANILLA_BROWSER: browser, DISPLAY: ':0' },
    })
    const ended = new Promise<number | null>((tell) => child.once('exit', tell))
    const address = await firstMatch(child.stdout, /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/)
    expect((await fetch(address, { redirect: 'manual' })).status).toBe(303)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  },
  limitMs,
)

test(
  'closing the window ends the desk',
  async () => {
    const browser = join(folder, 'brief-browser')
    const visit =
      "fetch(process.argv.find((word) => word.startsWith('--app=')).slice(6), { redirect: 'manual' })"
    writeFileSync(browser, `#!${process.execPath}\n${visit}\n`, { mode: 0o700 })
    const ended = await run([`--data=${folder}`], { VENTANILLA_BROWSER: browser, DISPLAY: ':0' })
    expect(ended).toEqual({ code: 0, complaint: '' })
  },
  limitMs,
)

test('a malformed policy is named with file, field and rule, and nothing starts', async () => {
  writeFileSync(join(folder, 'policy.json'), '{ "backend": { "url": "https://desk.example" }, "wrapUp": 5 }')
  const { code, complaint } = await run(['--no-open', `--data=${folder}`])
  expect(code).toBe(2)
  expect(complaint).toContain(join(folder, 'policy.json'))
  expect(complaint).toContain('wrapUp')
  expect(readdirSync(folder)).toEqual(['policy.json'])
})

test('a named policy that is not there never becomes the demo city', async () => {
  const missing = join(folder, 'not-there.json')
  const { code, complaint } = await run(['--no-open', `--data=${folder}`], { VENTANILLA_POLICY: missing })
  expect(code).toBe(2)
  expect(complaint).toContain(missing)
})

test('a mistyped word is answered with the usage', async () => {
  const { code, complaint } = await run(['--ctiy', 'quito'])
  expect(code).toBe(2)
  expect(complaint).toContain('Usage: ventanilla')
})

/** What the stream says first that fits. */
function firstMatch(stream: Readable, wanted: RegExp): Promise<string> {
  let said = ''
  return new Promise((resolve, reject) => {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const [found] = wanted.exec(said) ?? []
      if (found !== undefined) resolve(found)
    })
    stream.once('end', () => reject(new Error(`It ended without ${String(wanted)}: ${said}`)))
  })
}

function run(
  args: string[],
  environment: Record<string, string> = {},
): Promise<{ code: number | null; complaint: string }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', entry, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...environment },
    timeout: limitMs,
  })
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
  return new Promise((tell) => child.once('close', (code) => tell({ code, complaint })))
}
