import { expect } from '@playwright/test'
import { accountOf, lines } from '../stand/accounts.ts'
import { labTest as test } from '../stand/lab.ts'
import { openLabDesk, type LabDesk } from '../stand/lab-desk.ts'
import { heardByAgent } from '../stand/listen-in.ts'
import { citizenHears } from '../stand/conversation.ts'

let desk: LabDesk

test.beforeAll(async ({ browser, asterisk }) => {
  expect(asterisk.url).toBe(lines.direct.registrar)
  desk = await openLabDesk(browser, accountOf(lines.direct))
  await desk.startWork()
})
test.afterEach(() => desk.settle())
test.afterAll(() => desk.close())

test('a call from the queue pops with what the menu knew, and both hear each other', async ({ citizen }) => {
  citizen.dial(lines.direct.number)
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
  expect(await heardByAgent(desk.page)).toBeGreaterThan(1e-4)
})
