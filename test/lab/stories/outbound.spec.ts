import { expect } from '@playwright/test'
import { accountOf, lines } from '../stand/accounts.ts'
import { agentHears, citizenHears } from '../stand/conversation.ts'
import { labTest as test } from '../stand/lab.ts'
import { openLabDesk, type LabDesk } from '../stand/lab-desk.ts'
import { citizenNumber } from '../stand/telephone.ts'

const ways = [
  { through: 'Asterisk', line: lines.direct },
  { through: 'Kamailio, rtpengine and Asterisk', line: lines.edge },
]

for (const { through, line } of ways)
  test.describe(`through ${through}`, () => {
    let desk: LabDesk

    test.beforeAll(async ({ browser, asterisk: _asterisk, edge: _edge }) => {
      desk = await openLabDesk(browser, accountOf(line))
      await desk.startWork()
    })
    test.afterEach(() => desk.settle())
    test.afterAll(() => desk.close())

    test('a citizen who is called rings, answers, and both hear each other', async ({ citizen }) => {
      await desk.reach(citizenNumber)
      await expect(desk.screen.callCard).toContainText('Está timbrando')
      await citizen.answer()
      await expect(desk.screen.callCard).toContainText('En llamada')
      await citizenHears(citizen, 'voice')
      await agentHears(desk.page, 'voice')
    })

    for (const { number, told, words } of [
      { number: '0900000486', told: 'busy', words: 'Está ocupado' },
      { number: '0900000404', told: 'unknown-number', words: 'Ese número no existe' },
      { number: '0900000480', told: 'unavailable', words: 'Ahora no se le puede localizar' },
      { number: '0900000408', told: 'no-answer', words: 'Nadie contestó' },
      { number: '0900000603', told: 'declined', words: 'No quiso contestar' },
    ])
      test(`a number that is answered with ${told} is told as such`, async () => {
        await desk.reach(number)
        await expect(desk.outcome).toHaveAttribute('data-why', told)
        await expect(desk.outcome).toContainText(words)
        await desk.screen.expectState('ready')
      })
  })

for (const { through, line } of ways)
  test.describe(`from a desk through ${through}`, () => {
    let desk: LabDesk

    test.beforeAll(async ({ browser, asterisk: _asterisk, edge: _edge }) => {
      desk = await openLabDesk(browser, accountOf(line))
      await desk.startWork()
    })
    test.afterEach(() => desk.settle())
    test.afterAll(() => desk.close())

    test('what the exchange says by sound before anybody answers is heard', async () => {
      await desk.reach('0900000183')
      await expect(desk.screen.callCard).toContainText('Contestando la centralita')
      await agentHears(desk.page, 'voice')
      await expect(desk.outcome).toHaveAttribute('data-why', 'unavailable')
    })

    test('a citizen whose call broke off is called again from her card', async ({ citizen }) => {
      await desk.takeCall(citizen, line)
      citizen.hangUp()
      await expect(desk.screen.wrapUpCard).toBeVisible()
      await desk.frame
        .getByTestId('citizen-card')
        .getByRole('button', { name: /^Llamar a/ })
        .click()
      await citizen.answer()
      await expect(desk.secondLine).toContainText('En llamada')
      await agentHears(desk.page, 'voice')
    })

    test('whom the desk talked to last is dialled again from the last contacts', async ({ citizen }) => {
      await desk.takeCall(citizen, line)
      citizen.hangUp()
      await expect(desk.screen.wrapUpCard).toBeVisible()
      await desk.settle()
      await desk.frame
        .getByTestId('recent')
        .getByRole('button', { name: /^Llamar/ })
        .first()
        .click()
      await citizen.answer()
      await expect(desk.screen.callCard).toContainText('En llamada')
      await agentHears(desk.page, 'voice')
    })

    test('a number selected anywhere is the one that is dialled', async ({ citizen, service }) => {
      await desk.takeCall(citizen, line)
      const notes = desk.frame.locator('#contact-notes')
      await notes.fill('Pide que llamemos al 200, catastro')
      await notes.selectText()
      await notes.press('Control+Shift+K')
      await expect(desk.frame.getByLabel('A quién')).toHaveValue('200')
      await desk.frame.getByLabel('A quién').press('Enter')
      await expect(desk.secondLine).toContainText('En llamada')
      await citizenHears(service, 'voice')
    })
  })
