import { expect } from '@playwright/test'
import { accountOf, lines } from '../stand/accounts.ts'
import { agentHears, citizenHears } from '../stand/conversation.ts'
import { labTest as test } from '../stand/lab.ts'
import { openLabDesk, type LabDesk } from '../stand/lab-desk.ts'
import { landline } from '../stand/telephone.ts'

const ways = [
  { through: 'Asterisk', line: lines.direct },
  { through: 'Kamailio, rtpengine and Asterisk', line: lines.edge },
]

for (const { through, line } of ways)
  test.describe(`a blind transfer through ${through}`, () => {
    let desk: LabDesk

    test.beforeAll(async ({ browser, asterisk: _asterisk, edge: _edge }) => {
      desk = await openLabDesk(browser, accountOf(line))
      await desk.startWork()
    })
    test.afterEach(() => desk.settle())
    test.afterAll(() => desk.close())

    for (const { whom, to } of [
      { whom: 'a unit', to: '200' },
      { whom: 'a queue', to: 'incidencias' },
      { whom: 'a number', to: landline },
    ])
      test(`to ${whom}: the citizen talks to them and the agent is in wrap-up`, async ({
        citizen,
        service,
      }) => {
        await desk.takeCall(citizen, line)
        await citizenHears(citizen, 'voice')
        await desk.reach(to, 'Shift+Enter')
        await citizenHears(citizen, 'service')
        await citizenHears(service, 'voice')
        await expect(desk.screen.wrapUpCard).toBeVisible()
        await expect(desk.outcome).toBeHidden()
      })

    test('to a colleague: the citizen talks to him and the agent is in wrap-up', async ({
      citizen,
      deskWith,
    }) => {
      const colleague = await deskWith(accountOf(lines.directInfo))
      await colleague.startWork()
      await desk.takeCall(citizen, line)
      await citizenHears(citizen, 'voice')
      await desk.reach('Luis Toapanta', 'Shift+Enter')
      await expect(colleague.screen.ringingCard).toBeVisible()
      await colleague.screen.answer()
      await expect(desk.screen.wrapUpCard).toBeVisible()
      await citizenHears(citizen, 'voice')
      await agentHears(colleague.page, 'voice')
    })

    test('that is refused: the caller comes back by herself, and the agent is told why', async ({
      citizen,
    }) => {
      await desk.takeCall(citizen, line)
      await citizenHears(citizen, 'voice')
      const before = await desk.core.request('contacts.current', {})
      await desk.reach('0900000486', 'Shift+Enter')
      await expect(desk.outcome).toHaveAttribute('data-why', 'busy')
      await expect(desk.screen.callCard).toContainText('En llamada')
      await citizenHears(citizen, 'voice')
      await agentHears(desk.page, 'voice')
      const after = await desk.core.request('contacts.current', {})
      expect(after?.interaction.interactionId).toBe(before?.interaction.interactionId)
    })
  })

for (const { through, line } of ways)
  test.describe(`the second line through ${through}`, () => {
    let desk: LabDesk

    test.beforeAll(async ({ browser, asterisk: _asterisk, edge: _edge }) => {
      desk = await openLabDesk(browser, accountOf(line))
      await desk.startWork()
    })
    test.afterEach(() => desk.settle())
    test.afterAll(() => desk.close())

    test('consults beside the held citizen, swaps, and passes the call on', async ({ citizen, service }) => {
      await desk.takeCall(citizen, line)
      await desk.reach('200')
      await expect(desk.secondLine).toContainText('En llamada')
      await citizenHears(citizen, 'music')
      await citizenHears(service, 'voice')
      await desk.press('Alternar')
      await citizenHears(citizen, 'voice')
      await citizenHears(service, 'music')
      await desk.press('Pasar la llamada')
      await citizenHears(citizen, 'service')
      await citizenHears(service, 'voice')
      await expect(desk.screen.wrapUpCard).toBeVisible()
      await expect(desk.secondLine).toBeHidden()
    })

    test('hung up, the agent is back with the citizen', async ({ citizen, service: _service }) => {
      await desk.takeCall(citizen, line)
      await desk.reach('200')
      await expect(desk.secondLine).toContainText('En llamada')
      await citizenHears(citizen, 'music')
      await desk.press('Colgar y volver')
      await citizenHears(citizen, 'voice')
      await agentHears(desk.page, 'voice')
      await expect(desk.secondLine).toBeHidden()
    })

    test('that does not answer leaves the citizen held and says why', async ({ citizen }) => {
      await desk.takeCall(citizen, line)
      await desk.reach('0900000486')
      await expect(desk.outcome).toHaveAttribute('data-why', 'busy')
      await expect(desk.screen.callCard).toContainText('En espera')
      await desk.press('Recuperar')
      await citizenHears(citizen, 'voice')
    })

    test('all three talk in a room of the exchange, and the contact goes on there', async ({
      citizen,
      service,
    }) => {
      await desk.takeCall(citizen, line)
      await desk.reach('200')
      await expect(desk.secondLine).toContainText('En llamada')
      await desk.press('Hablar los tres')
      await expect(desk.screen.callCard).toContainText('En conferencia')
      await expect(desk.frame.getByTestId('conference-members')).toContainText('200')
      await expect(desk.secondLine).toBeHidden()
      await desk.press('Silenciar')
      await citizenHears(citizen, 'service')
      await citizenHears(service, 'voice')
      await agentHears(desk.page, 'voice')
      await desk.screen.hangUp()
      await expect(desk.screen.wrapUpCard).toBeVisible()
      await citizenHears(citizen, 'service')
    })

    test('the emergency number is dialled by one key beside its card and joined, never in the citizen’s place', async ({
      citizen,
      service,
    }) => {
      await desk.takeCall(citizen, line)
      await citizenHears(citizen, 'voice')
      await desk.frame.locator('body').press('Control+Shift+E')
      await expect(desk.frame.getByTestId('emergency-card')).toBeVisible()
      await desk.frame.locator('body').press('Control+Shift+Enter')
      await expect(desk.screen.callCard).toContainText('En conferencia')
      await expect(desk.frame.getByTestId('conference-members')).toContainText('911')
      await desk.press('Silenciar')
      await citizenHears(citizen, 'service')
      await citizenHears(service, 'voice')
      await expect(desk.secondLine).toBeHidden()
    })
  })
