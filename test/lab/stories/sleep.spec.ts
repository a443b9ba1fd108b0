import { expect } from '@playwright/test'
import { layLine } from '../../support/cuttable-line.ts'
import { accountOf, lines } from '../stand/accounts.ts'
import { agentHears } from '../stand/conversation.ts'
import { labTest as test } from '../stand/lab.ts'
import { sleepDesk } from '../stand/sleep.ts'

const line = lines.direct
/** Longer than the host takes for a sleep and not for a busy machine, ms. */
const sleepMs = 21_000
const registeredWithinMs = 2_000

for (const { network, times } of [
  { network: 'the network is there when it wakes up', times: 2 },
  { network: 'the network comes later', times: 2 },
])
  test(`the machine sleeps and ${network}: the line is registered at once`, async ({ citizen, deskWith }) => {
    test.setTimeout(240_000)
    const cable = await layLine(line.registrar)
    const desk = await deskWith(accountOf(line, { sockets: [{ url: `${cable.url}/ws`, weight: 0 }] }))
    await desk.startWork()
    const backMs: number[] = []
    for (let sleep = 0; sleep < times; sleep += 1) {
      cable.forget()
      const later = network.endsWith('later')
      if (later) await cable.cut()
      await sleepDesk(sleepMs)
      if (later) {
        await desk.screen.expectState('no-line')
        await cable.mend()
      }
      const thereAt = Date.now()
      // What Chromium tells a page when its machine has a network again; the lab's loopback is never without one.
      if (later) await desk.page.evaluate(() => window.dispatchEvent(new Event('online')))
      backMs.push(await desk.registeredAfterMs(thereAt))
      await desk.screen.expectState('ready')
    }
    console.log(`${network}: registered ${backMs.join(', ')} ms after it`)
    expect(Math.max(...backMs)).toBeLessThanOrEqual(registeredWithinMs)
    await desk.takeCall(citizen, line)
    // The false microphone of Chromium does not wake up; real ones do.
    await agentHears(desk.page, 'voice')
    await cable.close()
  })
