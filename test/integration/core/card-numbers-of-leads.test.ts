import { afterEach, beforeEach, expect, test } from 'vitest'
import { testDesk, type TestDesk } from '../../support/test-desk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await testDesk()
  desk.backend.signedIn = { role: 'team-lead' }
  await desk.becomeReady()
})
afterEach(() => desk.dispose())

const words = 'Cobre con la 4111 1111 1111 1111'
const [id, agentId, weekStart] = ['01K00000000000000000000000', 'luz', '2026-11-23']
const article = { entity: 'article', id: 'pagos' } as const
const written = {
  'feedback.answer': () => desk.desk.request('feedback.answer', { feedbackId: id, words }),
  'schedules.reply': () => desk.desk.request('schedules.reply', { weekStart, agentId, words }),
  'schedules.decide': () =>
    desk.desk.request('schedules.decide', { weekStart, exchangeId: id, approve: false, reason: words }),
  'board.adherence': () => desk.desk.request('board.adherence', { agentId, reason: words }),
  'board.lineQualityOf': () => desk.desk.request('board.lineQualityOf', { agentId, reason: words }),
  'emergencies.declare, why': () =>
    desk.desk.request('emergencies.declare', { agentId, reason: words, words: 'Llame a la sala.' }),
  'emergencies.declare, what': () =>
    desk.desk.request('emergencies.declare', { agentId, reason: 'Corte en toda la zona', words }),
  'publishing.step': () =>
    desk.desk.request('publishing.step', { ...article, step: { step: 'refuse', reason: words } }),
  'publishing.rollBack': () =>
    desk.desk.request('publishing.rollBack', { ...article, toVersion: 1, reason: words }),
}

test.each(Object.entries(written))(
  'a card number that a lead writes leaves no desk: %s',
  async (_, write) => {
    const before = desk.backend.asked.length
    await expect(write()).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringMatching(/^(words|reason): holds a card number/) as string,
    })
    expect(JSON.stringify(desk.backend.asked.slice(before))).not.toContain('4111')
  },
)
