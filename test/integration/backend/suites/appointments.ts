import ICAL from 'ical.js'
import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { forgetPast } from '../../../../src/backend/appointments/keeper.ts'
import { migrate } from '../../../../src/backend/database/migrate.ts'
import { migrations } from '../../../../src/backend/database/migrations/index.ts'
import {
  appointmentPaths,
  FoundAppointments,
  FoundSlots,
  Held,
  NextReminder,
  TakenNotices,
} from '../../../../src/shared/appointments-api.ts'
import { paths, PushOutcomes } from '../../../../src/shared/backend-api.ts'
import {
  Appointment,
  type AppointmentStep,
  type ReminderWish,
} from '../../../../src/shared/domain/appointments/appointment.ts'
import type { Slot } from '../../../../src/shared/domain/appointments/slot-rule.ts'
import { aProcedure } from '../../../support/a-procedure.ts'
import {
  openWorldBeside,
  start,
  type Answer,
  type BackendWorld,
  type DeskDouble,
} from '../../../support/backend/backend-world.ts'
import { smallPack, writeSmallPack, type PackFolder } from '../../../support/backend/small-pack.ts'
import type { Suite } from './index.ts'

const place = 'Oficina Norte, Av. Amazonas 1'
/** Tuesdays 08:00 to 10:00 in Quito, one seat each half hour; the world begins on Monday 23 November, 09:00. */
const tuesdays = {
  ruleId: 'norte',
  unitId: 'catastro',
  place,
  rrule: 'FREQ=WEEKLY;BYDAY=TU',
  firstDay: '2026-11-02',
  from: '08:00',
  to: '10:00',
  slotMinutes: 30,
  capacity: 1,
  procedureIds: ['avaluo'],
  features: ['step-free', 'sign-language'],
}
const fridays = {
  ...tuesdays,
  ruleId: 'sur',
  unitId: 'alumbrado-publico',
  place: 'Oficina Sur',
  rrule: 'FREQ=WEEKLY;BYDAY=FR',
  capacity: 3,
  procedureIds: [],
  features: [],
}
const noReminder: ReminderWish = { by: 'none', to: '' }

export const appointmentsMigrationSuite: Suite = (database) =>
  test('0103 leaves cases and agents of before as they were, and nobody in any seat', async () => {
    const { db } = database().open
    await database().reset(migrations.filter(({ number }) => number < 103))
    await db.insertInto('reference_counters').values({ year: 2026, last: 7 }).execute()
    await migrate(db, migrations)
    expect(await db.selectFrom('reference_counters').selectAll().execute()).toEqual([{ year: 2026, last: 7 }])
    expect(await db.selectFrom('seats').selectAll().execute()).toEqual([])
  })

