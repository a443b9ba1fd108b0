import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AccessEntry } from '../../../src/shared/domain/access-log.ts'
import { emptyDraft } from '../../../src/shared/domain/interaction.ts'
import { maria as known } from '../../support/knowledge.ts'
import { settled, testDesk, type TestDesk } from '../../support/test-desk.ts'

const minute = 60_000
const maria = { ...known, document: '1712345678' }
const card = '4111 1111 1111 1111'
let desk: TestDesk
let sent: AccessEntry[]
beforeEach(async () => {
  desk = await testDesk()
  sent = []
  desk.backend.answers.set('POST /v1/access-log', (body) => {
    const { entries } = body as { entries: AccessEntry[] }
    sent.push(...entries)
    return { sequence: entries.at(-1)?.sequence ?? 0 }
  })
  desk.backend.changesSince = [{ entity: 'citizen', id: maria.citizenId, doc: maria }]
})
afterEach(() => desk.dispose())

const current = () => desk.desk.request('contacts.current', {})
const locked = () => desk.desk.request('lock.get', {})
const at = () => new Date(desk.clock.now()).toISOString()

async function talk(): Promise<string> {
  await desk.becomeReady()
  await settled()
  await desk.ring('c1')
  await desk.report({ kind: 'call', callId: 'c1', event: { kind: 'connected', at: at() } })
  return (await current())?.interaction.interactionId ?? ''
}
async function hangUp(): Promise<void> {
  await desk.report({
    kind: 'call',
    callId: 'c1',
    event: { kind: 'ended', at: at(), cause: 'citizen-hung-up' },
  })
}

describe('the lock', () => {
  test('comes after five minutes without a hand on the desk, and not a moment before', async () => {
    await desk.becomeReady()
    desk.clock.pass(4 * minute)
    await desk.desk.request('lock.active', {})
    desk.clock.pass(5 * minute - 1)
    expect(await locked()).toMatchObject({ locked: false })
    desk.clock.pass(1)
    expect(await locked()).toMatchObject({ locked: true, reason: 'idle' })
  })

  test('waits while somebody talks, and while he writes afterwards', async () => {
    await talk()
    desk.clock.pass(30 * minute)
    expect(await locked()).toMatchObject({ locked: false })
    await hangUp()
    desk.clock.pass(30 * minute)
    expect(await locked()).toMatchObject({ locked: false })
  })

  test('closes the core to the desk page and not to the voice', async () => {
    const interactionId = await talk()
    await desk.desk.request('lock.now', {})
    const shut = { code: 'forbidden' }
    await expect(current()).rejects.toMatchObject(shut)
    await expect(desk.desk.request('serviceRequests.list', {})).rejects.toMatchObject(shut)
    await expect(desk.desk.request('calls.list', {})).rejects.toMatchObject(shut)
    await expect(desk.desk.request('privacy.reveal', { interactionId, what: 'phone' })).rejects.toMatchObject(
      shut,
    )
    await hangUp()
    await desk.desk.request('lock.open', {})
    expect((await current())?.interaction.state).toBe('wrap-up')
  })

  test('tells a ringing call by its queue and by nothing else', async () => {
    await desk.becomeReady()
    await desk.desk.request('lock.now', {})
    await desk.ring('c1')
    const view = await locked()
    expect(view).toMatchObject({ locked: true, ringing: 'general' })
    expect(JSON.stringify(view)).not.toMatch(/\d{5}|Quishpe/)
  })

  test('takes the password of who signed in, also with the cable out, and rests after five wrong ones', async () => {
    await desk.desk.request('session.signIn', { agentId: 'ana', password: 'la-de-ana' })
    desk.backend.failing = 'unavailable'
    await desk.desk.request('lock.now', {})
    for (let guess = 0; guess < 5; guess++)
      await expect(desk.desk.request('lock.open', { password: `no-${guess}` })).rejects.toMatchObject({
        code: 'unauthorised',
      })
    await expect(desk.desk.request('lock.open', { password: 'la-de-ana' })).rejects.toMatchObject({
      code: 'busy',
    })
    desk.clock.pass(minute)
    expect(await desk.desk.request('lock.open', { password: 'la-de-ana' })).toMatchObject({ locked: false })
  })

  test('stands before a session that goes on after a restart, where there is a password', async () => {
    await desk.desk.request('session.signIn', { agentId: 'ana', password: 'la-de-ana' })
    desk = await desk.restart()
    expect(await locked()).toMatchObject({ locked: true, reason: 'start', needsPassword: true })
  })

  test('follows the lock of the computer', async () => {
    await desk.becomeReady()
    desk.power('lock')
    expect(await locked()).toMatchObject({ locked: true, reason: 'system' })
  })
})

