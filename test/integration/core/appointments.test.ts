import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Appointment } from '../../../src/shared/domain/appointments/appointment.ts'
import type { Slot } from '../../../src/shared/domain/appointments/slot-rule.ts'
import { lightService, lightUnit } from '../../support/knowledge.ts'
import { settled, testDesk, type TestDesk } from '../../support/test-desk.ts'

const rule = {
  ruleId: 'norte',
  unitId: lightUnit.unitId,
  place: 'Oficina Norte',
  rrule: 'FREQ=WEEKLY;BYDAY=TU',
  firstDay: '2026-11-02',
  from: '08:00',
  to: '10:00',
  slotMinutes: 30,
  capacity: 1,
  exceptions: [],
  procedureIds: [],
  features: ['step-free'],
}
const anyDay = { day: '', needs: [] } as const
const callMe = { by: 'call', to: '0991234567' } as const

let desk: TestDesk
beforeEach(async () => {
  desk = await testDesk()
  desk.backend.changesSince = [
    { entity: 'unit', id: lightUnit.unitId, doc: lightUnit },
    { entity: 'slot-rule', id: rule.ruleId, doc: rule },
    { entity: 'service', id: 'farola', doc: { ...lightService, serviceCode: 'farola' } },
  ]
  const slotOf = (hands: string, startsAt: string, endsAt: string) => ({
    seats: 1,
    slot: {
      slotId: `norte@20261124T${hands}`,
      unitId: rule.unitId,
      place: rule.place,
      startsAt,
      endsAt,
      features: ['step-free'],
    },
  })
  desk.backend.answers.set('GET /v1/slots?day=&needs=step-free', () => ({
    slots: [
      slotOf('0800', '2026-11-24T13:00:00.000Z', '2026-11-24T13:30:00.000Z'),
      slotOf('0830', '2026-11-24T13:30:00.000Z', '2026-11-24T14:00:00.000Z'),
    ],
  }))
  await desk.becomeReady()
  await settled()
})
afterEach(() => desk.dispose())

const at = () => new Date(desk.clock.now()).toISOString()
const steps = () =>
  desk.backend.applied.flatMap((command) =>
    command.type === 'appointment.step' ? [command.payload.step] : [],
  )
const view = (appointmentId: string) => desk.desk.request('appointments.get', { appointmentId })
const draft = async () => (await desk.desk.request('contacts.current', {}))?.interaction.draft

async function answered(): Promise<string> {
  await desk.ring('c1')
  await desk.report({ kind: 'call', callId: 'c1', event: { kind: 'connected', at: at() } })
  return (await desk.desk.request('contacts.current', {}))?.interaction.interactionId ?? ''
}
async function hungUp(): Promise<void> {
  await desk.report({
    kind: 'call',
    callId: 'c1',
    event: { kind: 'ended', at: at(), cause: 'citizen-hung-up' },
  })
}
async function slots(): Promise<Slot[]> {
  const found = await desk.desk.request('appointments.slots', { ...anyDay, needs: ['step-free'] })
  return found.slots.map(({ slot }) => slot)
}
/** The city answers the desk's holds, and finds what it is asked for. */
function cityHolds(): void {
  desk.backend.answers.set('POST /v1/slots/holds', (body) => ({
    slot: {
      ...(body as object),
      unitId: rule.unitId,
      place: rule.place,
      startsAt: at(),
      endsAt: at(),
      features: [],
    },
    heldUntil: new Date(desk.clock.now() + 180_000).toISOString(),
    extensionsLeft: 10,
  }))
}
async function confirmed(
  interactionId: string,
  slot: Slot,
  appointmentId: string | null = null,
): Promise<string> {
  const contact = await desk.desk.request('appointments.confirm', {
    interactionId,
    appointmentId,
    slot,
    remind: callMe,
  })
  await settled()
  return contact.interaction.draft.appointmentId ?? ''
}
/** What the city says comes down. */
async function told(appointmentId: string, slot: Slot, changed: Partial<Appointment> = {}): Promise<void> {
  const doc: Appointment = {
    appointmentId,
    number: 'CITA-2026-000007',
    agentId: 'ana',
    slot,
    state: 'confirmed',
    sequence: 0,
    updatedAt: at(),
    ...changed,
  }
  desk.backend.changesSince.push({ entity: 'appointment', id: appointmentId, doc })
  await desk.desk.request('sync.now', {})
  await settled()
}

