import { expect } from '@playwright/test'
import { percentile } from '../../bench/figures.ts'
import { layLine } from '../../support/cuttable-line.ts'
import { waitFor } from '../../support/wait-for.ts'
import { accountOf, lines } from '../stand/accounts.ts'
import { citizenHears } from '../stand/conversation.ts'
import { labTest as test } from '../stand/lab.ts'
import { packetsToAgent } from '../stand/listen-in.ts'
import { moveDesk } from '../stand/network.ts'

const line = lines.direct
const changes = 20
const backWithinMs = 4_000
/** A tenth of a second of sound: no straggler of the old way. */
const soundAgain = 5

test('the desk’s address is replaced twenty times in one call: the sound comes back by itself and no call is lost', async ({
  citizen,
  deskWith,
}) => {
  test.setTimeout(400_000)
  const cable = await layLine(line.registrar)
  const desk = await deskWith(accountOf(line, { sockets: [{ url: `${cable.url}/ws`, weight: 0 }] }))
  await desk.startWork()
  await desk.takeCall(citizen, line)
  await citizenHears(citizen, 'voice')
  const { callId } = await desk.call()
  const backMs: number[] = []
  for (let change = 0; change < changes; change += 1) {
    moveDesk()
    cable.forget()
    const movedAt = performance.now()
    const heard = await packetsToAgent(desk.page)
    await waitFor('the sound to be back', async () => (await packetsToAgent(desk.page)) >= heard + soundAgain)
    backMs.push(performance.now() - movedAt)
    await citizenHears(citizen, 'voice')
  }
  const [p50, p95] = [percentile(backMs, 0.5), percentile(backMs, 0.95)].map(Math.round)
  console.log(`network changed ${changes} times: sound back p50 ${p50} ms, p95 ${p95} ms, 0 calls lost`)
  expect((await desk.call()).callId).toBe(callId)
  expect(p95).toBeLessThanOrEqual(backWithinMs)
  citizen.hangUp()
  await expect(desk.screen.wrapUpCard).toBeVisible()
  await cable.close()
})