describe('what identifies a person', () => {
  test('is masked until it is asked for, and asking is noted with the next entry of the chain', async () => {
    const interactionId = await talk()
    const shown = JSON.stringify(await current())
    expect(shown).not.toContain(maria.document)
    expect((await current())?.phone.masked).toContain('•')
    expect(await desk.desk.request('privacy.reveal', { interactionId, what: 'document' })).toEqual({
      value: maria.document,
    })
    const { entries, whole } = await desk.desk.request('privacy.accessLog', {})
    expect(entries[0]).toMatchObject({ action: 'reveal', entity: 'citizen', result: 'shown' })
    expect(entries.map(({ action }) => action)).toContain('view')
    expect(whole).toBe(true)
  })

  test('is seen once a quarter of an hour, however often the screen reads again', async () => {
    await desk.becomeReady()
    for (let look = 0; look < 5; look++) await desk.desk.request('serviceRequests.list', {})
    const lists = async () =>
      (await desk.desk.request('privacy.accessLog', {})).entries.filter(({ action }) => action === 'list')
    expect(await lists()).toHaveLength(1)
    desk.clock.pass(15 * minute)
    await desk.desk.request('lock.open', {})
    await desk.desk.request('serviceRequests.list', {})
    expect(await lists()).toHaveLength(2)
  })

  test('leaves the clipboard thirty seconds after it was copied last', async () => {
    await desk.becomeReady()
    await desk.desk.request('privacy.copied', {})
    desk.clock.pass(20_000)
    await desk.desk.request('privacy.copied', {})
    desk.clock.pass(29_999)
    expect(desk.cleared.times).toBe(0)
    desk.clock.pass(1)
    expect(desk.cleared.times).toBe(1)
  })
})

describe('the access log', () => {
  test('goes up with the sync in its order, names no record in clear, and goes once', async () => {
    const interactionId = await talk()
    desk.backend.failing = 'unavailable'
    for (const what of ['phone', 'document'] as const)
      await desk.desk.request('privacy.reveal', { interactionId, what })
    desk.backend.failing = undefined
    await desk.desk.request('sync.now', {})
    await desk.desk.request('sync.now', {})
    const numbers = sent.map(({ sequence }) => sequence)
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
    expect(numbers.length).toBeGreaterThanOrEqual(3)
    expect(JSON.stringify(sent)).not.toContain(maria.citizenId)
    const { entries } = await desk.desk.request('privacy.accessLog', {})
    expect(entries.every((entry) => entry.sent)).toBe(true)
  })

  test('goes again where its answer was lost', async () => {
    await desk.becomeReady()
    desk.backend.answers.delete('POST /v1/access-log')
    await desk.desk.request('privacy.copied', {})
    await desk.desk.request('sync.now', {})
    expect((await desk.desk.request('privacy.accessLog', {})).entries.at(-1)?.sent).toBe(false)
  })
})

describe('a card number', () => {
  test('never reaches the disk: its field stays as it was, the others are saved, and closing says which', async () => {
    const interactionId = await talk()
    const draft = { ...emptyDraft, notes: 'paga mañana', callerName: 'María' }
    await desk.desk.request('contacts.autosave', { interactionId, draft })
    const withCard = { ...draft, notes: `paga con ${card}`, address: 'Av. Amazonas' }
    await desk.desk.request('contacts.autosave', { interactionId, draft: withCard })
    expect((await current())?.interaction.draft).toMatchObject({
      notes: 'paga mañana',
      address: 'Av. Amazonas',
    })
    await hangUp()
    await expect(
      desk.desk.request('contacts.close', { interactionId, draft: { ...withCard, disposition: 'INF' } }),
    ).rejects.toMatchObject({ code: 'invalid-input', message: expect.stringMatching(/^notes: /) as string })
    await desk.desk.request('contacts.close', { interactionId, draft: { ...draft, disposition: 'INF' } })
    expect(await current()).toBeNull()
  })
})
