import { expect, test } from 'vitest'
import { hashPassword, passwordMatches } from '../../../src/backend/sign-in/passwords.ts'

test('a password matches its own hash however its letters are composed, and nothing else does', async () => {
  const stored = await hashPassword('contraseña larga'.normalize('NFC'))
  expect(await passwordMatches('contraseña larga'.normalize('NFD'), stored)).toBe(true)
  expect(await passwordMatches('contrasena larga', stored)).toBe(false)
  expect(await passwordMatches('', stored)).toBe(false)
}, 20_000)

test('two hashes of one password differ, and without a hash nothing matches', async () => {
  expect(await hashPassword('una cualquiera')).not.toBe(await hashPassword('una cualquiera'))
  expect(await passwordMatches('una cualquiera', undefined)).toBe(false)
}, 20_000)
