import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrations } from '../../../../src/backend/database/migrations/index.ts'
import {
  openWorldBeside,
  start,
  type BackendWorld,
  type DeskDouble,
} from '../../../support/backend/backend-world.ts'
import { CallerAnswer } from '../../../../src/shared/domain/caller.ts'
import { paths } from '../../../../src/shared/backend-api.ts'
import { readRecord } from '../../../../src/backend/changes/change-log.ts'
import type { Suite } from './index.ts'

const rosa = {
  citizenId: ulid(),
  name: 'Rosa Quishpe',
  phones: ['+593991234567'],
  updatedAt: '2026-01-01T00:00:00Z',
}

export const citizensSuite: Suite = (database) =>
  describe('citizens', () => {
    let world: BackendWorld
    let ana: DeskDouble
    let luis: DeskDouble
    beforeAll(async () => {
      await database().reset(migrations)
      const seed = [{ entity: 'citizen', id: rosa.citizenId, doc: rosa }]
      world = await openWorldBeside(database(), { seed })
      ana = await world.signIn('ana')
      luis = await world.signIn('luis')
    })
    afterAll(() => world.close())

    const speak = (citizenId: string, language: string | null) => ({
      commandId: ulid(),
      type: 'citizen.speak',
      subject: citizenId,
      issuedAt: start,
      agentId: 'ana',
      payload: { citizenId, language },
    })

    /** As the desk of the next agent asks when her number rings: nobody’s record comes down by itself. */
    async function whoCalls(): Promise<unknown> {
      const body = { number: rosa.phones[0] }
      const answer = await world.ask('POST', paths.caller, { token: luis.token, body })
      return CallerAnswer.parse(answer.body).citizen
    }

    test('what one agent wrote down as a citizen’s language is there for the next who takes his call', async () => {
      expect(await ana.push(speak(rosa.citizenId, 'qu'))).toMatchObject([{ status: 'accepted' }])
      expect(await whoCalls()).toMatchObject({ name: 'Rosa Quishpe', language: 'qu' })
      await ana.push(speak(rosa.citizenId, null))
      expect(await whoCalls()).not.toHaveProperty('language')
    })

    test('nobody becomes a citizen by being spoken to', async () => {
      const stranger = ulid()
      expect(await ana.push(speak(stranger, 'en'))).toMatchObject([{ status: 'rejected' }])
      expect(await readRecord(database().open.db, 'citizen', stranger)).toBeUndefined()
    })
  })