export const appointmentsSuite: Suite = (database) =>
  describe('appointments', () => {
    let world: BackendWorld
    let pack: PackFolder
    let ana: DeskDouble
    let luis: DeskDouble
    let marco: DeskDouble
    let eva: DeskDouble
    let sender: DeskDouble
    beforeAll(async () => {
      await database().reset(migrations)
      pack = await writeSmallPack()
      await pack.write('city.json', {
        ...smallPack['city.json'],
        appointments: { organizer: 'citas@ciudad.example', remindBy: ['call', 'sms', 'email'] },
      })
      await pack.write('procedures.json', [aProcedure({ procedureId: 'avaluo', unitId: 'catastro' })])
      await pack.write('agents.json', [
        ...smallPack['agents.json'],
        { agentId: 'marco', name: 'Marco', role: 'agent', queues: [], units: ['catastro'] },
        { agentId: 'correo', name: 'Correo', role: 'administrator', queues: [] },
      ])
      await pack.write('slots.json', [tuesdays, fridays])
      world = await openWorldBeside(database(), { pack })
      await signInAgain()
    })
    afterAll(async () => {
      await world.close()
      await pack.remove()
    })

    const ask = async (desk: DeskDouble, method: string, path: string, body?: unknown) =>
      await world.ask(method, path, { token: desk.token, ...(body === undefined ? {} : { body }) })
    /** Two hundred at once wait for ten connections; who waited too long is told so and sends again, as a desk does. */
    const untilTaken = async (send: () => Promise<Answer>): Promise<Answer> => {
      for (;;) {
        const answer = await send()
        if (answer.status !== 503) return answer
      }
    }
    const slots = async (query: string) =>
      FoundSlots.parse((await ask(ana, 'GET', `${appointmentPaths.slots}?${query}`)).body).slots
    const nth = async (query: string, index: number): Promise<Slot> => {
      const found = (await slots(query))[index]
      if (!found) throw new Error(`No slot ${index} for ${query}.`)
      return found.slot
    }
    const hold = (desk: DeskDouble, appointmentId: string, { slotId }: Slot) =>
      ask(desk, 'POST', appointmentPaths.holds, { appointmentId, slotId })
    const step = (agentId: string, appointmentId: string, taken: AppointmentStep) => ({
      commandId: ulid(),
      type: 'appointment.step',
      subject: appointmentId,
      issuedAt: start,
      agentId,
      payload: { appointmentId, step: taken },
    })
    const booking = (slot: Slot, remind = noReminder): AppointmentStep => ({
      kind: 'book',
      slot,
      visitor: { name: 'Rosa Quilumba', phone: '+593991234567', procedureId: 'avaluo' },
      remind,
    })
    const appointmentOf = async (id: string) => Appointment.parse(await luis.find('appointment', id))
    const calendarOf = async (id: string) => {
      const answer = await fetch(world.backend.url + appointmentPaths.calendar(id), {
        headers: { authorization: `Bearer ${ana.token}` },
      })
      return eventIn(await answer.text())
    }
    const after = (ms: number) => world.clock.pass(ms)
    const signInAgain = async () => {
      ;[ana, luis, marco] = [
        await world.signIn('ana'),
        await world.signIn('luis'),
        await world.signIn('marco'),
      ]
      ;[eva, sender] = [await world.signIn('eva'), await world.signIn('correo')]
    }

    test('are found by unit, procedure, day and what the citizen needs, soonest first', async () => {
      expect((await slots('unitId=catastro&day=2026-11-24')).map(({ slot }) => slot.startsAt)).toEqual([
        '2026-11-24T13:00:00.000Z',
        '2026-11-24T13:30:00.000Z',
        '2026-11-24T14:00:00.000Z',
        '2026-11-24T14:30:00.000Z',
      ])
      expect((await slots('unitId=alumbrado-publico')).every(({ seats }) => seats === 3)).toBe(true)
      expect(await slots('needs=sign-language&unitId=alumbrado-publico')).toEqual([])
      expect(await slots('needs=sign-language,step-free&day=2026-11-24')).toHaveLength(4)
      expect(await slots('needs=sign-language,quiet&day=2026-11-24')).toEqual([])
      const forAnother = await slots('procedureId=otro')
      expect(forAnother.map(({ slot }) => slot.unitId)).not.toContain('catastro')
      expect((await ask(ana, 'GET', `${appointmentPaths.slots}?needs=gratis`)).status).toBe(400)
    })

    test('have one winner of two hundred who hold one seat at once', async () => {
      const slot = await nth('unitId=catastro&day=2026-11-24', 0)
      const desks = [ana, luis, marco, eva]
      const answers = await Promise.all(
        Array.from({ length: 200 }, (_, index) => {
          const id = ulid()
          return untilTaken(() => hold(desks[index % 4] ?? ana, id, slot))
        }),
      )
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
      expect(answers.filter(({ status }) => status === 409)).toHaveLength(199)
      expect(await slots('unitId=catastro&day=2026-11-24')).toHaveLength(3)
      after(3 * 60_000)
      expect(await slots('unitId=catastro&day=2026-11-24')).toHaveLength(4)
    })

    test('have one winner of two hundred who book one seat at once, and every loser is a task', async () => {
      const slot = await nth('unitId=catastro&day=2026-12-01', 0)
      const ids = Array.from({ length: 200 }, () => ulid())
      const outcomes = await Promise.all(
        ids.map(async (id, index) => {
          const [desk, agentId] = index % 2 === 0 ? [ana, 'ana'] : [luis, 'luis']
          const body = { commands: [step(agentId, id, booking(slot))] }
          const answer = await untilTaken(() => ask(desk, 'POST', paths.commands, body))
          return PushOutcomes.parse(answer.body).outcomes
        }),
      )
      expect(outcomes.flat().every(({ status }) => status === 'accepted')).toBe(true)
      const changes = await luis.pullAll()
      const states = ids.map((id) => Appointment.parse(changes.find((change) => change.id === id)?.doc).state)
      expect(states.filter((state) => state === 'confirmed')).toHaveLength(1)
      expect(states.filter((state) => state === 'lost')).toHaveLength(199)
    })

    test('are held three minutes, and three more as often as somebody needs it, up to ten times', async () => {
      const slot = await nth('unitId=catastro&day=2026-11-24', 1)
      const id = ulid()
      const first = Held.parse((await hold(ana, id, slot)).body)
      expect(Date.parse(first.heldUntil) - world.clock.now()).toBe(180_000)
      expect((await hold(luis, ulid(), slot)).status).toBe(409)
      for (let left = 9; left >= 0; left--) {
        after(170_000)
        expect((await hold(ana, id, slot)).body).toMatchObject({ extensionsLeft: left })
      }
      expect((await hold(ana, id, slot)).status).toBe(429)
      expect((await hold(luis, id, slot)).status).toBe(409)
      await ask(luis, 'DELETE', appointmentPaths.hold(id))
      expect((await hold(luis, ulid(), slot)).status).toBe(409)
      await ask(ana, 'DELETE', appointmentPaths.hold(id))
      const other = ulid()
      expect((await hold(luis, other, slot)).status).toBe(200)
      await ask(luis, 'DELETE', appointmentPaths.hold(other))
    })

    test('go from held to confirmed, changed and cancelled: one number, one seat at a time, and it is free again', async () => {
      const [first, second] = [await nth('unitId=catastro', 0), await nth('unitId=catastro', 1)]
      const id = ulid()
      await hold(ana, id, first)
      const book = step('ana', id, booking(first))
      expect(await ana.push(book, book)).toMatchObject([{ status: 'accepted' }, { status: 'accepted' }])
      expect(await ana.push(book)).toMatchObject([{ status: 'accepted' }])
      const { number } = await appointmentOf(id)
      expect(number).toMatch(/^CITA-2026-\d{6}$/)
      expect(await appointmentOf(id)).toMatchObject({ state: 'confirmed', sequence: 0, agentId: 'ana' })
      expect((await slots('unitId=catastro')).map(({ slot }) => slot.slotId)).not.toContain(first.slotId)

      await hold(luis, id, second)
      await luis.push(step('luis', id, { kind: 'change', slot: second }))
      expect(await appointmentOf(id)).toMatchObject({
        number,
        state: 'confirmed',
        sequence: 1,
        slot: { slotId: second.slotId },
      })
      const free = (await slots('unitId=catastro')).map(({ slot }) => slot.slotId)
      expect([free.includes(first.slotId), free.includes(second.slotId)]).toEqual([true, false])

      await luis.push(step('luis', id, { kind: 'cancel' }))
      expect(await appointmentOf(id)).toMatchObject({ state: 'cancelled', sequence: 2 })
      expect((await slots('unitId=catastro')).map(({ slot }) => slot.slotId)).toContain(second.slotId)
      expect(await luis.push(step('luis', id, { kind: 'change', slot: first }))).toMatchObject([
        { status: 'rejected', reason: 'appointment-over' },
      ])
      expect(await luis.push(step('luis', id, booking(first)))).toMatchObject([
        { status: 'rejected', reason: 'appointment-exists' },
      ])
    })

    test('made without network whose hour was gone wait for a word, and a change that was gone leaves the old hour', async () => {
      const [wanted, kept] = [await nth('unitId=catastro', 0), await nth('unitId=catastro', 1)]
      const [winner, loser, mover] = [ulid(), ulid(), ulid()]
      await luis.push(step('luis', winner, booking(wanted)), step('luis', mover, booking(kept)))
      // Ana's desk was offline and comes back: its seat is taken, and the hour of the other cannot be moved there.
      const late = [step('ana', loser, booking(wanted)), step('ana', mover, { kind: 'change', slot: wanted })]
      expect(await ana.push(...late)).toMatchObject([{ status: 'accepted' }, { status: 'accepted' }])
      expect(await ana.push(...late)).toMatchObject([{ status: 'accepted' }, { status: 'accepted' }])
      expect(await appointmentOf(loser)).toMatchObject({ state: 'lost', agentId: 'ana' })
      expect(await appointmentOf(mover)).toMatchObject({
        state: 'confirmed',
        sequence: 0,
        agentId: 'ana',
        slot: { slotId: kept.slotId },
        refused: { slotId: wanted.slotId },
      })
      const another = await nth('unitId=catastro', 0)
      await ana.push(
        step('ana', loser, { kind: 'change', slot: another }),
        step('ana', mover, { kind: 'told' }),
      )
      expect(await appointmentOf(loser)).toMatchObject({ state: 'confirmed', sequence: 1 })
      expect((await appointmentOf(mover)).toldAt).toBeDefined()
      await luis.push(...[winner, loser, mover].map((id) => step('luis', id, { kind: 'cancel' })))
    })

    test('of an hour that is past, or that nobody publishes, are lost and never booked', async () => {
      const slot = await nth('unitId=catastro', 0)
      const ids = [ulid(), ulid()]
      await ana.push(
        step('ana', ids[0] ?? '', booking({ ...slot, slotId: 'norte@20261117T0800' })),
        step('ana', ids[1] ?? '', booking({ ...slot, slotId: 'nadie@20261124T0800' })),
      )
      for (const id of ids) expect(await appointmentOf(id)).toMatchObject({ state: 'lost' })
      expect(
        (
          await ask(ana, 'POST', appointmentPaths.holds, {
            appointmentId: ulid(),
            slotId: 'nadie@20261124T0800',
          })
        ).status,
      ).toBe(404)
    })

    test('become one event in the citizen’s calendar, whose title says nothing, read by a foreign parser', async () => {
      const [first, second] = [await nth('unitId=catastro', 0), await nth('unitId=catastro', 1)]
      const id = ulid()
      await ana.push(step('ana', id, booking(first)))
      const made = await calendarOf(id)
      await ana.push(step('ana', id, { kind: 'change', slot: second }))
      const moved = await calendarOf(id)
      await ana.push(step('ana', id, { kind: 'cancel' }))
      const over = await calendarOf(id)
      expect([made.method, moved.method, over.method]).toEqual(['PUBLISH', 'PUBLISH', 'CANCEL'])
      expect([made.sequence, moved.sequence, over.sequence]).toEqual([0, 1, 2])
      expect(new Set([made.uid, moved.uid, over.uid]).size).toBe(1)
      expect([made.status, over.status]).toEqual(['CONFIRMED', 'CANCELLED'])
      expect([made.startsAt, moved.startsAt]).toEqual([first.startsAt, second.startsAt])
      expect(made).toMatchObject({
        summary: 'Cita municipal',
        location: place,
        zone: 'America/Guayaquil',
        organizer: 'mailto:citas@ciudad.example',
      })
      expect(made.text).not.toMatch(/Rosa|Quilumba|991234567|avaluo|Avalúo|Catastro/i)
    })

    test('are told and reminded on the channel that was accepted, a day before, once, and never out of date', async () => {
      const slot = await nth('unitId=alumbrado-publico', 0)
      const later = await nth('unitId=alumbrado-publico', 1)
      const [mail, call] = [ulid(), ulid()]
      await ana.push(
        step('ana', mail, booking(slot, { by: 'email', to: 'rosa@correo.example' })),
        step('ana', call, booking(slot, { by: 'call', to: '+593991234567' })),
      )
      const take = async () =>
        TakenNotices.parse((await ask(sender, 'POST', appointmentPaths.notices)).body).notices
      expect((await ask(eva, 'POST', appointmentPaths.notices)).status).toBe(403)
      const [confirmation, ...others] = await take()
      expect(others).toEqual([])
      expect(confirmation).toMatchObject({ kind: 'confirmation', by: 'email', to: 'rosa@correo.example' })
      const event = eventIn(confirmation?.calendar ?? '')
      expect(event).toMatchObject({ method: 'REQUEST', attendee: 'MAILTO:rosa@correo.example' })
      expect(confirmation?.text).not.toMatch(/Rosa|avalúo|alumbrado/i)
      expect(await take()).toEqual([])
      await ask(sender, 'POST', appointmentPaths.noticeSent(confirmation?.noticeId ?? ''))

      await ana.push(step('ana', mail, { kind: 'change', slot: later }))
      const [change] = await take()
      expect(change).toMatchObject({ kind: 'change' })
      expect(eventIn(change?.calendar ?? '')).toMatchObject({ sequence: 1, uid: event.uid })
      await ask(sender, 'POST', appointmentPaths.noticeSent(change?.noticeId ?? ''))

      const next = async (desk: DeskDouble) =>
        NextReminder.parse((await ask(desk, 'POST', appointmentPaths.nextReminder)).body)
      expect(await next(ana)).toEqual({ reminder: null, waiting: 0 })
      after(Date.parse(slot.startsAt) - 24 * 3_600_000 - world.clock.now())
      await signInAgain()
      const due = await next(ana)
      expect(due).toMatchObject({
        reminder: { name: 'Rosa Quilumba', phone: '+593991234567', appointment: { appointmentId: call } },
      })
      expect((await next(luis)).reminder).toBeNull()
      const settle = async (result: string) =>
        (await ask(ana, 'POST', appointmentPaths.reminder(due.reminder?.noticeId ?? ''), { result })).status
      expect(await settle('unreached')).toBe(200)
      expect((await next(ana)).reminder).toBeNull()
      after(2 * 3_600_000)
      expect((await next(luis)).reminder?.noticeId).toBe(due.reminder?.noticeId)
      expect(await settle('told')).toBe(200)
      expect(await settle('told')).toBe(404)
      const [reminder, ...more] = await take()
      expect([reminder?.kind, more]).toEqual(['reminder', []])
      await ana.push(...[mail, call].map((id) => step('ana', id, { kind: 'cancel' })))
      expect((await take()).map(({ kind }) => kind)).toEqual(['cancellation'])
    })

    test('never write to or call whoever left a protected contact, and keep the seat', async () => {
      const slot = await nth('unitId=alumbrado-publico', 0)
      const id = ulid()
      await ana.push(
        step('ana', id, booking(slot, { by: 'sms', to: '+593991234567' })),
        step('ana', id, { kind: 'silence' }),
      )
      expect(await appointmentOf(id)).toMatchObject({ state: 'confirmed' })
      expect(TakenNotices.parse((await ask(sender, 'POST', appointmentPaths.notices)).body).notices).toEqual(
        [],
      )
      const { number } = await appointmentOf(id)
      const found = await ask(ana, 'POST', appointmentPaths.find, { number })
      expect(FoundAppointments.parse(found.body).appointments).toMatchObject([
        { visitor: { name: '', phone: '' } },
      ])
    })

    test('are found by number or telephone and seen by their unit, and forgotten a day after the visit', async () => {
      const slot = await nth('unitId=catastro', 0)
      const id = ulid()
      await ana.push(step('ana', id, booking(slot)))
      const { number = '' } = await appointmentOf(id)
      const find = async (body: object) =>
        FoundAppointments.parse((await ask(luis, 'POST', appointmentPaths.find, body)).body).appointments
      expect(await find({ number: ` ${number.toLowerCase()} ` })).toMatchObject([
        { appointment: { appointmentId: id }, visitor: { name: 'Rosa Quilumba', procedureId: 'avaluo' } },
      ])
      expect(
        (await find({ phone: '+593991234567' })).map(({ appointment }) => appointment.appointmentId),
      ).toContain(id)
      expect((await ask(luis, 'POST', appointmentPaths.find, {})).status).toBe(400)
      const agenda = (desk: DeskDouble) =>
        ask(desk, 'GET', `${appointmentPaths.agenda('catastro')}?day=${slot.startsAt.slice(0, 10)}`)
      const coming = FoundAppointments.parse((await agenda(marco)).body).appointments
      expect(coming.find(({ appointment }) => appointment.appointmentId === id)).toMatchObject({
        visitor: { name: 'Rosa Quilumba' },
      })
      expect((await agenda(eva)).status).toBe(200)
      expect((await agenda(luis)).status).toBe(403)
      const looks = await database()
        .open.db.selectFrom('audit_trail')
        .select(['agent_id', 'subject'])
        .where('reason', '=', 'unit')
        .execute()
      const seen = `catastro ${slot.startsAt.slice(0, 10)}`
      expect(looks).toEqual([
        { agent_id: 'marco', subject: seen },
        { agent_id: 'eva', subject: seen },
      ])
      expect(JSON.stringify(await luis.pullAll())).not.toContain('Rosa Quilumba')

      const { db } = database().open
      await forgetPast(db, new Date(Date.parse(slot.endsAt) + 24 * 3_600_000))
      expect(await find({ number })).toEqual([])
      expect(await luis.find('appointment', id)).toBeNull()
      const left = db.selectFrom('visitors').select('appointment_id').where('appointment_id', '=', id)
      expect(await left.execute()).toEqual([])
    })

    test('are published by the unit’s own people and by leads, and no hour is taken from under somebody', async () => {
      const rule = { ...tuesdays, ruleId: 'centro', rrule: 'FREQ=WEEKLY;BYDAY=WE', place: 'Oficina Centro' }
      const put = (desk: DeskDouble, body: object) => ask(desk, 'PUT', appointmentPaths.rule('centro'), body)
      expect((await put(ana, rule)).status).toBe(403)
      expect(await put(marco, { ...rule, rrule: 'a veces' })).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining('rrule') as string },
      })
      expect((await put(eva, { ...rule, unitId: 'nadie' })).status).toBe(400)
      expect((await put(eva, { ...rule, procedureIds: ['nada'] })).status).toBe(400)
      expect((await put(marco, rule)).status).toBe(200)
      expect(await luis.find('slot-rule', 'centro')).toMatchObject({ place: 'Oficina Centro' })
      const slot = (await slots('unitId=catastro')).find((each) => each.slot.place === 'Oficina Centro')?.slot
      if (!slot) throw new Error('Nothing was published.')
      const id = ulid()
      await ana.push(step('ana', id, booking(slot)))
      expect((await put(eva, { ...rule, exceptions: [slot.startsAt.slice(0, 10)] })).status).toBe(409)
      expect((await ask(eva, 'DELETE', appointmentPaths.rule('centro'))).status).toBe(409)
      expect((await put(marco, { ...rule, capacity: 4 })).status).toBe(200)
      await ana.push(step('ana', id, { kind: 'cancel' }))
      expect((await ask(eva, 'DELETE', appointmentPaths.rule('centro'))).status).toBe(200)
      expect(await luis.find('slot-rule', 'centro')).toBeNull()
    })
  })

/** What a calendar of others makes of the file. */
function eventIn(text: string) {
  const root = new ICAL.Component(ICAL.parse(text) as unknown[])
  const zone = root.getFirstSubcomponent('vtimezone')
  if (!zone) throw new Error('No VTIMEZONE.')
  ICAL.TimezoneService.register(new ICAL.Timezone(zone))
  const component = root.getFirstSubcomponent('vevent')
  if (!component) throw new Error('No VEVENT.')
  const event = new ICAL.Event(component)
  return {
    text,
    method: root.getFirstPropertyValue('method'),
    zone: zone.getFirstPropertyValue('tzid'),
    uid: event.uid,
    sequence: event.sequence,
    status: component.getFirstPropertyValue('status'),
    summary: event.summary,
    location: event.location,
    startsAt: event.startDate.toJSDate().toISOString(),
    organizer: event.organizer,
    attendee: event.attendees[0]?.getFirstValue(),
  }
}
