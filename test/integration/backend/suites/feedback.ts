import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrations } from '../../../../src/backend/database/migrations/index.ts'
import { paths } from '../../../../src/shared/backend-api.ts'
import type { Command } from '../../../../src/shared/commands.ts'
import type { Feedback } from '../../../../src/shared/domain/feedback.ts'
import {
  openWorldBeside,
  start,
  type BackendWorld,
  type DeskDouble,
} from '../../../support/backend/backend-world.ts'
import { smallPack, writeSmallPack } from '../../../support/backend/small-pack.ts'
import type { Suite } from './index.ts'

export const feedbackSuite: Suite = (database) =>
  describe('feedback on a record', () => {
    let world: BackendWorld
    let ana: DeskDouble
    let luis: DeskDouble
    let lead: DeskDouble
    beforeAll(async () => {
      await database().reset(migrations)
      const pack = await writeSmallPack()
      const jefa = { agentId: 'jefa', name: 'Jefa', role: 'team-lead', queues: [] }
      await pack.write('agents.json', [...smallPack['agents.json'], jefa])
      world = await openWorldBeside(database(), { pack })
      ana = await world.signIn('ana')
      luis = await world.signIn('luis')
      lead = await world.signIn('jefa')
    })
    afterAll(() => world.close())

    const given = (changed: Partial<Feedback> = {}): Command & { type: 'feedback.give' } => {
      const feedback: Feedback = {
        feedbackId: ulid(),
        about: { kind: 'procedure', id: 'q09-irm', title: 'IRM', version: 1 },
        fact: 'time',
        words: 'Ya son 30 días.',
        interactionId: ulid(),
        agentId: 'ana',
        at: start,
        status: 'open',
        ...changed,
      }
      return {
        commandId: ulid(),
        type: 'feedback.give',
        subject: feedback.feedbackId,
        issuedAt: start,
        agentId: 'ana',
        payload: { feedback },
      }
    }
    const listed = async (token: string) => await world.ask('GET', paths.feedback, { token })

    test('reaches the team lead with the contact it came from, and its agent alone hears the answer', async () => {
      const command = given()
      const { feedbackId, interactionId } = command.payload.feedback
      expect(await ana.push(command)).toMatchObject([{ status: 'accepted' }])
      expect((await listed(lead.token)).body).toMatchObject([{ feedbackId, interactionId, status: 'open' }])

      const answer = await world.ask('POST', `${paths.feedback}/${feedbackId}/answer`, {
        token: lead.token,
        body: { words: 'Corregido en la versión 2.' },
      })
      expect(answer).toMatchObject({ status: 200, body: { status: 'answered', answer: { by: 'jefa' } } })
      expect(await ana.find('feedback', feedbackId)).toMatchObject({ status: 'answered' })
      expect((await luis.pullAll()).filter(({ entity }) => entity === 'feedback')).toEqual([])
    })

    test('what nobody has answered comes first', async () => {
      const open = given()
      await ana.push(open)
      const { body } = await listed(lead.token)
      expect((body as Feedback[]).map(({ status }) => status)).toEqual(['open', 'answered'])
    })

    test('no desk says whose it is or that it is answered already', async () => {
      const command = given({
        agentId: 'luis',
        status: 'answered',
        answer: { by: 'luis', at: start, words: 'x' },
      })
      await ana.push(command)
      const stored = await ana.find('feedback', command.payload.feedback.feedbackId)
      expect(stored).toMatchObject({ agentId: 'ana', status: 'open' })
      expect(stored).not.toHaveProperty('answer')
    })

    test('an agent neither lists nor answers', async () => {
      expect((await listed(ana.token)).status).toBe(403)
      const answer = await world.ask('POST', `${paths.feedback}/${ulid()}/answer`, {
        token: ana.token,
        body: { words: 'x' },
      })
      expect(answer.status).toBe(403)
    })

    test('an answer to nothing, or of nothing, is refused', async () => {
      const to = (feedbackId: string, words: string) =>
        world.ask('POST', `${paths.feedback}/${feedbackId}/answer`, { token: lead.token, body: { words } })
      expect((await to(ulid(), 'x')).status).toBe(404)
      expect((await to(ulid(), '')).status).toBe(400)
    })
  })
