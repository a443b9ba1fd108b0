import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPack } from '../../../src/backend/pack/read-pack.ts'

const root = join(import.meta.dirname, '../../..')
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ventanilla-packs-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const run = async (entry: string, ...args: string[]) =>
  await promisify(execFile)(process.execPath, [join(root, entry), ...args]).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (failure: { code: number; stdout: string; stderr: string }) => failure,
  )
const exchange = 'src/backend/pack/exchange/main.ts'

test('what is exported as CPSV-AP comes in again as the same records', async () => {
  const [document, records] = [join(folder, 'cpsv.json'), join(folder, 'procedures.json')]
  const pack = join(root, 'assets/packs/quito')
  expect(await run(exchange, 'export', '--format', 'cpsv', '--pack', pack, '--out', document)).toMatchObject({
    code: 0,
  })
  expect(await run(exchange, 'import', '--format', 'cpsv', document, '--out', records)).toMatchObject({
    code: 0,
  })
  expect(JSON.parse(await readFile(records, 'utf8'))).toEqual((await readPack(pack)).pack.procedures)
})

test('a wrong row is said on the error stream, by place, and the good ones are written', async () => {
  const [table, out] = [join(folder, 'faq.csv'), join(folder, 'faq.json')]
  await writeFile(table, 'tema,pregunta,respuesta,enlaces\nA,¿Qué?,Esto.,\nB,,Sin pregunta.,\n')
  const days = ['--source', 'OAC', '--reviewed', '2026-11-21', '--review-due', '2027-05-21']
  const { code, stderr } = await run(exchange, 'import', '--format', 'faq', table, '--out', out, ...days)
  expect(code).toBe(1)
  expect(stderr).toBe('faq.csv:3:2 question must not be empty\n')
  expect(JSON.parse(await readFile(out, 'utf8'))).toMatchObject([{ title: '¿Qué?' }])
})

test('a generated pack is a pack like any other', async () => {
  const out = join(folder, 'large')
  const size = ['--procedures', '200', '--script-steps', '45', '--seed', '7']
  expect(await run('src/demo/packs/main.ts', ...size, '--out', out)).toMatchObject({ code: 0 })
  const { pack, problems } = await readPack(out)
  expect(problems).toEqual([])
  expect(pack.procedures).toHaveLength(215)
})

test('without what it needs a command says how it is used', async () => {
  expect(await run(exchange, 'import')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Usage:') as string,
  })
  expect(await run('src/demo/packs/main.ts', '--procedures', 'many', '--out', folder)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--procedures must be a whole number') as string,
  })
})
