import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readdirSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { stateAfter } from '../../../src/main/db/faults.ts'
import { openCache } from '../../../src/main/db/open.ts'
import type { WipeReceipt } from '../../../src/shared/domain/desk.ts'
import { emptyDraft } from '../../../src/shared/domain/interaction.ts'
import { settled, testDesk, type TestDesk } from '../../support/test-desk.ts'

const day = 24 * 60 * 60_000
const share = { value: 'k'.repeat(43), days: 3 }
let desk: TestDesk
beforeEach(async () => {
  desk = await testDesk()
})
afterEach(() => desk.dispose())

const file = () => join(desk.folder, 'cache.db')
const cache = () => desk.desk.request('cache.get', {})
const pending = async () => (await desk.desk.request('sync.get', {})).pending
const at = () => new Date(desk.clock.now()).toISOString()

/** One contact, closed while the backend is away: two commands wait, one of them a case. */
async function fileCase(callId = 'c1'): Promise<void> {
  await desk.becomeReady()
  desk.backend.failing = 'unavailable'
  await desk.ring(callId)
  await desk.report({ kind: 'call', callId, event: { kind: 'connected', at: at() } })
  await desk.report({ kind: 'call', callId, event: { kind: 'ended', at: at(), cause: 'citizen-hung-up' } })
  const contact = await desk.desk.request('contacts.current', {})
  const draft = { ...emptyDraft, callerName: 'María', serviceCode: 'alumbrado', disposition: 'CAS' as const }
  const interactionId = contact?.interaction.interactionId ?? ''
  await desk.desk.request('contacts.close', { interactionId, draft })
}

/** Noise over the middle of the file, from behind its first page. */
function damage(path: string): void {
  const handle = openSync(path, 'r+')
  const size = readFileSync(path).length
  for (let offset = 8192; offset < size; offset += 4096)
    writeSync(handle, Buffer.alloc(64, 0xa5), 0, 64, offset)
  closeSync(handle)
}

