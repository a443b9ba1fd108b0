import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { emptyDraft } from '../../../src/shared/domain/interaction.ts'
import { shiftOf } from '../../support/shift-of.ts'
import { shippedProfile } from '../../support/shift-story.ts'
import { deskInShift, settled, testDesk, type TestDesk } from '../../support/test-desk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await deskInShift()
})
afterEach(() => desk.dispose())

const { at, connect, pass, shift } = shiftOf(() => desk)

describe('outside of the shift', () => {
  test('F-DISC: in the gap of a split shift nothing rings, shows or comes down; what was done goes up', async () => {
    const split = (shiftId: string, from: string, to: string) => ({
      entity: 'shift',
      id: shiftId,
      doc: { shiftId, agentId: 'ana', weekdays: [1, 2, 3, 4, 5, 6, 7], from, to, activities: [] },
    })
    desk.backend.changesSince.push(split('ana-dia', '09:00', '10:00'), split('ana-tarde', '16:00', '19:00'))
    desk.backend.poke()
    await pass(6)
    await pass(60)
    await desk.desk.request('agent.setPresence', { presence: { kind: 'ready' } })
    await pass(1)
    const notices = desk.notices.length
    await desk.ring('too-late')
    expect(await desk.desk.request('calls.list', {})).toEqual([])
    expect(desk.executed.at(-1)).toMatchObject({ kind: 'reject', status: 480 })
    expect(desk.notices).toHaveLength(notices)
    expect((await shift()).holds).toMatchObject([{ ruleId: 'F-DISC', untilAt: '2026-11-23T21:00:00.000Z' }])
    desk.backend.changesSince.push({ entity: 'unit', id: 'u1', doc: { unitId: 'u1' } })
    desk.backend.poke()
    await settled()
    expect((await desk.desk.request('sync.get', {})).problems).toEqual([])
    await pass(6 * 60)
    expect((await desk.desk.request('sync.get', {})).problems).toMatchObject([{ entity: 'unit' }])
  })
})

describe('a newcomer', () => {
  test('F-NEW: waits five seconds longer between contacts and has more time to write', async () => {
    await desk.dispose()
    desk = await testDesk()
    desk.backend.signedIn = { startedOn: '2026-11-16' }
    await desk.becomeReady()
    await connect('c1')
    await desk.report({
      kind: 'call',
      callId: 'c1',
      event: { kind: 'ended', at: at(), cause: 'citizen-hung-up' },
    })
    const contact = await desk.desk.request('contacts.current', {})
    expect(Date.parse(contact?.wrapUpEndsAt ?? '') - desk.clock.now()).toBe(1.3 * 120_000)
    const interactionId = contact?.interaction.interactionId ?? ''
    await desk.desk.request('contacts.close', { interactionId, draft: { ...emptyDraft, disposition: 'INF' } })
    await settled()
    desk.clock.pass(20_000)
    await settled()
    expect(desk.backend.presences.at(-1)).toEqual({ kind: 'not-ready', reason: 203 })
    desk.clock.pass(5_000)
    await settled()
    expect(desk.backend.presences.at(-1)).toEqual({ kind: 'ready' })
  })
})

describe('the rules in force', () => {
  test('a published profile counts once it is here, and the site’s own numbers on top of it', async () => {
    const published = { ...shippedProfile('ec-public'), version: 7, name: 'Municipio, edición nueva' }
    desk.backend.changesSince.push({ entity: 'rules', id: 'ec-public', doc: published })
    desk.backend.poke()
    await settled()
    expect((await desk.desk.request('shift.ledger', {})).profile).toMatchObject({ version: 7 })
  })

  test('one that is older than what ships is not taken', async () => {
    const older = { ...shippedProfile('ec-public'), version: 0 + 1, name: 'Edición vieja' }
    desk.backend.changesSince.push({
      entity: 'rules',
      id: 'ec-labour-code',
      doc: { ...older, profileId: 'ec-labour-code' },
    })
    desk.backend.poke()
    await settled()
    expect((await desk.desk.request('shift.ledger', {})).profile.name).not.toBe('Edición vieja')
  })
})
