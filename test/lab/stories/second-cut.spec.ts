import { expect } from '@playwright/test'
import { layLine } from '../../support/cuttable-line.ts'
import { accountOf, lines } from '../stand/accounts.ts'
import { agentHears, citizenHears } from '../stand/conversation.ts'
import { labTest as test } from '../stand/lab.ts'

const line = lines.direct
/** Together longer than an exchange waits for the acknowledgement that was lost, 32 s (RFC 3261 §17.2.1, timer H). */
const rounds = 7

/** The exchange's word that it took the offer which the desk makes on every return of its line. */
const isAnswerToInvite = (said: string): boolean => /SIP\/2\.0 200[^]*CSeq: \d+ INVITE/.test(said)

test('a line that is cut again under the answer to its first words ends no talk', async ({
  citizen,
  deskWith,
}) => {
  test.setTimeout(240_000)
  const cable = await layLine(line.registrar)
  const desk = await deskWith(accountOf(line, { sockets: [{ url: `${cable.url}/ws`, weight: 0 }] }))
  await desk.startWork()
  await desk.takeCall(citizen, line)
  await citizenHears(citizen, 'voice')
  for (let round = 0; round < rounds; round += 1) {
    await cable.cut()
    const cutAgain = cable.cutBefore(isAnswerToInvite)
    await cable.mend()
    await cutAgain
    const cutAt = Date.now()
    await cable.mend()
    await desk.registeredAfterMs(cutAt)
    await agentHears(desk.page, 'voice')
    await citizenHears(citizen, 'voice')
  }
  await desk.press('Retener')
  await citizenHears(citizen, 'music')
  await desk.press('Recuperar')
  await citizenHears(citizen, 'voice')
  citizen.hangUp()
  await expect(desk.screen.wrapUpCard).toBeVisible()
  await cable.close()
})
