import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ulid } from 'ulid'
import { migrations } from '../../../../src/backend/database/migrations/index.ts'
import { readResolution } from '../../../../src/backend/quality/resolution.ts'
import type { Disposition } from '../../../../src/shared/domain/disposition.ts'
import { resolutionOf } from '../../../../src/shared/domain/cases/resolution.ts'
import { schedulePaths } from '../../../../src/shared/schedules-api.ts'
import {
  interaction,
  openWorldBeside,
  serviceRequest,
  start,
  type BackendWorld,
} from '../../../support/backend/backend-world.ts'
import type { Suite } from './index.ts'

const dayMs = 86_400_000
const now = Date.parse(start)

function contact(number: string, daysAgo: number, about: string, disposition: Disposition) {
  const base = interaction({ number, offeredAt: new Date(now - daysAgo * dayMs).toISOString() })
  return { ...base, draft: { ...base.draft, serviceCode: about, disposition } }
}

export const resolutionSuite: Suite = (database) =>
  describe('first contact and first level (domain §2.2)', () => {
    let world: BackendWorld
    const reopened = contact('+593990000005', 5, 'poda', 'CAS')
    beforeAll(async () => {
      await database().reset(migrations)
      const contacts = [
        // Settled; another matter of the same person is another matter.
        contact('+593990000001', 10, 'farola', 'INF'),
        contact('+593990000001', 9, 'poda', 'INF'),
        // Came back after three days: one matter, not settled, whatever the second ended as.
        contact('+593990000002', 10, 'farola', 'CAS'),
        contact('+593990000002', 7, 'farola', 'UPD'),
        // After twelve days it is a matter of its own in a city that waits seven.
        contact('+593990000003', 20, 'farola', 'TRM'),
        contact('+593990000003', 8, 'farola', 'ESC-2'),
        // Neither counts.
        contact('+593990000004', 3, 'farola', 'WRG'),
        contact('', 3, 'farola', 'VIO'),
        reopened,
        // Before the days that are looked at, and after them by nobody.
        contact('+593990000006', 40, 'farola', 'INF'),
      ]
      const again = serviceRequest({
        interactionId: reopened.interactionId,
        secondLevel: { state: 'queued', dueAt: start, reopened: 1, log: [] },
      })
      world = await openWorldBeside(database(), {
        seed: [
          ...contacts.map((doc) => ({ entity: 'interaction', id: doc.interactionId, doc })),
          { entity: 'service-request', id: again.serviceRequestId, doc: again },
          { entity: 'interaction', id: ulid(), doc: null },
        ],
      })
    })
    afterAll(() => world.close())

    test('a matter that comes back in time or whose case is reopened was not settled', async () => {
      expect(await readResolution(database().open.db, 7, now)).toEqual({
        withinDays: 7,
        matters: 6,
        cameBack: 2,
        contacts: 7,
        closedAtFirst: 6,
      })
    })

    test('how long counts is the city’s to say', async () => {
      expect(await readResolution(database().open.db, 1, now)).toMatchObject({ matters: 7, cameBack: 1 })
      expect(await readResolution(database().open.db, 14, now)).toMatchObject({ matters: 5, cameBack: 3 })
    })

    test('of nothing there is no figure', async () => {
      const counts = await readResolution(database().open.db, 7, now + 400 * dayMs)
      expect(resolutionOf(counts)).toMatchObject({ matters: 0, firstContact: null, firstLevel: null })
    })

    test('is for team leads', async () => {
      const ana = await world.signIn('ana')
      expect((await world.ask('GET', schedulePaths.resolution, { token: ana.token })).status).toBe(403)
      const lead = await world.signIn('eva')
      const answer = await world.ask('GET', `${schedulePaths.resolution}?withinDays=7`, { token: lead.token })
      expect(answer.body).toMatchObject({ firstContact: 4 / 6, firstLevel: 6 / 7 })
    })
  })
