import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import type { DemoCity } from '../../../src/main/demo-city.ts'
import { longestCloseMs } from '../../../src/main/hosts/close-limits.ts'
import { startDemoCity } from '../../../src/main/hosts/start-demo-city.ts'
import {
  ChangePage,
  CityInfo,
  paths,
  Session,
  type SoftphoneAccount,
} from '../../../src/shared/backend-api.ts'
import { header } from '../../../src/demo/exchange/sip-message.ts'
import { connectSoftphone } from './softphone.ts'

const root = join(import.meta.dirname, '../../..')
const folder = mkdtempSync(join(tmpdir(), 'demo-city-'))
const lines: string[] = []
const note = (message: string) => void lines.push(message)
const log = { info: note, warn: note, error: note }
const options = { cityId: 'quito' as const, assetsFolder: join(root, 'assets'), callsPerMinute: 0, log }

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a running demo city', () => {
  let city: DemoCity
  let account: SoftphoneAccount
  let token = ''
  const ask = async <T extends z.ZodType>(
    path: string,
    reply: T,
    options: RequestInit = {},
  ): Promise<z.infer<T>> => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
    const response = await fetch(city.backendUrl + path, { headers, ...options })
    return reply.parse(response.status === 204 ? null : await response.json())
  }

  beforeAll(async () => {
    city = await startDemoCity({ ...options, threadUrl: pathToFileURL(join(root, 'src/demo/city.ts')) })
    const { agents } = await ask(paths.city, CityInfo)
    const body = JSON.stringify({ agentId: agents[0]?.agentId })
    const session = await ask(paths.session, Session, { method: 'POST', body })
    token = session.token
    account = session.softphone
  }, 60_000)
  afterAll(() => city.close())

  test('an agent who signed in at the backend can register and is rung when ready', async () => {
    const phone = await connectSoftphone(account.sockets[0]?.url ?? '')
    expect((await phone.register(account)).status).toBe(200)
    const body = JSON.stringify({ presence: { kind: 'ready' } })
    await ask(paths.presence, z.unknown(), { method: 'PUT', body })
    const { externalCallId } = await city.callMe('alumbrado')
    expect(header(await phone.next('INVITE'), 'X-Call-Id')).toBe(externalCallId)
    expect(await city.report()).toMatchObject([{ externalCallId, citizenKey: 'alumbrado', answered: false }])
    phone.close()
  })

  test('the backend knows the repeat caller and the open case before the first call', async () => {
    let page = await ask(`${paths.changes}?since=0`, ChangePage)
    const changes = [...page.changes]
    while (page.more) {
      page = await ask(`${paths.changes}?since=${page.cursor}`, ChangePage)
      changes.push(...page.changes)
    }
    const references = changes.map(({ doc }) => (doc as { referenceNumber?: string } | null)?.referenceNumber)
    expect(references).toContain('SR-2026-000412')
  })

  test('citizens are listed without their scripts, and an unknown one is not found', async () => {
    const citizens = await city.citizens()
    expect(citizens.length).toBeGreaterThanOrEqual(10)
    expect(Object.keys(citizens[0] ?? {}).toSorted()).toEqual(['key', 'name', 'number', 'reason'])
    await expect(city.callMe('nadie')).rejects.toMatchObject({ code: 'not-found' })
  })
})

function threadOf(name: string, code: string): URL {
  const file = join(folder, name)
  writeFileSync(file, code)
  return pathToFileURL(file)
}
const ready = `const { parentPort } = require('node:worker_threads')
parentPort.postMessage({ kind: 'ready', backendUrl: 'http://127.0.0.1:1', exchangeUrl: 'ws://127.0.0.1:1' })
`

test('a city that fails to start is reported as unavailable', async () => {
  const threadUrl = threadOf('broken.cjs', `throw new Error('no')`)
  await expect(startDemoCity({ ...options, threadUrl })).rejects.toMatchObject({ code: 'unavailable' })
})

test('a city that crashes later is reported, and refuses open and later questions', async () => {
  const threadUrl = threadOf('crash.cjs', `${ready}parentPort.on('message', () => { throw new Error('no') })`)
  const city = await startDemoCity({ ...options, threadUrl })
  await expect(city.report()).rejects.toMatchObject({ code: 'unavailable' })
  expect(lines).toContain('The demo city stopped with an error.')
  await expect(city.citizens()).rejects.toMatchObject({ code: 'unavailable' })
  await city.close()
})

test('a city that does not end is ended while the desk still has time to end in order', async () => {
  const threadUrl = threadOf('deaf.cjs', `${ready}parentPort.on('message', () => {})`)
  const city = await startDemoCity({ ...options, threadUrl })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const closed = city.close()
    await vi.advanceTimersByTimeAsync(longestCloseMs - 1_000)
    await expect(closed).resolves.toBeUndefined()
  } finally {
    vi.useRealTimers()
  }
})
