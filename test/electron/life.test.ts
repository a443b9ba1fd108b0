import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { until, type RunningApp } from '../support/electron-double/launch.ts'
import { cannotRun, cleanUp, newProfile, policyIn, start } from './built-app.ts'

describe.skipIf(cannotRun)(`from start to end ${cannotRun}`, () => {
  afterEach(cleanUp)

  async function startDesk(profile: string, options: Omit<Parameters<typeof start>[0], 'userData'> = {}) {
    const app = start({ userData: profile, ...options })
    const desk = await app.windowId('desk')
    await app.windowId('voice')
    return { app, desk }
  }
  const newDesk = () => {
    const profile = newProfile()
    policyIn(profile)
    return profile
  }

  test('a second start says so, leaves, and brings the first one to the front', async () => {
    const profile = newDesk()
    const { app, desk } = await startDesk(profile)
    await app.do('minimize', desk)
    const second = start({ userData: profile })
    expect(await second.exited).toBe(3)
    expect(second.output).toContain('Ventanilla ya está abierta')
    const history = await until('the first desk in front', async () => {
      const [first] = await app.do('windows')
      return first?.history.includes('focus') ? first.history : undefined
    })
    expect(history).toContain('restore')
    expect(await app.quit()).toBe(0)
  })

  test('the window opens where it was, and on a display that is still there', async () => {
    const profile = newDesk()
    const displays = [
      { x: 0, y: 0, width: 1920, height: 1040 },
      { x: 1920, y: 0, width: 1920, height: 1040 },
    ]
    const wide = { x: 2100, y: 120, width: 1500, height: 900 }
    const first = await startDesk(profile, { settings: { displays } })
    await first.app.do('setBounds', first.desk, wide)
    await first.app.quit()

    const second = await startDesk(profile, { settings: { displays } })
    expect((await second.app.do('windows'))[0]?.bounds).toEqual(wide)
    await second.app.quit()

    const third = await startDesk(profile, { settings: { displays: displays.slice(0, 1) } })
    const bounds = (await third.app.do('windows'))[0]?.bounds
    expect(bounds).toEqual({ x: 210, y: 70, width: 1500, height: 900 })
    await third.app.quit()
  })

  test('a crashed desk page comes back alone while the voice page goes on', async () => {
    const { app, desk } = await startDesk(newDesk())
    const voice = await app.windowId('voice')
    await app.do('evaluate', voice, 'window.before = 1')
    await app.do('crash', desk)
    await until('the desk page again', async () =>
      (await app.do('evaluate', desk, 'typeof window.deskPort').catch(() => '')) === 'object'
        ? true
        : undefined,
    )
    expect(await app.do('evaluate', voice, 'window.before')).toBe(1)
    expect(await app.do('request', desk, 'session.get', {})).toMatchObject({ ok: true })
    expect(await app.quit()).toBe(0)
  })

  test('a crashed voice page comes back and the desk page stays', async () => {
    const { app, desk } = await startDesk(newDesk())
    const voice = await app.windowId('voice')
    await app.do('evaluate', desk, 'window.before = 1')
    await app.do('crash', voice)
    await until('the voice page again', async () =>
      (await app.do('evaluate', voice, 'typeof window.deskPort').catch(() => '')) === 'object'
        ? true
        : undefined,
    )
    expect(await app.do('evaluate', desk, 'window.before')).toBe(1)
    expect(await app.quit()).toBe(0)
  })

  test('quitting while the core writes loses nothing and leaves a closed cache', async () => {
    const profile = newDesk()
    const { app, desk } = await startDesk(profile)
    const write = (theme: string) => app.do('request', desk, 'settings.set', { language: 'en', theme })
    const writes = Array.from({ length: 40 }, (_, index) => write(index % 2 === 0 ? 'light' : 'dark'))
    const ended = app.quit()
    await Promise.allSettled(writes)
    expect(await ended).toBe(0)
    const files = readdirSync(join(profile, 'desk'))
    expect(files).toContain('cache.db')
    expect(files.filter((name) => name.endsWith('-wal') || name.includes('quarantine'))).toEqual([])

    const again = await startDesk(profile)
    expect(await again.app.do('request', again.desk, 'settings.get', {})).toMatchObject({
      output: { language: 'en', theme: 'dark' },
    })
    await again.app.quit()
  })

  test('closing the desk window ends the app', async () => {
    const { app, desk } = await startDesk(newDesk())
    await app.do('closeWindow', desk)
    expect(await app.exited).toBe(0)
  })

  test('the tray says the state in words beside a picture, opens the desk and quits', async () => {
    const { app } = await startDesk(newDesk())
    const [tray] = await app.do('trays')
    expect(tray).toEqual({
      toolTip: 'Ventanilla: Sin sesión',
      labels: ['Sin sesión', '', 'Abrir Ventanilla', 'Salir'],
      painted: true,
    })
    await app.do('pressTray', 'Abrir Ventanilla')
    expect((await app.do('windows'))[0]?.history).toContain('focus')
    await app.do('pressTray', 'Salir').catch(() => undefined)
    expect(await app.exited).toBe(0)
  })
})