describe('a cache that cannot be read', () => {
  test('with another key is put aside and told; when the key is back, what waited goes out', async () => {
    await fileCase()
    const key = desk.secrets.get('cache-key') ?? ''
    desk.secrets.delete('cache-key')
    desk = await desk.restart()
    const { setAside } = await cache()
    expect(setAside).toEqual([
      { file: expect.stringContaining('unreadable') as string, why: 'other-key', recovered: null },
    ])
    expect(existsSync(setAside[0]?.file ?? '')).toBe(true)
    const newer = desk.secrets.get('cache-key') ?? ''
    await desk.core.close()
    // IT brings the key of before: the file of the meantime goes aside, the first one is read again.
    desk.secrets.set('cache-key', key)
    desk = await desk.restart()
    expect((await cache()).setAside.map(({ recovered }) => recovered)).toContain(2)
    desk.backend.failing = undefined
    await desk.desk.request('session.signIn', { agentId: 'ana' })
    await desk.desk.request('sync.now', {})
    expect(desk.backend.applied.map(({ type }) => type).toSorted()).toEqual([
      'interaction.record',
      'serviceRequest.create',
    ])
    expect(newer).not.toBe(key)
    await desk.desk.request('cache.understood', {})
    expect((await cache()).setAside).toEqual([])
  })

  test('that is damaged at its head is put aside as damaged, and never written over', async () => {
    await fileCase()
    await desk.core.close()
    const handle = openSync(file(), 'r+')
    writeSync(handle, Buffer.alloc(4096, 0xa5), 0, 4096, 0)
    closeSync(handle)
    const before = readFileSync(file())
    desk = await desk.restart()
    const { setAside, state } = await cache()
    expect(state).toBe('open')
    expect(setAside).toMatchObject([{ why: 'damaged', recovered: null }])
    expect(readFileSync(setAside[0]?.file ?? '').equals(before)).toBe(true)
  })

  test('that shows its damage while work goes on is told, and saves what it can at the next start', async () => {
    await fileCase()
    desk.backend.failing = undefined
    await desk.core.close()
    damage(file())
    desk = await desk.restart()
    await desk.desk.request('session.get', {}).catch(() => undefined)
    for (const method of ['serviceRequests.list', 'scripts.list', 'sync.get'] as const)
      await desk.desk.request(method, {}).catch(() => undefined)
    await settled()
    const told = await cache()
    expect([told.state, ...told.setAside.map(({ why }) => why)]).toContain('damaged')
    desk = await desk.restart()
    expect(await cache()).toMatchObject({ state: 'open', setAside: [{ why: 'damaged' }] })
  })

  test('of a newer Ventanilla is told on the screen, and everything else is refused', async () => {
    await desk.core.close()
    const key = Buffer.from(desk.secrets.get('cache-key') ?? '', 'base64')
    const { db } = openCache(file(), key, () => 1)
    db.pragma('user_version = 9999')
    db.close()
    desk = await desk.restart()
    expect(await cache()).toEqual({ state: 'newer-app', setAside: [] })
    await expect(desk.desk.request('session.get', {})).rejects.toMatchObject({ code: 'no-disk' })
  })

  test('in a folder that takes nothing is told as that, with the rule of the system behind it', () => {
    const shut = join(desk.folder, 'a-file')
    writeFileSync(shut, '')
    expect(() => openCache(join(shut, 'x', 'cache.db'), Buffer.alloc(32), () => 1)).toThrow(
      expect.objectContaining({ state: 'read-only' }),
    )
  })

  test('on a full disk keeps what it has and says so', () => {
    const db = new Database(':memory:')
    db.exec('CREATE TABLE notes (text TEXT)')
    db.pragma('max_page_count = 3')
    const write = () => db.prepare('INSERT INTO notes VALUES (?)').run('x'.repeat(50_000))
    let fault: unknown
    try {
      write()
    } catch (error) {
      fault = error
    }
    expect(stateAfter(fault)).toBe('disk-full')
  })
})

describe('the half of the key that the city lends', () => {
  const lend = () => desk.backend.answers.set('POST /v1/desk', () => ({ wipe: false, share }))
  const release = (answer: () => unknown) => desk.backend.answers.set('POST /v1/desk/share', answer)

  test('makes the file another one: the key of the machine alone opens it no more', async () => {
    lend()
    await fileCase()
    desk.backend.failing = undefined
    await desk.desk.request('sync.now', {})
    await desk.core.close()
    const local = Buffer.from(desk.secrets.get('cache-key') ?? '', 'base64')
    expect(openCache(file(), local, () => 7).setAside).toMatchObject({ why: 'other-key' })
  })

  test('lets the desk work for its days without network, and then holds it shut until it is asked', async () => {
    lend()
    await fileCase()
    desk.backend.failing = undefined
    await desk.desk.request('sync.now', {})
    desk.backend.failing = 'unavailable'
    await desk.core.close()
    desk.clock.pass(3 * day - 60_000)
    desk = await desk.restart()
    expect(await cache()).toMatchObject({ state: 'open', setAside: [] })
    await desk.core.close()
    desk.clock.pass(60_000)
    desk = await desk.restart()
    expect(await cache()).toMatchObject({ state: 'share-expired' })
    expect(JSON.stringify([...desk.secrets])).not.toContain(share.value)
    desk.backend.failing = undefined
    release(() => ({ wipe: false, share }))
    desk = await desk.restart()
    expect(await cache()).toMatchObject({ state: 'open', setAside: [] })
  })

  test('is not given to a desk that is to be wiped: it wipes itself, and its disk was shut all the while', async () => {
    lend()
    await fileCase()
    desk.backend.failing = undefined
    await desk.desk.request('sync.now', {})
    await desk.core.close()
    desk.clock.pass(4 * day)
    release(() => ({ wipe: true, share: null }))
    desk.backend.answers.set('POST /v1/desk/wiped', () => ({}))
    desk = await desk.restart()
    expect(await cache()).toMatchObject({ state: 'wiped' })
    expect(readdirSync(desk.folder).filter((name) => name.startsWith('cache.db'))).toEqual([])
  })
})

