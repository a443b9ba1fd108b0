import { expect } from '@playwright/test'
import { accountOf, lines } from '../stand/accounts.ts'
import { citizenHears } from '../stand/conversation.ts'
import { labTest as test } from '../stand/lab.ts'
import type { LabDesk } from '../stand/lab-desk.ts'

/** How this line is, in the list of whom to call. */
async function expectLine(desk: LabDesk, words: string, name = 'Luis Toapanta'): Promise<void> {
  const found = desk.frame.getByTestId('reach-panel').getByRole('button', { name })
  await expect(found).toContainText(words)
}

test('a colleague’s line is shown as it is: away, free, in a call', async ({ citizen, deskWith }) => {
  const desk = await deskWith(accountOf(lines.direct))
  await desk.startWork()
  await desk.frame.locator('body').press('Control+Shift+K')
  await desk.frame.getByLabel('A quién').fill('Luis')
  await expectLine(desk, 'sin línea')
  const other = await deskWith(accountOf(lines.directInfo))
  await other.startWork()
  await expectLine(desk, 'libre')
  await other.takeCall(citizen, lines.directInfo)
  await expectLine(desk, 'hablando')
  await other.screen.hangUp()
  await expectLine(desk, 'libre')
})

test('a unit’s line on the city’s exchange is shown as it is', async ({ citizen, service, deskWith }) => {
  const desk = await deskWith(accountOf(lines.direct), {
    pack: { 'units.json': { catastro: { phone: '200' } } },
  })
  await desk.startWork()
  await desk.frame.locator('body').press('Control+Shift+K')
  await desk.frame.getByLabel('A quién').fill('Catastro')
  await expectLine(desk, 'libre', 'Catastro')
  await desk.takeCall(citizen, lines.direct)
  await desk.reach('200')
  await citizenHears(service, 'voice')
  await desk.frame.locator('body').press('Control+Shift+K')
  await desk.frame.getByLabel('A quién').fill('Catastro')
  await expectLine(desk, 'hablando', 'Catastro')
})

test('messages that wait in the line’s mailbox are counted', async ({ asterisk, deskWith }) => {
  const desk = await deskWith(accountOf(lines.direct))
  await desk.startWork()
  await expect(desk.frame.getByTestId('voicemail')).toBeHidden()
  asterisk.leaveMessages(2)
  await expect(desk.frame.getByTestId('voicemail')).toContainText('2')
  asterisk.leaveMessages(0)
  await expect(desk.frame.getByTestId('voicemail')).toBeHidden()
})

test('what agent and citizen write reaches the other, and stands beside the call', async ({
  citizen,
  deskWith,
}) => {
  const desk = await deskWith(accountOf(lines.direct))
  await desk.startWork()
  await desk.takeCall(citizen, lines.direct)
  await citizenHears(citizen, 'voice')
  await desk.press('Escribir un mensaje')
  await desk.frame.getByRole('textbox', { name: 'Mensaje' }).fill('Su caso es el 1042.')
  await desk.frame.getByRole('textbox', { name: 'Mensaje' }).press('Enter')
  await expect.poll(() => citizen.texts().join('\n')).toContain('Su caso es el 1042.')
  await citizen.write(lines.direct.number, 'Gracias, ¿a qué hora?')
  await expect(desk.frame.getByTestId('call-texts')).toContainText('Gracias, ¿a qué hora?')
})
