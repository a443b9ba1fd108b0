import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Command } from '../../../src/shared/commands.ts'
import type { DestinationState, ServiceRequest } from '../../../src/shared/domain/service-request.ts'
import { NoAnswer } from '../../../src/main/sync/no-answer.ts'
import { lightService, lightUnit } from '../../support/knowledge.ts'
import { settled, testDesk, type TestDesk } from '../../support/test-desk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await testDesk()
  desk.backend.changesSince = [
    { entity: 'unit', id: lightUnit.unitId, doc: lightUnit },
    { entity: 'service', id: lightService.serviceCode, doc: lightService },
  ]
  await desk.becomeReady()
  await settled()
})
afterEach(() => desk.dispose())

const at = () => new Date(desk.clock.now()).toISOString()
const sync = () => desk.desk.request('sync.get', {})
const cases = () => desk.desk.request('serviceRequests.list', {})
const creates = () =>
  desk.backend.applied.filter(
    (command): command is Command & { type: 'serviceRequest.create' } =>
      command.type === 'serviceRequest.create',
  )

/** A call from ring to a closed contact with a case; answers the case's id. */
async function fileCase(callId: string): Promise<string> {
  await desk.ring(callId)
  await desk.report({ kind: 'call', callId, event: { kind: 'connected', at: at() } })
  await desk.report({ kind: 'call', callId, event: { kind: 'ended', at: at(), cause: 'citizen-hung-up' } })
  const contact = await desk.desk.request('contacts.current', {})
  if (!contact) throw new Error('nobody is on the desk')
  const { interactionId, draft } = contact.interaction
  const { serviceRequestId } = await desk.desk.request('contacts.close', {
    interactionId,
    draft: {
      ...draft,
      serviceCode: lightService.serviceCode,
      disposition: 'CAS',
      description: 'Farola',
    },
  })
  await settled()
  return serviceRequestId ?? ''
}

describe('a case that was not taken', () => {
  let id: string
  beforeEach(async () => {
    desk.backend.rejectNext = 'address: too short'
    id = await fileCase('c1')
  })

  test('is sent in other words, as a new command, and shown so', async () => {
    const [refused] = (await sync()).rejected
    expect(refused).toMatchObject({ reason: 'address: too short', editable: { description: 'Farola' } })
    const editable = refused?.editable
    if (!refused || !editable) throw new Error('it can be written anew')
    await desk.desk.request('sync.edit', {
      commandId: refused.commandId,
      correction: { ...editable, address: 'Av. Amazonas N24' },
    })
    await settled()
    expect(creates()).toHaveLength(1)
    expect(creates()[0]?.commandId).not.toBe(refused.commandId)
    expect(creates()[0]?.payload.request).toMatchObject({
      serviceRequestId: id,
      address: 'Av. Amazonas N24',
    })
    expect((await cases())[0]).toMatchObject({ delivery: 'sent', request: { address: 'Av. Amazonas N24' } })
    expect((await sync()).rejected).toEqual([])
  })

  test('takes no card number in its new words', async () => {
    const [refused] = (await sync()).rejected
    if (!refused?.editable) throw new Error('it can be written anew')
    await expect(
      desk.desk.request('sync.edit', {
        commandId: refused.commandId,
        correction: { ...refused.editable, description: 'paga con 4111 1111 1111 1111' },
      }),
    ).rejects.toMatchObject({ code: 'invalid-input' })
    expect((await sync()).rejected).toHaveLength(1)
  })

  test('goes only with a reason, and whole to the city: never a case that looks sent', async () => {
    const [refused] = (await sync()).rejected
    const commandId = refused?.commandId ?? ''
    const withCard = desk.desk.request('sync.discard', { commandId, reason: 'pagó con 4111111111111111' })
    await expect(withCard).rejects.toMatchObject({ code: 'invalid-input' })
    await desk.desk.request('sync.discard', { commandId, reason: 'Llamó dos veces' })
    await settled()
    expect(await cases()).toEqual([])
    expect(desk.backend.applied.at(-1)).toMatchObject({
      type: 'command.discard',
      agentId: 'ana',
      payload: {
        discarded: {
          commandId,
          type: 'serviceRequest.create',
          refusal: 'address: too short',
          reason: 'Llamó dos veces',
          payload: { request: { serviceRequestId: id, description: 'Farola' } },
        },
      },
    })
  })
})

