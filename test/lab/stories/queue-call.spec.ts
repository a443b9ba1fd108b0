import { expect } from '@playwright/test'
import { accountOf, lines } from '../stand/accounts.ts'
import { agentHears, citizenHears } from '../stand/conversation.ts'
import { labTest as test } from '../stand/lab.ts'
import { openLabDesk, type LabDesk } from '../stand/lab-desk.ts'

for (const { through, line } of [
  { through: 'Asterisk', line: lines.direct },
  { through: 'Kamailio, rtpengine and Asterisk', line: lines.edge },
])
  test.describe(`through ${through}`, () => {
    let desk: LabDesk

    test.beforeAll(async ({ browser, asterisk: _asterisk, edge: _edge }) => {
      desk = await openLabDesk(browser, accountOf(line))
      await desk.startWork()
    })
    test.afterEach(() => desk.settle())
    test.afterAll(() => desk.close())

    test('a call from the queue pops with what the menu knew, and both hear each other', async ({
      citizen,
    }) => {
      citizen.dial(line.number)
      await expect(desk.screen.ringingCard).toBeVisible()
      expect((await desk.call()).offer).toMatchObject({
        number: '0987654321',
        displayName: 'Rosa Chiluisa',
        queue: 'ayuda-alimentaria',
        externalCallId: expect.stringMatching(/^\d+\.\d+$/),
        ivr: { topic: 'comida', summary: 'Pide víveres para dos' },
        userToUser: '7b22696e74656e63696f6e223a22636f6d696461227d;encoding=hex',
      })
      await desk.screen.answer()
      await expect(desk.screen.callCard).toBeVisible()
      await citizenHears(citizen, 'voice')
      await agentHears(desk.page, 'voice')
    })

    test('held, the citizen hears the music and the agent nothing; taken back, both talk', async ({
      citizen,
    }) => {
      await desk.takeCall(citizen, line)
      await citizenHears(citizen, 'voice')
      await desk.press('Retener')
      await expect(desk.screen.callCard).toContainText('En espera')
      await citizenHears(citizen, 'music')
      await agentHears(desk.page, 'silence')
      await desk.press('Recuperar')
      await expect(desk.screen.callCard).toContainText('En llamada')
      await citizenHears(citizen, 'voice')
      await agentHears(desk.page, 'voice')
    })
  })
