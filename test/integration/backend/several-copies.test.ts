import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { systemClock } from '../../../src/backend/clock.ts'
import { afterRestore } from '../../../src/backend/database/after-restore.ts'
import { migrations } from '../../../src/backend/database/migrations/index.ts'
import { openDatabase, type OpenDatabase } from '../../../src/backend/database/open.ts'
import { createSessions } from '../../../src/backend/sign-in/sessions.ts'
import { ChangePage, PushOutcomes, paths } from '../../../src/shared/backend-api.ts'
import type { Outcome } from '../../../src/shared/commands.ts'
import { operatingPaths } from '../../../src/shared/operating-api.ts'
import {
  startBackendProcess,
  writeExchangeFile,
  type BackendProcess,
  type BackendSettings,
} from '../../support/backend/backend-process.ts'
import { create, serviceRequest } from '../../support/backend/backend-world.ts'
import {
  postgresPrograms,
  startPostgres,
  type PostgresServer,
} from '../../support/backend/postgres-server.ts'
import { writeSmallPack, type PackFolder } from '../../support/backend/small-pack.ts'
import { quietLog } from '../../support/quiet-host.ts'
import { waitFor } from '../../support/wait-for.ts'

const programs = postgresPrograms()
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

describe.skipIf(programs === undefined)('several copies on one PostgreSQL', () => {
  let server: PostgresServer
  let folder: string
  let pack: PackFolder
  let settings: BackendSettings
  let copies: BackendProcess[] = []
  let urls: string[] = []
  let token: string
  let database: OpenDatabase

  beforeAll(async () => {
    server = await startPostgres(programs ?? '')
    folder = await mkdtemp(join(tmpdir(), 'ventanilla-copies-'))
    pack = await writeSmallPack()
    settings = {
      database: { kind: 'postgres', url: server.url },
      packFolder: pack.folder,
      exchangeFile: await writeExchangeFile(folder, ['ana']),
    }
  })
  afterAll(async () => {
    await Promise.all(copies.map((copy) => copy.kill('SIGKILL')))
    await database?.close()
    await server.stop()
    await pack.remove()
    await rm(folder, { recursive: true, force: true })
  })

  const signIn = async (from: OpenDatabase) => (await createSessions(from.db, systemClock).open('ana')).token
  const ask = (url: string, path: string, init: RequestInit = {}, as = token) =>
    fetch(url + path, {
      ...init,
      headers: {
        authorization: `Bearer ${as}`,
        ...(init.body ? { 'content-type': 'application/json' } : {}),
      },
    })
  const push = async (url: string, commands: unknown[], as = token): Promise<Outcome[]> => {
    const answer = await ask(url, paths.commands, { method: 'POST', body: JSON.stringify({ commands }) }, as)
    return PushOutcomes.parse(await answer.json()).outcomes
  }
  const pull = async (url: string, after: number, as = token) =>
    ChangePage.parse(await (await ask(url, `${paths.changes}?after=${after}&limit=1000`, {}, as)).json())
  /** An open socket; a refused one says with which status, and is not waited for in vain. */
  const pokesOf = (url: string, as = token): Promise<WebSocket> =>
    new Promise((open, refused) => {
      const socket = new WebSocket(url.replace('http', 'ws') + paths.poke, [as])
      socket.once('open', () => open(socket)).once('error', refused)
    })
  const filed = async (from: OpenDatabase) =>
    await from.db.selectFrom('service_requests').select(['service_request_id', 'reference_number']).execute()

  test('three processes that start at once on an empty database migrate it once, and all three serve', async () => {
    copies = [1, 2, 3].map(() => startBackendProcess(settings))
    urls = await Promise.all(copies.map(({ listening }) => listening))
    database = await openDatabase(settings.database, systemClock, quietLog)
    const { rows } = await sql<{
      number: number
    }>`SELECT number FROM schema_migrations ORDER BY number`.execute(database.db)
    expect(rows.map(({ number }) => number)).toEqual(migrations.map(({ number }) => number))
    for (const url of urls) expect((await fetch(url + operatingPaths.ready)).status).toBe(200)
    expect(copies.flatMap(faultsOf)).toEqual([])
    token = await signIn(database)
  })

  test('what one copy accepts, a desk at another is told of, and reads there', async () => {
    const [here = '', there = ''] = urls
    const { cursor } = await pull(there, 0)
    const socket = await pokesOf(there, token)
    const poked = new Promise((heard) => socket.once('message', heard))
    const request = serviceRequest()
    expect(await push(here, [create(request)])).toMatchObject([{ status: 'accepted' }])
    await poked
    const { changes } = await pull(there, cursor)
    expect(changes).toContainEqual(expect.objectContaining({ id: request.serviceRequestId }))
    socket.close()
  })

  test('what an agent may ask is counted for all copies together', async () => {
    const body = JSON.stringify({ number: '+593990000000' })
    const answers = await Promise.all(
      Array.from({ length: 90 }, (_, turn) =>
        ask(urls[turn % urls.length] ?? '', paths.caller, { method: 'POST', body }),
      ),
    )
    const slowed = answers.filter(({ status }) => status === 429)
    // Thirty at each: one copy alone would let sixty pass.
    expect(slowed.length).toBeGreaterThan(0)
    expect(Number(slowed[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  test('signing out at one copy ends the socket and the session at another at once', async () => {
    const [here = '', there = ''] = urls
    const leaving = await signIn(database)
    expect((await ask(there, paths.changes, {}, leaving)).status).toBe(200)
    const socket = await pokesOf(there, leaving)
    const closed = new Promise((code) => socket.once('close', code))
    expect((await ask(here, paths.session, { method: 'DELETE' }, leaving)).status).toBe(200)
    expect(await closed).toBe(4401)
    expect((await ask(there, paths.changes, {}, leaving)).status).toBe(401)
  })

  test('a copy that is told to end finishes what it has, and another takes over: no case is lost or doubled', async () => {
    const balancer = await balance(urls.slice(0, 2))
    const requests = Array.from({ length: 60 }, () => serviceRequest())
    let sent = 0
    const socket = await pokesOf(balancer.url, token)
    const closed = new Promise<number>((code) => socket.once('close', code))
    const ending = (async () => {
      await waitFor('a third of the cases', () => Promise.resolve(sent >= 20))
      await copies[0]?.kill('SIGTERM')
      balancer.remove(urls[0] ?? '')
    })()
    for (const request of requests) {
      const command = create(request)
      // As a desk does: no answer means the same command again.
      await waitFor('an outcome', async () => {
        const [outcome] = await push(balancer.url, [command]).catch(() => [])
        return outcome?.status === 'accepted'
      })
      sent++
    }
    await ending
    expect(copies.slice(0, 1).flatMap(faultsOf)).toEqual([])
    socket.terminate()
    expect([1001, 1006]).toContain(await closed)
    const again = await pokesOf(balancer.url, token)
    again.terminate()
    const kept = (await filed(database)).map(({ service_request_id: id }) => id)
    for (const { serviceRequestId } of requests)
      expect(kept.filter((id) => id === serviceRequestId)).toHaveLength(1)
    await balancer.close()
  })

  test('a back-up by pg_dump comes back in a new database: desks read anew, nothing is lost or doubled', async () => {
    const url = urls[1] ?? ''
    const request = create(serviceRequest())
    await push(url, [request])
    const dump = run('pg_dump', ['--format=custom', `--file=${join(folder, 'city.dump')}`, server.url])
    expect(dump).toEqual({ status: 0, said: '' })
    // After the back-up the city goes on; a desk has seen more than the back-up holds.
    await push(url, [create(serviceRequest())])
    const seen = await pull(url, 0)
    const before = await filed(database)
    await Promise.all(copies.slice(1).map((copy) => copy.kill('SIGTERM')))

    run('createdb', ['--maintenance-db', server.url, 'restored'])
    const restoredUrl = server.url.replace(/\/postgres$/, '/restored')
    const restored = run('pg_restore', [
      '--exit-on-error',
      `--dbname=${restoredUrl}`,
      join(folder, 'city.dump'),
    ])
    expect(restored).toEqual({ status: 0, said: '' })
    const choice = { kind: 'postgres', url: restoredUrl } as const
    const opened = await openDatabase(choice, systemClock, quietLog)
    expect((await ask(url, paths.changes).catch(() => undefined))?.status).toBeUndefined()
    await afterRestore(opened.db)
    copies = [startBackendProcess({ ...settings, database: choice })]
    const back = (await copies[0]?.listening) ?? ''
    expect((await ask(back, paths.changes)).status).toBe(401)
    const fresh = await signIn(opened)

    expect(await push(back, [request], fresh)).toMatchObject([{ status: 'accepted' }])
    const after = serviceRequest()
    await push(back, [create(after)], fresh)
    const now = await filed(opened)
    expect(now).toHaveLength(before.length)
    const told = new Set(before.map(({ reference_number: number }) => number))
    const given = now.find(({ service_request_id: id }) => id === after.serviceRequestId)
    expect(told.has(given?.reference_number ?? '')).toBe(false)
    const anew = await pull(back, seen.cursor, fresh)
    const ids = anew.changes.map(({ id }) => id)
    expect(ids).toContain(after.serviceRequestId)
    for (const { service_request_id: id } of now) expect(ids).toContain(id)
    await opened.close()
  })
})

/** What it logged as an error; beside that it prints what IT reads. */
const faultsOf = (copy: BackendProcess): string[] => copy.errors().filter((line) => line.startsWith('{'))

function run(program: string, words: string[]): { status: number | null; said: string } {
  const { status, stderr } = spawnSync(join(programs ?? '', program), words)
  return { status, said: stderr.toString() }
}

/** Sends each new connection to the next backend that is there, as any balancer does. */
async function balance(
  targets: string[],
): Promise<{ url: string; remove(url: string): void; close(): Promise<void> }> {
  let left = targets
  let turn = 0
  const sockets = new Set<Socket>()
  const server: Server = createServer((desk) => {
    const target = new URL(left[turn++ % left.length] ?? '')
    const backend = connect(Number(target.port), target.hostname)
    for (const [socket, other] of [
      [desk, backend],
      [backend, desk],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
      socket.pipe(other)
    }
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    remove: (url) => void (left = left.filter((each) => each !== url)),
    close: () =>
      new Promise((closed) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => closed())
      }),
  }
}
