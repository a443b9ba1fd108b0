import { expect } from '@playwright/test'
import { accountOf, lines } from '../stand/accounts.ts'
import { openCarelessBorder } from '../stand/careless-border.ts'
import { agentHears, citizenHears } from '../stand/conversation.ts'
import { labTest as test } from '../stand/lab.ts'
import { messages, openLabDesk, type LabDesk } from '../stand/lab-desk.ts'

for (const { through, line, byInfo } of [
  { through: 'Asterisk', line: lines.direct, byInfo: lines.directInfo },
  { through: 'Kamailio, rtpengine and Asterisk', line: lines.edge, byInfo: lines.edgeInfo },
])
  test.describe(`through ${through}`, () => {
    let desk: LabDesk

    test.beforeAll(async ({ browser, asterisk: _asterisk, edge: _edge }) => {
      desk = await openLabDesk(browser, accountOf(line))
      await desk.startWork()
    })
    test.afterEach(() => desk.settle())
    test.afterAll(() => desk.close())

    test('keys go as RFC 4733 events where that was negotiated', async ({ citizen }) => {
      await desk.takeCall(citizen, line)
      await citizenHears(citizen, 'voice')
      await desk.pressKeys('5#')
      await expect.poll(() => citizen.keys()).toBe('5#')
      expect(messages(desk.sent, 'INFO')).toBe(0)
    })

    test('keys go as INFO where no telephone-event was negotiated', async ({ citizen, deskWith }) => {
      const other = await deskWith(accountOf(byInfo))
      await other.startWork()
      await other.takeCall(citizen, byInfo)
      await citizenHears(citizen, 'voice')
      await other.pressKeys('5#')
      await expect.poll(() => citizen.keys()).toBe('5#')
      expect(messages(other.sent, 'INFO')).toBe(2)
    })

    test('a citizen who puts us on hold is shown as such, and comes back', async ({ citizen }) => {
      await desk.takeCall(citizen, line)
      await citizenHears(citizen, 'voice')
      citizen.hold(true)
      await expect(desk.screen.callCard).toContainText('La otra parte puso en espera')
      citizen.hold(false)
      await expect(desk.screen.callCard).toContainText('En llamada')
      await agentHears(desk.page, 'voice')
    })

    test('a hold stays a hold when the exchange negotiates again', async ({ citizen, asterisk }) => {
      await desk.takeCall(citizen, line)
      await desk.press('Retener')
      await citizenHears(citizen, 'music')
      await asterisk.negotiateAgain(line)
      await expect.poll(() => messages(desk.received, 'INVITE')).toBe(2)
      await citizenHears(citizen, 'music')
      await agentHears(desk.page, 'silence')
      await expect(desk.screen.callCard).toContainText('En espera')
    })

    test('a border that offers sound into a hold does not end the hold', async ({
      citizen,
      asterisk,
      deskWith,
    }) => {
      const border = await openCarelessBorder(line.registrar)
      const other = await deskWith(accountOf(line, { sockets: [{ url: border.url, weight: 0 }] }))
      await other.startWork()
      await other.takeCall(citizen, line)
      await other.press('Retener')
      await citizenHears(citizen, 'music')
      await asterisk.negotiateAgain(line)
      // The hold itself, and the hold said once more.
      await expect.poll(() => messages(other.sent, 'INVITE')).toBe(2)
      await citizenHears(citizen, 'music')
      await agentHears(other.page, 'silence')
      await expect(other.screen.callCard).toContainText('En espera')
      border.close()
    })
  })
