import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Handover } from '../../../../src/shared/domain/handover.ts'
import { start, type BackendWorld, type DeskDouble } from '../../../support/backend/backend-world.ts'
import { openTeamWorld } from '../../../support/backend/team-world.ts'
import type { Suite } from './index.ts'

export const handoversSuite: Suite = (database) =>
  describe('notes between shifts', () => {
    let world: BackendWorld
    let ana: DeskDouble
    let luis: DeskDouble
    let lead: DeskDouble
    beforeAll(async () => {
      world = await openTeamWorld(database())
      ana = await world.signIn('ana')
      luis = await world.signIn('luis')
      lead = await world.signIn('eva')
    })
    afterAll(() => world.close())

    const left = (changed: Partial<Handover> = {}) => {
      const handover: Handover = {
        handoverId: ulid(),
        agentId: 'ana',
        agentName: 'Otra',
        day: '2026-11-23',
        leftAt: start,
        words: 'Sigue el corte de agua.',
        cases: [],
        queues: ['general'],
        taken: { agentId: 'luis', name: 'Luis', at: start },
        ...changed,
      }
      const sent = { commandId: ulid(), subject: handover.handoverId, issuedAt: start, agentId: 'ana' }
      return { ...sent, type: 'handover.leave', payload: { handover } }
    }
    const take = (agentId: string, handoverId: string) => ({
      commandId: ulid(),
      type: 'handover.take',
      subject: handoverId,
      issuedAt: start,
      agentId,
      payload: { handoverId },
    })

    test('reach colleagues and leads under their author’s name, with nobody looking after them yet', async () => {
      const command = left()
      const { handoverId } = command.payload.handover
      expect(await ana.push(command)).toMatchObject([{ status: 'accepted' }])
      for (const desk of [luis, lead])
        expect(await desk.find('handover', handoverId)).toMatchObject({
          agentId: 'ana',
          agentName: 'Ana',
          words: 'Sigue el corte de agua.',
          taken: null,
        })
    })

    test('the first who takes one has it, and the second is told so', async () => {
      const command = left()
      const { handoverId } = command.payload.handover
      await ana.push(command)
      expect(await luis.push(take('luis', handoverId))).toMatchObject([{ status: 'accepted' }])
      expect(await lead.push(take('eva', handoverId))).toMatchObject([{ status: 'rejected' }])
      expect(await ana.find('handover', handoverId)).toMatchObject({ taken: { name: 'Luis' } })
    })

    test('nobody leaves a note in the name of another', async () => {
      const command = left({ agentId: 'luis' })
      await ana.push(command)
      expect(await luis.find('handover', command.payload.handover.handoverId)).toMatchObject({
        agentId: 'ana',
      })
    })
  })