describe.skipIf(cannotRun)(`secrets and policy ${cannotRun}`, () => {
  afterEach(cleanUp)
  const refusal = (app: RunningApp) => app.exited.then((code) => ({ code, said: app.output }))
  const keyFile = (profile: string) =>
    join(profile, 'secrets', readdirSync(join(profile, 'secrets'))[0] ?? '')

  test('without a keyring the desk refuses to start and says what to do', async () => {
    const profile = newProfile()
    policyIn(profile)
    const { code, said } = await refusal(
      start({ userData: profile, settings: { storageBackend: 'basic_text' } }),
    )
    expect(code).toBe(1)
    expect(said).toContain('no tiene dónde guardar contraseñas')
    expect(existsSync(join(profile, 'desk', 'cache.db'))).toBe(false)
  })

  test('a keyring that does not answer is refused too', async () => {
    const profile = newProfile()
    policyIn(profile)
    const { code } = await refusal(start({ userData: profile, settings: { encryptionAvailable: false } }))
    expect(code).toBe(1)
  })

  test('policy may allow the plain-text store', async () => {
    const profile = newProfile()
    policyIn(profile, { backend: { url: 'http://127.0.0.1:9' }, allowPlainTextSecrets: true })
    const app = start({ userData: profile, settings: { storageBackend: 'basic_text' } })
    await app.windowId('desk')
    await until('the key', () => existsSync(join(profile, 'desk', 'cache.db')) || undefined)
    expect(await app.quit()).toBe(0)
  })

  test('a rotated key opens the same cache, and the secret is written again with the new one', async () => {
    const profile = newProfile()
    policyIn(profile)
    const run = async (keyVersion: number) => {
      const app = start({ userData: profile, settings: { keyVersion } })
      const desk = await app.windowId('desk')
      const settings = await app.do('request', desk, 'settings.set', { language: 'en', theme: 'dark' })
      expect(settings).toMatchObject({ ok: true })
      expect(await app.quit()).toBe(0)
      return readFileSync(keyFile(profile))
    }
    expect((await run(1))[0]).toBe(1)
    expect((await run(2))[0]).toBe(2)
    expect(readdirSync(join(profile, 'desk')).filter((name) => name.includes('quarantine'))).toEqual([])
  })

  test('a secret that cannot be decrypted stops the start and leaves the cache as it was', async () => {
    const profile = newProfile()
    policyIn(profile)
    const first = start({ userData: profile })
    const desk = await first.windowId('desk')
    await first.do('request', desk, 'settings.get', {})
    await first.quit()
    const cache = readFileSync(join(profile, 'desk', 'cache.db'))
    const damaged = readFileSync(keyFile(profile))
    damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1
    writeFileSync(keyFile(profile), damaged)
    const { code, said } = await refusal(start({ userData: profile }))
    expect(code).toBe(1)
    expect(said).toContain('Lo que guardaste sigue en este equipo')
    expect(readFileSync(join(profile, 'desk', 'cache.db')).equals(cache)).toBe(true)
  })

  test.each([
    ['{ "backend": { "url": "nowhere" } }', 'backend.url'],
    ['{ "backend": { "url": "https://a.example" }, "allowPlaintextSecrets": true }', 'allowPlaintextSecrets'],
    ['{ "backend":\n oops }', 'line 2'],
  ])('a malformed policy %s is named by file and field, and nothing starts', async (text, named) => {
    const profile = newProfile()
    writeFileSync(join(profile, 'policy.json'), text)
    const { code, said } = await refusal(start({ userData: profile }))
    expect(code).toBe(1)
    expect(said).toContain(join(profile, 'policy.json'))
    expect(said).toContain(named)
    expect(existsSync(join(profile, 'desk'))).toBe(false)
  })

  test('a policy that was promised and is not there never becomes the demo city', async () => {
    const profile = newProfile()
    const named = join(profile, 'gone.json')
    const { code, said } = await refusal(
      start({ userData: profile, environment: { VENTANILLA_POLICY: named } }),
    )
    expect(code).toBe(1)
    expect(said).toContain(named)
  })

  test('a start with a city that does not exist is answered with those that do', async () => {
    const { code, said } = await refusal(start({ userData: newProfile(), words: ['--city', 'atlantis'] }))
    expect(code).toBe(2)
    expect(said).toContain('quito | cordoba')
  })
})
