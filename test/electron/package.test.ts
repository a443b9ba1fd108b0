import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPackage, extractAll, listPackage, statFile } from '@electron/asar'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { until } from '../support/electron-double/launch.ts'
import { cannotRun, cleanUp, newProfile, root, start } from './built-app.ts'
import { readFuses, writeStubRuntime } from './stub-runtime.ts'

const notLinux =
  process.platform === 'linux' ? '' : 'skipped: the stub runtime has the shape of the Linux one'
const slowMs = 300_000

describe.skipIf(notLinux)(`the packaged application ${notLinux}`, () => {
  let made: string
  let archive: string

  beforeAll(() => {
    const folder = newProfile()
    writeStubRuntime(join(folder, 'runtime'))
    const words = ['--dir', '--electron-dist', join(folder, 'runtime'), '--output', join(folder, 'made')]
    const run = spawnSync(process.execPath, ['scripts/package.ts', ...words], { cwd: root, encoding: 'utf8' })
    if (run.status !== 0) throw new Error(run.stderr + run.stdout)
    made = join(folder, 'made', 'linux-unpacked')
    archive = join(made, 'resources', 'app.asar')
  }, slowMs)
  afterAll(cleanUp)

  test('holds the built app, its assets and its packages, and nothing else of the working folder', () => {
    const top = new Set(entries(archive).map((entry) => entry.split('/')[0]))
    expect(top).toEqual(new Set(['assets', 'node_modules', 'out', 'package.json']))
    const out = new Set(entries(archive).flatMap((entry) => /^out\/([^/]+)/.exec(entry)?.[1] ?? []))
    expect(out).toEqual(new Set(['main', 'preload', 'renderer']))
    expect(entries(archive).filter((entry) => /\.(map|[mc]?ts|db)$/.test(entry))).toEqual([])
  })

  test('has no native module inside the archive, and the one of this system beside it', () => {
    expect(nativeInside(archive)).toEqual([])
    const beside = entries(archive).filter((entry) => entry.endsWith('.node'))
    expect(beside).toEqual([`node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`])
    for (const entry of beside) expect(existsSync(join(`${archive}.unpacked`, entry))).toBe(true)
  })

  test('the check above sees a native module that was left inside', async () => {
    const folder = newProfile()
    mkdirSync(join(folder, 'app'))
    writeFileSync(join(folder, 'app', 'planted.node'), '')
    await createPackage(join(folder, 'app'), join(folder, 'planted.asar'))
    expect(nativeInside(join(folder, 'planted.asar'))).toEqual(['planted.node'])
  })

  test('names the licence of every package in it', () => {
    const notices = readFileSync(join(made, 'resources', 'THIRD-PARTY-NOTICES.txt'), 'utf8')
    const packed = entries(archive).filter((entry) =>
      /node_modules\/(@[^/]+\/)?[^/@]+\/package\.json$/.test(entry),
    )
    expect(packed.length).toBeGreaterThan(50)
    const folder = newProfile()
    extractAll(archive, folder)
    const facts = z.object({ name: z.string(), version: z.string() })
    const unnamed = packed
      .map((entry) => facts.parse(JSON.parse(readFileSync(join(folder, entry), 'utf8'))))
      .filter(({ name, version }) => !notices.includes(`\n${name} ${version} (`))
    expect(unnamed).toEqual([])
    expect(notices).toContain('\nreact ')
    expect(notices).toContain('\njssip ')
  })

  test('starts its archive alone: the fuses of the runtime are set', () => {
    expect(readFuses(join(made, 'ventanilla'))).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    })
  })

  test.skipIf(cannotRun)(
    `what was packed runs by itself, the demo city included ${cannotRun}`,
    async () => {
      const folder = newProfile()
      extractAll(archive, folder)
      const app = start({ appPath: folder, userData: newProfile(), settings: { packaged: true } })
      const desk = await app.windowId('desk')
      await app.windowId('voice')
      const city = z.object({
        output: z.object({ demo: z.literal(true), city: z.object({ cityId: z.string() }) }),
      })
      const session = await until(
        'the demo city',
        async () => city.safeParse(await app.do('request', desk, 'session.get', {})).data,
        60_000,
      )
      expect(session.output.city.cityId).toBe('quito')
      const [window] = await app.do('windows')
      expect(window?.options.webPreferences).toMatchObject({ devTools: false })
      expect(await app.do('request', desk, 'session.signIn', { agentId: 'ana-guaman' })).toMatchObject({
        ok: true,
      })
      expect(await app.quit()).toBe(0)
    },
    slowMs,
  )
})

describe('the package command', () => {
  test.each([
    [[], 'add --dir'],
    [['--dir', '--electron-dist', '/nowhere'], 'There is no Electron runtime in /nowhere'],
    [['--dri'], '--dri'],
  ])('answers %j with what to do', (words, answer) => {
    const run = spawnSync(process.execPath, ['scripts/package.ts', ...words], { cwd: root, encoding: 'utf8' })
    expect(run.status).toBe(2)
    expect(run.stderr).toContain(answer)
    expect(run.stderr).toContain('Usage:')
  })
})

function entries(archive: string): string[] {
  return listPackage(archive, { isPack: false }).map((entry) => entry.slice(1).replaceAll('\\', '/'))
}

/** Packed, not merely listed: an unpacked file is listed too. */
function nativeInside(archive: string): string[] {
  return entries(archive).filter((entry) => {
    if (!entry.endsWith('.node')) return false
    const facts = statFile(archive, entry)
    return !('unpacked' in facts && facts.unpacked)
  })
}
