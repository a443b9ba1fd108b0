import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ulid } from 'ulid'
import { migrate } from '../../../../src/backend/database/migrate.ts'
import { migrations } from '../../../../src/backend/database/migrations/index.ts'
import { paths } from '../../../../src/shared/backend-api.ts'
import { placeKey } from '../../../../src/shared/domain/cases/duplicates.ts'
import type { CallerAnswer, SameCase } from '../../../../src/shared/domain/caller.ts'
import {
  interaction,
  openWorldBeside,
  record,
  serviceRequest,
  start,
  type BackendWorld,
  type DeskDouble,
} from '../../../support/backend/backend-world.ts'
import type { Suite } from './index.ts'

const rosa = {
  citizenId: ulid(),
  name: 'Rosa Quishpe',
  phones: ['00593-99 123 4567'],
  document: '1712345678',
  updatedAt: '2026-01-01T00:00:00Z',
}
const neighbour = { ...rosa, citizenId: ulid(), name: 'Otra', phones: ['+34 991 234 567'] }

export const callersSuite: Suite = (database) =>
  describe('who calls', () => {
    let world: BackendWorld
    let ana: DeskDouble
    beforeAll(async () => {
      await database().reset(migrations)
      const contacts = [
        interaction({ citizenId: rosa.citizenId }),
        interaction({ number: '099 123 4567' }),
        interaction({ number: '+593987654321' }),
      ]
      const cases = [
        serviceRequest({ citizenId: rosa.citizenId, address: 'Av. Amazonas y Colón', phone: '' }),
        serviceRequest({ address: 'Calle Sucre 12', phone: '+593987654321' }),
      ]
      world = await openWorldBeside(database(), {
        seed: [
          ...[rosa, neighbour].map((doc) => ({ entity: 'citizen', id: doc.citizenId, doc })),
          ...contacts.map((doc) => ({ entity: 'interaction', id: doc.interactionId, doc })),
          ...cases.map((doc) => ({ entity: 'service-request', id: doc.serviceRequestId, doc })),
        ],
      })
      ana = await world.signIn('ana')
    })
    afterAll(() => world.close())

    const ask = async (number: string) =>
      (await world.ask('POST', paths.caller, { token: ana.token, body: { number } })).body as CallerAnswer
    const same = async (body: object) =>
      (await world.ask('POST', paths.sameCases, { token: ana.token, body })).body as SameCase[]

    test('is found by a number written in another way, with the contacts and cases, which name nobody', async () => {
      const answer = await ask('0991234567')
      expect(answer.citizen).toMatchObject({ citizenId: rosa.citizenId, document: rosa.document })
      expect(answer.history).toHaveLength(2)
      expect(Object.keys(answer.history[0] ?? {})).not.toContain('draft')
      expect(answer.requests).toMatchObject([{ requesterName: '', phone: '', address: '', description: '' }])
    })

    test('is nobody for a number that only ends alike', async () => {
      expect(await ask('+593 2 991 4567')).toEqual({ citizen: null, history: [], requests: [] })
    })

    test('is told as the record stands now', async () => {
      const payload = { citizenId: rosa.citizenId, language: 'qu' }
      const speak = { commandId: ulid(), type: 'citizen.speak', subject: rosa.citizenId }
      await ana.push({ ...speak, issuedAt: start, agentId: 'ana', payload })
      expect((await ask('0991234567')).citizen).toMatchObject({ language: 'qu' })
    })

    test('leaves out a contact with a protected outcome', async () => {
      const contact = interaction({ citizenId: rosa.citizenId })
      await ana.push(record({ ...contact, draft: { ...contact.draft, disposition: 'VIO' } }))
      const { history } = await ask('0991234567')
      expect(history.map(({ interactionId }) => interactionId)).not.toContain(contact.interactionId)
    })

    test('cases on the same are found by caller and by place, without whose they are', async () => {
      const { serviceCode } = serviceRequest()
      const [byPlace] = await same({ serviceCode, number: '', address: 'calle SUCRE, 12' })
      expect(Object.keys(byPlace ?? {}).toSorted()).toEqual(['requestedAt', 'serviceRequestId', 'status'])
      expect(await same({ serviceCode, number: '0991234567', address: '' })).toHaveLength(1)
      expect(await same({ serviceCode: 'otro', number: '0991234567', address: 'Calle Sucre 12' })).toEqual([])
    })

    test('is asked one contact at a time: nobody copies the register number by number', async () => {
      const answers: number[] = []
      for (let number = 0; number < 70; number++)
        answers.push(
          (
            await world.ask('POST', paths.caller, {
              token: ana.token,
              body: { number: `+59398000${String(number).padStart(4, '0')}` },
            })
          ).status,
        )
      expect(answers.at(-1)).toBe(429)
      expect((await world.ask('POST', paths.caller, { body: { number: '+593991234567' } })).status).toBe(401)
    })

    test('no number of a citizen stands in the log or in the trail', () => {
      expect(world.logged.join('\n')).not.toMatch(/991234567|98000/)
    })
  })

export const callersMigrationSuite: Suite = (database) =>
  test('0106 finds who was there before, and leaves alone what cannot be read as text', async () => {
    const { db } = database().open
    await database().reset(migrations.filter(({ number }) => number < 106))
    const add = (entity: string, id: string, doc: object) =>
      db
        .insertInto('records')
        .values({ entity, id, owner: null, doc: JSON.stringify(doc), changed_at: new Date(0) })
        .execute()
    await add('citizen', rosa.citizenId, rosa)
    await add('citizen', 'odd', { name: '\u0000', phones: ['+593990000000'] })
    await add('service-request', 'case', serviceRequest({ address: 'Pasaje Ñuñoa, Nº 3' }))
    await migrate(db, migrations)
    expect(await db.selectFrom('citizen_phones').selectAll().execute()).toEqual([
      { phone_key: '91234567', citizen_id: rosa.citizenId },
    ])
    expect(
      await db.selectFrom('person_records').select(['id', 'place_key', 'service_code']).execute(),
    ).toEqual([{ id: 'case', place_key: placeKey('Pasaje Ñuñoa, Nº 3'), service_code: 'farola' }])
  })
