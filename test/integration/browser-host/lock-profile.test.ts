import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockProfile } from '../../../src/main/hosts/browser/lock-profile.ts'

let folder: string
const servers: Server[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'profile-'))
})

afterEach(() => {
  for (const server of servers.splice(0)) server.close()
  rmSync(folder, { recursive: true })
})

test('a second desk on the profile learns who holds it and changes nothing', async () => {
  const first = await lockProfile(folder, await runningDesk('first'))
  expect(first.kind).toBe('ours')
  const second = await lockProfile(folder, await runningDesk('second'))
  expect(second).toEqual({ kind: 'taken', pid: process.pid })
  if (first.kind === 'ours') first.release()
  expect(readdirSync(folder)).toEqual([])
  expect((await lockProfile(folder, await runningDesk('third'))).kind).toBe('ours')
})

test('the lock of a desk that was killed is taken over, also when its process number lives on in a stranger', async () => {
  const gone = await runningDesk('gone')
  servers.splice(0).forEach((server) => server.close())
  writeFileSync(join(folder, 'desk.lock'), JSON.stringify({ pid: process.pid, ...gone }))
  expect((await lockProfile(folder, await runningDesk('next'))).kind).toBe('ours')
})

test('a stranger at the port of a killed desk does not keep the profile closed', async () => {
  const stranger = await runningDesk('another key')
  writeFileSync(join(folder, 'desk.lock'), JSON.stringify({ pid: 1, port: stranger.port, key: 'killed' }))
  expect((await lockProfile(folder, await runningDesk('next'))).kind).toBe('ours')
})

test.each(['', '{"pid":', 'null', '[]'])(
  'a torn lock file (%j) does not keep the profile closed',
  async (torn) => {
    writeFileSync(join(folder, 'desk.lock'), torn)
    expect((await lockProfile(folder, await runningDesk('next'))).kind).toBe('ours')
  },
)

test('of many that start at once on a stale lock exactly one gets the profile', async () => {
  writeFileSync(join(folder, 'desk.lock'), '')
  const starts = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(runningDesk))
  const locks = await Promise.all(starts.map((start) => lockProfile(folder, start)))
  expect(locks.filter((lock) => lock.kind === 'ours')).toHaveLength(1)
})

test('a desk that gave the profile away does not release the next one’s lock', async () => {
  const first = await lockProfile(folder, await runningDesk('first'))
  writeFileSync(join(folder, 'desk.lock'), JSON.stringify({ pid: 1, ...(await runningDesk('second')) }))
  if (first.kind === 'ours') first.release()
  expect(readdirSync(folder)).toEqual(['desk.lock'])
})

/** Answers as a running desk does: only to who knows its key. */
function runningDesk(key: string): Promise<{ port: number; key: string }> {
  const server = createServer((request, response) =>
    response.writeHead(request.headers['x-ventanilla-key'] === key ? 204 : 403).end(),
  )
  servers.push(server)
  return new Promise((resolve, reject) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (address === null || typeof address === 'string') reject(new Error('No port.'))
      else resolve({ port: address.port, key })
    })
  })
}
