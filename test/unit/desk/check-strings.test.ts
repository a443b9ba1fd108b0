import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../../..')
let desk: string

beforeEach(() => {
  desk = mkdtempSync(join(tmpdir(), 'strings-'))
  cpSync(join(root, 'src/renderer/desk'), desk, { recursive: true })
})
afterEach(() => rmSync(desk, { recursive: true }))

function check() {
  const script = join(root, 'scripts/check-strings.mjs')
  const { status, stderr, stdout } = spawnSync(process.execPath, [script, desk], { encoding: 'utf8' })
  return { status, said: stderr + stdout }
}

test('the desk as it is passes', () => {
  expect(check()).toMatchObject({ status: 0 })
})

test('every way to show an untranslated text is named with its file and line', () => {
  writeFileSync(
    join(desk, 'planted.tsx'),
    [
      'export const A = () => <p>Colgar ahora</p>',
      'export const B = () => <p title="Hang up" />',
      "export const C = (on: boolean) => <p>{on ? 'Puesto' : null}</p>",
      "export const D = () => <p>{t('call.fly')}</p>",
      'export const E = (part: string) => <p>{t(`wings.${part}`)}</p>',
      'export const F = (key: string) => <p>{t(key)}</p>',
    ].join('\n'),
  )
  writeFileSync(join(desk, 'language/es-EC.json'), JSON.stringify({ planted: 'Palabra' }))
  const { status, said } = check()
  expect(status).toBe(1)
  expect(said).toMatch(/planted\.tsx:1 text outside the language files: Colgar ahora/)
  expect(said).toMatch(/planted\.tsx:2 text outside the language files: Hang up/)
  expect(said).toMatch(/planted\.tsx:3 text outside the language files: Puesto/)
  expect(said).toMatch(/planted\.tsx:4 call\.fly is in no language file/)
  expect(said).toMatch(/planted\.tsx:5 .*is in no language file/)
  expect(said).toMatch(/planted\.tsx:6 t\(\) with a key that cannot be checked/)
  expect(said).toMatch(/es-EC\.json:1 planted is not in es\.json/)
})

test('a word English lacks and a word nobody uses are found', () => {
  writeFileSync(join(desk, 'language/es.json'), JSON.stringify({ planted: { word: 'Palabra' } }))
  const { status, said } = check()
  expect(status).toBe(1)
  expect(said).toMatch(/planted\.word is used nowhere/)
  expect(said).toMatch(/en\.json:1 planted\.word is missing/)
})

test('a key written twice in one object is found with the line of the second', () => {
  const twice = ['{', '  "call": {', '    "answer": "Contestar",', '    "answer": "Atender"', '  }', '}']
  writeFileSync(join(desk, 'language/es-EC.json'), twice.join('\n'))
  const { status, said } = check()
  expect(status).toBe(1)
  expect(said).toMatch(/es-EC\.json:4 call\.answer is written twice/)
})

test('the same key in two objects is no key twice', () => {
  const apart = { call: { hold: 'Espera' }, agent: { hold: 'Espera' } }
  writeFileSync(join(desk, 'language/es-EC.json'), JSON.stringify(apart))
  expect(check().said).not.toMatch(/written twice/)
})
