import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fileSecrets } from '../../../src/main/hosts/browser/file-secrets.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'secrets-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a secret survives a restart, and one that was never written is absent', async () => {
  expect(await fileSecrets(folder).read('cache-key')).toBeUndefined()
  await fileSecrets(folder).write('cache-key', 'first')
  await fileSecrets(folder).write('cache-key', 'second')
  expect(await fileSecrets(folder).read('cache-key')).toBe('second')
})

test('other accounts of the machine cannot read it, and no name leads out of the folder', async () => {
  await fileSecrets(folder).write('../../cache/key', 'value')
  const [file = ''] = readdirSync(join(folder, 'secrets'))
  expect(statSync(join(folder, 'secrets', file)).mode & 0o077).toBe(0)
  expect(statSync(join(folder, 'secrets')).mode & 0o077).toBe(0)
  expect(readdirSync(folder)).toEqual(['secrets'])
})

test('a secret that is there and cannot be read is never taken for an absent one', async () => {
  writeFileSync(join(folder, 'secrets'), 'a file where the folder should be')
  await expect(fileSecrets(folder).read('cache-key')).rejects.toMatchObject({ code: 'unavailable' })
})
