import { expect, test } from 'vitest'
import { AccountSettings } from '../../../src/backend/sign-in/account/settings.ts'

const rule = (changed: Record<string, unknown>) => {
  const read = AccountSettings.safeParse({ issuer: 'https://id.quito.test', clientId: 'desk', ...changed })
  return read.success ? 'taken' : read.error.issues.map(({ path }) => path.join('.')).join()
}

test('an issuer is reached under TLS, or on this machine', () => {
  expect(rule({})).toBe('taken')
  expect(rule({ issuer: 'http://127.0.0.1:8080' })).toBe('taken')
  for (const issuer of [
    'http://id.quito.test',
    'ftp://id.quito.test',
    'id.quito.test',
    'http://127.0.0.1.quito.test',
  ])
    expect(rule({ issuer })).toContain('issuer')
})

test('a word of the file that means nothing is refused, so that no typing error opens a door', () => {
  expect(rule({ role: {} })).toBe('')
  expect(rule({ roles: { claim: 'groups', groups: { boss: ['x'] } } })).toBe('roles.groups')
  expect(rule({ scope: 'profile' })).toBe('scope')
  expect(rule({ roles: { claim: 'groups', groups: { administrator: ['it'] } } })).toBe('taken')
})
