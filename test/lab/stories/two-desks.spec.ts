import { expect } from '@playwright/test'
import { accountOf, lines } from '../stand/accounts.ts'
import { agentHears, citizenHears } from '../stand/conversation.ts'
import { labTest as test } from '../stand/lab.ts'

const line = lines.direct

test('of two desks with one account the newer one rings; the older one ends its talk in peace, says so and closes', async ({
  citizen,
  deskWith,
}) => {
  const home = await deskWith(accountOf(line))
  await home.startWork()
  await home.takeCall(citizen, line)
  await citizenHears(citizen, 'voice')
  const office = await deskWith(accountOf(line), { beside: home })
  await office.startWork()
  await expect(home.frame.getByTestId('problem-elsewhere')).toBeVisible()
  await citizenHears(citizen, 'voice')
  await agentHears(home.page, 'voice')
  citizen.hangUp()
  await expect(home.screen.wrapUpCard).toBeVisible()
  await home.screen.closeContact('INF')
  await expect(home.frame.getByTestId('sign-in-elsewhere')).toBeVisible()
  await office.screen.expectState('ready')

  // What the older one said at its end took nothing from the line of the newer one.
  await office.takeCall(citizen, line)
  await citizenHears(citizen, 'voice')
  await agentHears(office.page, 'voice')
  expect((await office.registration()).state).toBe('registered')
})
