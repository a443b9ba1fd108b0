import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { gatherNotices, isAccepted } from '../../../scripts/notices.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'notices-'))
})
afterEach(() => rmSync(root, { recursive: true }))

function write(path: string, content: object | string): void {
  mkdirSync(join(root, path, '..'), { recursive: true })
  writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content))
}
function addPackage(name: string, license: string, dependencies: Record<string, string> = {}): void {
  write(`node_modules/${name}/package.json`, { name, version: '1.0.0', license, dependencies })
  write(`node_modules/${name}/LICENSE`, `Copyright of ${name}`)
}

test('a package that only a page imports is named, and so is what it brings along', () => {
  write('package.json', { dependencies: { served: '1.0.0' } })
  write('src/renderer/desk/main.tsx', `import { Button } from '@ui/kit/button'\nimport './own.css'\n`)
  write('src/renderer/desk/own.css', `@import '@ui/font/index.css';`)
  addPackage('served', 'MIT')
  addPackage('@ui/kit', 'MIT', { deep: '1.0.0', absent: '1.0.0' })
  addPackage('@ui/font', 'OFL-1.1')
  addPackage('deep', 'ISC')
  addPackage('unused', 'GPL-3.0-only')
  const notices = gatherNotices(root)
  expect(notices.map(({ name }) => name)).toEqual(['@ui/font', '@ui/kit', 'deep', 'served'])
  expect(notices[2]?.texts).toEqual(['Copyright of deep'])
})

test.each([
  'GPL-3.0-only',
  'AGPL-3.0-or-later',
  'LGPL-2.1',
  'MIT AND GPL-2.0-only',
  'SEE LICENSE IN LICENSE',
  '',
])('a package under %j deep below stops the package, and is named', (licence) => {
  write('package.json', { dependencies: { top: '1.0.0' } })
  addPackage('top', 'MIT', { strict: '1.0.0' })
  addPackage('strict', licence)
  expect(() => gatherNotices(root)).toThrow('strict 1.0.0')
})

test('a choice of licences is taken at its best, a sum at its worst', () => {
  expect(isAccepted('(MIT OR GPL-3.0-only)')).toBe(true)
  expect(isAccepted('(MIT AND Zlib)')).toBe(true)
  expect(isAccepted('(MIT AND GPL-3.0-only)')).toBe(false)
  expect(isAccepted('GPL-3.0-only')).toBe(false)
})
