import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { paths } from '../../../../src/shared/backend-api.ts'
import type { CaseStep } from '../../../../src/shared/domain/cases/case-step.ts'
import { AuditPage, operatingPaths } from '../../../../src/shared/operating-api.ts'
import { ServiceRequest } from '../../../../src/shared/domain/service-request.ts'
import { migrations } from '../../../../src/backend/database/migrations/index.ts'
import {
  create,
  openWorldBeside,
  serviceRequest,
  start,
  type BackendWorld,
  type DeskDouble,
} from '../../../support/backend/backend-world.ts'
import { smallPack, writeSmallPack, type PackFolder } from '../../../support/backend/small-pack.ts'
import type { Suite } from './index.ts'

/** Monday to Friday, 08:00 to 12:00 in Quito, but not on the Tuesday after the start. */
const unitHours = {
  days: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '08:00', to: '12:00' })),
  holidays: ['2026-11-24'],
}
const areas = [
  { areaId: 'calderon', name: 'Calderón', words: ['Carapungo'] },
  { areaId: 'sur', name: 'Sur' },
]

export const secondLevelSuite: Suite = (database) =>
  describe('the second level', () => {
    let world: BackendWorld
    let pack: PackFolder
    let ana: DeskDouble
    let marco: DeskDouble
    let eva: DeskDouble
    beforeAll(async () => {
      await database().reset(migrations)
      pack = await writeSmallPack()
      await pack.write('city.json', { ...smallPack['city.json'], unitHours, areas })
      await pack.write('units.json', [
        { ...smallPack['units.json'][0] },
        { ...smallPack['units.json'][1], answerWithinHours: 6 },
      ])
      await pack.write('services.json', [
        {
          ...smallPack['services.json'][0],
          byArea: [{ areaId: 'calderon', unitId: 'catastro' }],
        },
        smallPack['services.json'][1],
      ])
      await pack.write('agents.json', [
        { agentId: 'ana', name: 'Ana', role: 'agent', queues: ['general'] },
        { agentId: 'luis', name: 'Luis', role: 'agent', queues: ['general'] },
        { agentId: 'marco', name: 'Marco', role: 'agent', queues: [], units: ['catastro'] },
        { agentId: 'eva', name: 'Eva', role: 'team-lead', queues: [], units: ['catastro'] },
        { agentId: 'alba', name: 'Alba', role: 'administrator', queues: [] },
      ])
      world = await openWorldBeside(database(), { pack })
      ;[ana, marco, eva] = [await world.signIn('ana'), await world.signIn('marco'), await world.signIn('eva')]
    })
    afterAll(async () => {
      await world.close()
      await pack.remove()
    })

    const caseOf = async (id: string) => ServiceRequest.parse(await ana.find('service-request', id))
    const step = (agentId: string, serviceRequestId: string, taken: CaseStep) => ({
      commandId: ulid(),
      type: 'serviceRequest.step',
      subject: serviceRequestId,
      issuedAt: start,
      agentId,
      payload: { serviceRequestId, step: taken },
    })
    async function escalated(): Promise<string> {
      const request = serviceRequest({
        serviceCode: '001',
        filedBy: 'somebody',
        escalation: { reason: 'Dos lotes.' },
        dossier: {
          notes: 'Llama tarde.',
          scripts: [
            { title: 'Catastro', version: 4, answers: [{ question: '¿Cuántos lotes?', answer: 'Dos' }] },
          ],
        },
      })
      expect(await ana.push(create(request))).toMatchObject([{ status: 'accepted' }])
      return request.serviceRequestId
    }

    test('gets the case with every answer, from whoever filed it, due by the working calendar of the city', async () => {
      expect(await caseOf(await escalated())).toMatchObject({
        filedBy: 'ana',
        unitId: 'catastro',
        dossier: { scripts: [{ answers: [{ question: '¿Cuántos lotes?', answer: 'Dos' }] }] },
        // Monday 09:00 to 12:00, not on the holiday, then three hours on Wednesday from 08:00.
        secondLevel: {
          state: 'queued',
          dueAt: '2026-11-25T16:00:00.000Z',
          log: [{ kind: 'escalate', agentId: 'ana', name: 'Ana', words: 'Dos lotes.' }],
        },
      })
    })

    test('belongs to its specialists: of two the first has it, whatever name a desk puts on it', async () => {
      const id = await escalated()
      expect(await ana.push(step('ana', id, { kind: 'take' }))).toMatchObject([
        { status: 'rejected', reason: 'case-of-other-unit' },
      ])
      const both = await Promise.all([
        marco.push(step('marco', id, { kind: 'take' })),
        eva.push(step('eva', id, { kind: 'take' })),
      ])
      const outcomes = both.flat()
      expect(outcomes.filter(({ status }) => status === 'accepted')).toHaveLength(1)
      expect(outcomes).toContainEqual(expect.objectContaining({ status: 'rejected', reason: 'case-taken' }))
      expect((await caseOf(id)).secondLevel).toMatchObject({ state: 'taken' })
    })

    test('replies through level 1, who closes the case when the citizen has heard', async () => {
      const id = await escalated()
      await marco.push(
        step('marco', id, { kind: 'take' }),
        step('marco', id, { kind: 'reply', words: 'Son dos predios.' }),
      )
      expect(await caseOf(id)).toMatchObject({ status: 'open', secondLevel: { state: 'answered' } })
      await ana.push(step('ana', id, { kind: 'told' }))
      expect(await caseOf(id)).toMatchObject({ status: 'closed', secondLevel: { outcome: 'resolved' } })
      await ana.push(step('ana', id, { kind: 'reopen', words: 'Sigue igual.' }))
      expect(await caseOf(id)).toMatchObject({
        status: 'open',
        secondLevel: { state: 'queued', reopened: 1 },
      })
    })

    test('a case that would leave by both exits is refused, and gets no number', async () => {
      const request = serviceRequest({
        escalation: { reason: 'Dos lotes.' },
        appointmentWish: { day: '', partOfDay: 'any', place: '' },
      })
      expect(await ana.push(create(request))).toMatchObject([
        { status: 'rejected', reason: 'case-two-exits' },
      ])
      expect(await ana.find('service-request', request.serviceRequestId)).toBeUndefined()
    })

    test('a case that says no reason why level 2 must answer is refused', async () => {
      const request = serviceRequest({ serviceCode: '001', escalation: { reason: '  ' } })
      expect(await ana.push(create(request))).toMatchObject([
        { status: 'rejected', reason: 'case-without-reason' },
      ])
      expect(await ana.find('service-request', request.serviceRequestId)).toBeUndefined()
    })

    test('category and area name the unit, and elsewhere the service’s own answers', async () => {
      const there = serviceRequest({ areaId: 'calderon' })
      const elsewhere = serviceRequest({ areaId: 'sur' })
      const unknown = serviceRequest()
      await ana.push(create(there), create(elsewhere), create(unknown))
      const units = await Promise.all(
        [there, elsewhere, unknown].map(async (one) => (await caseOf(one.serviceRequestId)).unitId),
      )
      expect(units).toEqual(['catastro', 'alumbrado-publico', 'alumbrado-publico'])
    })

    test('a case is read with its person by who filed it and by its unit, and by anybody once it waited for hours', async () => {
      const request = serviceRequest({ serviceCode: '001', escalation: { reason: 'Dos lotes.' } })
      const id = request.serviceRequestId
      await ana.push(create(request))
      const read = async (desk: DeskDouble) =>
        await world.ask('GET', `${paths.serviceRequests}/${id}`, { token: desk.token })
      expect((await read(ana)).body).toMatchObject({ requesterName: request.requesterName })
      expect((await read(marco)).status).toBe(200)
      const luis = await world.signIn('luis')
      expect(await read(luis)).toMatchObject({ status: 403 })
      world.clock.pass(4 * 3_600_000)
      const later = await world.signIn('luis')
      expect((await read(later)).body).toMatchObject({
        phone: request.phone,
        description: request.description,
      })
      const told: CaseStep = { kind: 'reference-told' }
      expect(await ana.push(step('ana', id, told))).toMatchObject([{ status: 'accepted' }])
      expect((await read(later)).status).toBe(403)
      const unknown = await world.ask('GET', `${paths.serviceRequests}/${ulid()}`, { token: later.token })
      expect(unknown.status).toBe(404)

      const alba = (await world.signIn('alba')).token
      const { body } = await world.ask('GET', `${operatingPaths.audit}?limit=500`, { token: alba })
      const looks = AuditPage.parse(body).entries.filter(({ act }) => act.endsWith('/:serviceRequestId'))
      const hours = (later: number) => new Date(Date.parse(start) + later * 3_600_000).toISOString()
      expect(looks).toHaveLength(5)
      // Within a millisecond the trail has no order.
      const expected = [
        { at: hours(0), agentId: 'ana', subject: id, outcome: 'done', reason: 'filed' },
        { at: hours(0), agentId: 'marco', subject: id, outcome: 'done', reason: 'unit' },
        { at: hours(0), agentId: 'luis', subject: id, outcome: 'refused', reason: null },
        { at: hours(4), agentId: 'luis', subject: id, outcome: 'done', reason: 'owed' },
        { at: hours(4), agentId: 'luis', subject: id, outcome: 'refused', reason: null },
      ]
      expect(looks.map(({ act: _same, ...look }) => look)).toEqual(expect.arrayContaining(expected))
      expect(JSON.stringify(looks)).not.toContain(request.requesterName)
    })

    test('a case whose look cannot be written down is not shown', async () => {
      const id = await escalated()
      const { db } = database().open
      await db.schema.alterTable('audit_trail').renameTo('audit_trail_away').execute()
      const answer = await world.ask('GET', `${paths.serviceRequests}/${id}`, { token: ana.token })
      await db.schema.alterTable('audit_trail_away').renameTo('audit_trail').execute()
      expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } })
    })
  })
