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
