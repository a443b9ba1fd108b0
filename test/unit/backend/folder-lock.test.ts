import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockFolder } from '../../../src/backend/database/folder-lock.ts'

let folder: string
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'ventanilla-lock-')), 'quito')
})
afterEach(() => rm(join(folder, '..'), { recursive: true }))

test('a second program on one embedded database is refused until the first lets go', () => {
  const release = lockFolder(folder)
  expect(() => lockFolder(folder)).toThrow(expect.objectContaining({ code: 'conflict' }))
  expect(() => lockFolder(folder)).toThrow(String(process.pid))
  release()
  expect(existsSync(`${folder}.lock`)).toBe(false)
  lockFolder(folder)()
})

test.each([String(spawnSync('true').pid), 'not a number', ''])(
  'the lock that a crash left behind (%s) is taken over',
  async (left) => {
    await writeFile(`${folder}.lock`, left)
    const release = lockFolder(folder)
    expect(() => lockFolder(folder)).toThrow(expect.objectContaining({ code: 'conflict' }))
    release()
  },
)