describe('an appointment in a call', () => {
  test('is held, on its way once confirmed, and settled with its number when the city has said so', async () => {
    const interactionId = await answered()
    cityHolds()
    const [slot] = await slots()
    if (!slot) throw new Error('no slot')
    const { appointmentId } = await desk.desk.request('appointments.hold', {
      appointmentId: null,
      slotId: slot.slotId,
    })
    desk.backend.loseReplies = true
    expect(await confirmed(interactionId, slot, appointmentId)).toBe(appointmentId)
    expect(await view(appointmentId)).toMatchObject({
      word: 'provisional',
      appointment: { state: 'provisional', slot: { slotId: slot.slotId } },
    })
    desk.backend.loseReplies = false
    await told(appointmentId, slot)
    expect(await view(appointmentId)).toMatchObject({
      word: 'settled',
      asked: { kind: 'none' },
      appointment: { number: 'CITA-2026-000007' },
      unitName: lightUnit.name,
    })
    expect(steps()).toMatchObject([
      { kind: 'book', visitor: { phone: '+593991234567' }, remind: { by: 'call', to: '+593991234567' } },
    ])
    expect(await draft()).toMatchObject({ appointmentId, disposition: 'CIT' })
  })

  test('with the cable out is provisional, from the published hours, survives a restart and goes up once', async () => {
    const interactionId = await answered()
    desk.backend.failing = 'unavailable'
    const found = await desk.desk.request('appointments.slots', { ...anyDay, needs: ['step-free'] })
    expect(found.live).toBe(false)
    expect(found.slots[0]).toMatchObject({
      seats: null,
      slot: { slotId: 'norte@20261124T0800', startsAt: '2026-11-24T13:00:00.000Z' },
    })
    expect((await desk.desk.request('appointments.slots', { ...anyDay, needs: ['quiet'] })).slots).toEqual([])
    const slot = found.slots[0]?.slot
    if (!slot) throw new Error('no slot')
    const appointmentId = await confirmed(interactionId, slot)
    expect(await view(appointmentId)).toMatchObject({ word: 'provisional', asked: { kind: 'book' } })
    await desk.core.close()
    desk.backend.failing = undefined
    desk = await testDesk(desk)
    await settled()
    await desk.desk.request('lock.open', {}).catch(() => undefined)
    await desk.desk.request('sync.now', {})
    await settled()
    expect(steps()).toHaveLength(1)
  })

  test('whose hour was gone is a task until the citizen has heard it, and another hour ends it too', async () => {
    const interactionId = await answered()
    const [slot, other] = await slots()
    if (!slot || !other) throw new Error('no slots')
    const appointmentId = await confirmed(interactionId, slot)
    await told(appointmentId, slot, { state: 'lost' })
    expect(await desk.desk.request('appointments.owed', {})).toMatchObject([
      { of: '', view: { appointment: { appointmentId, state: 'lost' } } },
    ])
    await desk.desk.request('appointments.told', { appointmentId })
    await settled()
    expect(await desk.desk.request('appointments.owed', {})).toEqual([])
    expect(steps().at(-1)).toEqual({ kind: 'told' })
    await told(appointmentId, slot, { refused: other })
    expect(await desk.desk.request('appointments.owed', {})).toHaveLength(1)
    await told(appointmentId, other, { sequence: 1 })
    expect(await desk.desk.request('appointments.owed', {})).toEqual([])
  })

  test('of a colleague is a task of whoever sits here after four hours', async () => {
    const interactionId = await answered()
    const [slot] = await slots()
    if (!slot) throw new Error('no slot')
    const appointmentId = await confirmed(interactionId, slot)
    await told(appointmentId, slot, { state: 'lost', agentId: 'luis' })
    expect(await desk.desk.request('appointments.owed', {})).toEqual([])
    await hungUp()
    desk.clock.pass(4 * 3_600_000)
    await settled()
    await desk.desk.request('lock.open', {}).catch(() => undefined)
    expect(await desk.desk.request('appointments.owed', {})).toMatchObject([{ of: 'luis' }])
  })

  test('is one of the two exits: its case names it, and level 2 opens only when it is cancelled', async () => {
    const interactionId = await answered()
    const [slot, other] = await slots()
    if (!slot || !other) throw new Error('no slots')
    const appointmentId = await confirmed(interactionId, slot)
    await told(appointmentId, slot)
    expect(await confirmed(interactionId, other, appointmentId)).toBe(appointmentId)
    expect(steps().at(-1)).toMatchObject({ kind: 'change', slot: { slotId: other.slotId } })
    const now = await draft()
    if (!now) throw new Error('no contact')
    await hungUp()
    const escalating = { ...now, escalation: { reason: 'Lo mira un especialista.' } }
    await expect(
      desk.desk.request('contacts.close', { interactionId, draft: escalating }),
    ).rejects.toMatchObject({ code: 'invalid-input' })
    await desk.desk.request('contacts.close', { interactionId, draft: { ...now, serviceCode: 'farola' } })
    await settled()
    const created = desk.backend.applied.filter((command) => command.type === 'serviceRequest.create')
    expect(created).toMatchObject([{ payload: { request: { appointmentId, serviceCode: 'farola' } } }])
  })

  test('cancelled leaves the contact free for another exit', async () => {
    const interactionId = await answered()
    const [slot] = await slots()
    if (!slot) throw new Error('no slot')
    const appointmentId = await confirmed(interactionId, slot)
    await told(appointmentId, slot)
    await desk.desk.request('appointments.cancel', { appointmentId, interactionId })
    await settled()
    expect(steps().at(-1)).toEqual({ kind: 'cancel' })
    expect((await draft())?.appointmentId).toBeUndefined()
    await told(appointmentId, slot, { state: 'cancelled', sequence: 1 })
    await expect(
      desk.desk.request('appointments.cancel', { appointmentId, interactionId }),
    ).rejects.toMatchObject({ code: 'conflict' })
  })

  test('of a contact that ends protected is silenced, and nothing of the person went with a later one', async () => {
    const interactionId = await answered()
    const [slot, other] = await slots()
    if (!slot || !other) throw new Error('no slots')
    await confirmed(interactionId, slot)
    const now = await draft()
    if (!now) throw new Error('no contact')
    await desk.desk.request('contacts.autosave', { interactionId, draft: { ...now, disposition: 'VIO' } })
    const { appointmentId: _booked, ...rest } = now
    await desk.desk.request('contacts.autosave', { interactionId, draft: { ...rest, disposition: 'VIO' } })
    const protectedOne = await confirmed(interactionId, other)
    expect(steps().at(-1)).toMatchObject({
      kind: 'book',
      visitor: { name: '', phone: '' },
      remind: { by: 'none' },
    })
    await hungUp()
    await desk.desk.request('contacts.close', {
      interactionId,
      draft: { ...rest, disposition: 'VIO', appointmentId: protectedOne },
    })
    await settled()
    expect(steps().at(-1)).toEqual({ kind: 'silence' })
  })

  test('of before is found by the caller’s telephone or by its number, becomes this contact’s, and the look is logged', async () => {
    const interactionId = await answered()
    const [slot] = await slots()
    if (!slot) throw new Error('no slot')
    const appointmentId = '01KAPP00000000000000000001'
    const appointment = {
      appointmentId,
      number: 'CITA-2026-000001',
      agentId: 'luis',
      slot,
      state: 'confirmed',
      sequence: 3,
      updatedAt: at(),
    }
    const asked: unknown[] = []
    desk.backend.answers.set('POST /v1/appointments/find', (body) => {
      asked.push(body)
      return { appointments: [{ appointment, visitor: { name: 'Rosa', phone: '+593991234567' } }] }
    })
    await desk.desk.request('appointments.find', { interactionId, number: '' })
    const [found] = await desk.desk.request('appointments.find', {
      interactionId,
      number: 'CITA-2026-000001',
    })
    expect(asked).toEqual([{ phone: '+593991234567' }, { number: 'CITA-2026-000001' }])
    expect(found).toMatchObject({ visitor: { name: 'Rosa' }, view: { appointment: { sequence: 3 } } })
    await desk.desk.request('appointments.adopt', { interactionId, appointmentId })
    expect(await draft()).toMatchObject({ appointmentId, disposition: 'CIT' })
    const { entries } = await desk.desk.request('privacy.accessLog', {})
    expect(entries).toContainEqual(
      expect.objectContaining({ action: 'search', entity: 'appointment', reason: 'asked' }),
    )
  })
})