test('a session that ends in mid-push loses nothing: the next sign-in sends what waited, at once', async () => {
  desk.backend.failing = 'unauthorised'
  await fileCase('c1')
  expect(creates()).toEqual([])
  expect((await desk.desk.request('session.get', {})).signedIn).toBe(false)
  expect((await sync()).waiting[0]).toMatchObject({ type: 'serviceRequest.create', why: 'signed-out' })
  desk.backend.failing = undefined
  await desk.desk.request('session.signIn', { agentId: 'ana' })
  await settled()
  expect(creates()).toHaveLength(1)
  expect((await sync()).pending).toBe(0)
})

test('what waits says why and since when, and nothing is tried before whoever answered said', async () => {
  const push = desk.backend.push
  let asked = 0
  desk.backend.push = () => {
    asked++
    return Promise.reject(new NoAnswer({ kind: 'too-busy', status: 429 }, 'busy', { afterMs: 120_000 }))
  }
  const began = at()
  await fileCase('c1')
  const tries = asked
  expect(await sync()).toMatchObject({
    reachable: false,
    trouble: { kind: 'too-busy', status: 429, since: began },
    waiting: [{ type: 'serviceRequest.create', why: 'too-busy' }, { type: 'interaction.record' }],
  })
  desk.clock.pass(119_000)
  await settled()
  expect(asked).toBe(tries)
  desk.backend.push = push
  desk.clock.pass(1_000)
  await settled()
  expect(creates()).toHaveLength(1)
  expect(await sync()).toMatchObject({ reachable: true, trouble: null, waiting: [] })
})

describe('a delivery that waits for a person', () => {
  const way = (state: DestinationState['state']): DestinationState => ({
    name: 'ciudad',
    state,
    since: at(),
    reason: 'No se puede buscar allí',
  })
  let id: string
  beforeEach(async () => {
    id = await fileCase('c1')
    const [filed] = await cases()
    const doc: ServiceRequest | undefined = filed && { ...filed.request, destinations: [way('held')] }
    desk.backend.changesSince.push({ entity: 'service-request', id, doc: doc ?? null })
    await desk.desk.request('sync.now', {})
  })
  const decide = (decision: 'again' | 'arrived' | 'give-up') =>
    desk.desk.request('serviceRequests.decide', {
      serviceRequestId: id,
      destination: 'ciudad',
      decision,
      reason: 'Lo vi en su portal',
      reference: '4711',
    })

  test('is decided at the desk, also with the cable out, and shown at once', async () => {
    desk.backend.failing = 'unavailable'
    await decide('arrived')
    expect((await cases())[0]?.request.destinations).toEqual([
      { name: 'ciudad', state: 'received', since: at(), reference: '4711' },
    ])
    desk.backend.failing = undefined
    await desk.desk.request('sync.now', {})
    expect(desk.backend.applied.at(-1)).toMatchObject({
      type: 'delivery.decide',
      payload: { decision: { decision: 'arrived', reference: '4711', reason: 'Lo vi en su portal' } },
    })
  })

  test('takes no card number in its reason', async () => {
    const reason = 'paga con 4111 1111 1111 1111'
    const decision = { serviceRequestId: id, destination: 'ciudad', decision: 'give-up' as const, reason }
    const decided = desk.desk.request('serviceRequests.decide', decision)
    await expect(decided).rejects.toMatchObject({ code: 'invalid-input' })
    expect((await cases())[0]?.request.destinations?.[0]?.state).not.toBe('given-up')
  })

  test('is decided once', async () => {
    await decide('give-up')
    await expect(decide('again')).rejects.toMatchObject({ code: 'conflict' })
  })
})
