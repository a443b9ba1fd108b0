import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keepLine, readLine } from '../../../src/demo/kept-line.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'line-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('the line of the last run is found again', () => {
  const line = { ...readLine(folder), port: 40_123 }
  keepLine(folder, line)
  expect(readLine(folder)).toEqual(line)
})

test.skipIf(process.platform === 'win32')('its secret is for this account alone', () => {
  keepLine(folder, readLine(folder))
  expect(statSync(join(folder, 'line.json')).mode & 0o077).toBe(0)
})

test('without a folder, or with a damaged file, there is a new line with a secret of its own', () => {
  writeFileSync(join(folder, 'line.json'), '{"port":"x"')
  const lines = [readLine(folder), readLine(undefined), readLine(undefined)]
  expect(new Set(lines.map(({ secret }) => secret)).size).toBe(3)
  expect(lines.map(({ port }) => port)).toEqual([0, 0, 0])
})