describe('the wipe by order of the city', () => {
  test('sends what waited, destroys the key first, then the files, and leaves a receipt', async () => {
    const receipts: WipeReceipt[] = []
    await fileCase()
    desk.backend.answers.set('POST /v1/desk/wiped', (body) => {
      receipts.push(body as WipeReceipt)
      expect(desk.secrets.has('cache-key')).toBe(false)
      return {}
    })
    desk.backend.answers.set('POST /v1/desk', () => ({ wipe: true, share: null }))
    desk.backend.failing = undefined
    await desk.desk.request('sync.now', {})
    await settled()
    expect(desk.backend.applied).toHaveLength(2)
    expect(receipts).toMatchObject([{ unsent: 0 }])
    expect(receipts[0]?.files).toBeGreaterThan(0)
    expect(readdirSync(desk.folder).filter((name) => name.startsWith('cache.db'))).toEqual([])
    expect(await cache()).toEqual({ state: 'wiped', setAside: [] })
    await expect(desk.desk.request('contacts.recent', {})).rejects.toMatchObject({ code: 'no-disk' })
    expect(desk.secrets.has('desk-credential')).toBe(false)
  })
})

describe('what a desk keeps of citizens', () => {
  const minute = 60_000

  test('goes a quarter of an hour after the contact, once the city has it; what waits stays whole', async () => {
    await fileCase()
    desk.clock.pass(30 * minute)
    await desk.desk.request('lock.open', {})
    const [waiting] = await desk.desk.request('serviceRequests.list', {})
    expect(waiting?.request).toMatchObject({ requesterName: 'María', phone: '+593991234567' })
    desk.backend.failing = undefined
    await desk.desk.request('sync.now', {})
    expect(await pending()).toBe(0)
    desk.clock.pass(5 * minute)
    await desk.desk.request('lock.open', {})
    const [sent] = await desk.desk.request('serviceRequests.list', {})
    expect(sent?.request).toMatchObject({ requesterName: '', phone: '', serviceCode: 'alumbrado' })
    const [contact] = await desk.desk.request('contacts.recent', {})
    expect(contact?.interaction).toMatchObject({ number: '', draft: { callerName: '', disposition: 'CAS' } })
    desk.clock.pass(day)
    await desk.desk.request('lock.open', {})
    expect(await desk.desk.request('contacts.recent', {})).toEqual([])
  })
})

describe('a copy from before an update', () => {
  const copy = (version: number) => `${file()}.before-${version}`

  test('goes once the new cache has worked and nothing waits to be sent', async () => {
    await fileCase()
    await desk.core.close()
    writeFileSync(copy(16), 'the register of an older app')
    desk = await desk.restart()
    await settled()
    expect(await pending()).toBe(2)
    expect(existsSync(copy(16))).toBe(true)
    desk.backend.failing = undefined
    await desk.desk.request('sync.now', {})
    await settled()
    expect(await pending()).toBe(0)
    expect(existsSync(copy(16))).toBe(false)
    expect(existsSync(file())).toBe(true)
  })

  test('stays no longer than seven days, whatever waits', async () => {
    await fileCase()
    await desk.core.close()
    for (const version of [15, 16]) writeFileSync(copy(version), 'the register of an older app')
    const now = desk.clock.now() / 1000
    utimesSync(copy(15), now - 8 * 86_400, now - 8 * 86_400)
    utimesSync(copy(16), now - 6 * 86_400, now - 6 * 86_400)
    desk = await desk.restart()
    expect(existsSync(copy(15))).toBe(false)
    expect(existsSync(copy(16))).toBe(true)
    expect(await pending()).toBe(2)
  })
})
