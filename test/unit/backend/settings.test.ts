import { expect, test } from 'vitest'
import { readSettings } from '../../../src/backend/settings.ts'

test('with nothing set it is Quito on loopback, embedded', () => {
  expect(readSettings({})).toEqual({
    cityId: 'quito',
    packFolder: 'assets/packs/quito',
    database: { kind: 'pglite', folder: '.cache/backend/quito' },
    exchangeFile: undefined,
    open311File: undefined,
    port: 8101,
    signingKeyFile: '.cache/backend/quito-signing-key.json',
    host: '127.0.0.1',
    patience: { pauseAfterMs: 30_000, signOutAfterMs: 300_000 },
  })
})

test('a database address chooses PostgreSQL, a city its pack', () => {
  const settings = readSettings({ DATABASE_URL: 'postgres://db/city', VENTANILLA_CITY: 'cordoba', PORT: '0' })
  expect(settings).toMatchObject({
    database: { kind: 'postgres', url: 'postgres://db/city' },
    packFolder: 'assets/packs/cordoba',
    port: 0,
  })
})

test('a city says how long a desk may be silent before it is paused and before its agent is signed out', () => {
  const settings = readSettings({
    VENTANILLA_DESK_PAUSE_SECONDS: '45',
    VENTANILLA_DESK_SIGN_OUT_SECONDS: '600',
  })
  expect(settings.patience).toEqual({ pauseAfterMs: 45_000, signOutAfterMs: 600_000 })
  const turned = { VENTANILLA_DESK_PAUSE_SECONDS: '60', VENTANILLA_DESK_SIGN_OUT_SECONDS: '60' }
  expect(() => readSettings(turned)).toThrow('VENTANILLA_DESK_SIGN_OUT_SECONDS')
})

test.each([
  ['PORT', '99999'],
  ['PORT', 'ocho'],
  ['VENTANILLA_CITY', 'atlantis'],
  ['DATABASE_URL', 'mysql://secret@db'],
])('a wrong %s is named, without its value', (name, value) => {
  const read = () => readSettings({ [name]: value })
  expect(read).toThrow(name)
  expect(read).not.toThrow(value)
})