describe('a unit’s own side', () => {
  const offered = async () =>
    (await desk.desk.request('appointments.offices', {})).rules.map(({ ruleId, to }) => `${ruleId} ${to}`)
  const looks = async () =>
    (await desk.desk.request('privacy.accessLog', {})).entries.map(
      ({ action, entity }) => `${action} ${entity}`,
    )

  test('published hours are on this desk at once, and none that the city did not take', async () => {
    const more = { ...rule, features: ['step-free' as const], ruleId: 'sur', place: 'Oficina Sur' }
    await expect(desk.desk.request('appointments.publish', { rule: more })).rejects.toMatchObject({
      code: 'not-found',
    })
    expect(await offered()).toEqual(['norte 10:00'])
    desk.backend.answers.set('PUT /v1/slot-rules/sur', () => ({}))
    await desk.desk.request('appointments.publish', { rule: more })
    await desk.desk.request('appointments.publish', { rule: { ...more, to: '12:00' } })
    expect(await offered()).toEqual(['norte 10:00', 'sur 12:00'])
    expect(desk.backend.asked.at(-1)?.body).toMatchObject({ ruleId: 'sur', to: '12:00', capacity: 1 })
  })

  test('hours are withdrawn here only when the city withdrew them: somebody may have an appointment in one', async () => {
    await expect(desk.desk.request('appointments.withdraw', { ruleId: 'norte' })).rejects.toMatchObject({
      code: 'not-found',
    })
    expect(await offered()).toEqual(['norte 10:00'])
    desk.backend.answers.set('DELETE /v1/slot-rules/norte', () => ({}))
    await desk.desk.request('appointments.withdraw', { ruleId: 'norte' })
    expect(await offered()).toEqual([])
  })

  test('without network nothing is published, and what was stays', async () => {
    desk.backend.failing = 'unavailable'
    const gone = desk.desk.request('appointments.withdraw', { ruleId: 'norte' })
    await expect(gone).rejects.toMatchObject({ code: 'unavailable' })
    expect(await offered()).toEqual(['norte 10:00'])
  })

  test('a reminder is taken with whom to call, the look is logged, and how it ended goes to the city', async () => {
    const [slot] = await slots()
    if (!slot) throw new Error('no hour is offered')
    const noticeId = '01KAA000000000000000N0T1CE'
    const appointment: Appointment = {
      appointmentId: '01KAA0000000000000000APP01',
      number: 'CITA-2026-000007',
      agentId: 'luis',
      slot,
      state: 'confirmed',
      sequence: 0,
      updatedAt: at(),
    }
    const waiting = [{ noticeId, name: 'Rosa Quilumba', phone: '+593991234567', appointment }]
    desk.backend.answers.set('POST /v1/reminders/next', () => ({ reminder: waiting[0] ?? null, waiting: 0 }))
    desk.backend.answers.set(`POST /v1/reminders/${noticeId}`, () => {
      waiting.pop()
      return {}
    })
    const before = (await looks()).filter((look) => look === 'view appointment').length
    expect(await desk.desk.request('appointments.nextReminder', {})).toMatchObject({
      reminder: { name: 'Rosa Quilumba', phone: '+593991234567' },
    })
    expect((await looks()).filter((look) => look === 'view appointment')).toHaveLength(before + 1)
    await desk.desk.request('appointments.settleReminder', { noticeId, result: 'unreached' })
    expect(desk.backend.asked.at(-1)).toMatchObject({ body: { result: 'unreached' } })
    expect(await desk.desk.request('appointments.nextReminder', {})).toEqual({ reminder: null, waiting: 0 })
  })
})
