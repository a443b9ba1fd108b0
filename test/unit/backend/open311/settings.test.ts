import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readOpen311File } from '../../../../src/backend/open311/settings.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ventanilla-open311-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function read(content: unknown) {
  const file = join(folder, 'open311.json')
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
  return await readOpen311File(file)
}
const destination = { name: 'obras', url: 'https://obras.test/v2/', key: 'k', services: { bache: '001' } }

test('what is not said is careful: nothing published, no person sent along', async () => {
  expect(await read({ destinations: [destination] })).toEqual({
    destinations: [{ ...destination, url: 'https://obras.test/v2', requester: 'kept', updates: 'none' }],
  })
})

test.each([
  ['server.keys.0.key', { server: { keys: [{ name: 'app', key: 'planted' }] } }],
  ['destinations.0.url', { destinations: [{ ...destination, url: 'ftp://planted' }] }],
  ['destinations.0', { destinations: [{ ...destination, kee: 'planted-value' }] }],
  ['is not JSON', '{ "server": planted'],
])('a mistake at %s is named with its file, without its value', async (place, content) => {
  const reading = read(content)
  await expect(reading).rejects.toMatchObject({ code: 'damaged' })
  await expect(reading).rejects.toThrow(place)
  await expect(reading).rejects.not.toThrow('planted')
})
