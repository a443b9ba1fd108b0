import { expect } from '@playwright/test'
import { systemClock } from '../../../src/backend/clock.ts'
import { amiExchange } from '../../../src/backend/exchange/ami/ami-exchange.ts'
import { quietLog } from '../../support/quiet-host.ts'
import { accountOf, lines } from '../stand/accounts.ts'
import { citizenHears } from '../stand/conversation.ts'
import { labTest as test } from '../stand/lab.ts'
import { sleepDesk } from '../stand/sleep.ts'

const line = lines.direct
const queued = { ...line, number: '110' }
/** As a city may set them; the usual ones are 30 s and 300 s. */
const patience = { pauseAfterMs: 8_000, signOutAfterMs: 18_000 }
/** Both, and the backend looks every five seconds. */
const goneMs = 35_000

test('a desk that vanishes is paused in the queue, then out of it, and has its place again when it is back', async ({
  asterisk: _asterisk,
  citizen,
  deskWith,
}) => {
  const exchange = amiExchange(
    {
      address: { host: '127.0.0.1', port: 5038, tls: false, username: 'ventanilla', secret: 'lab' },
      queueNames: { 'ayuda-alimentaria': 'food-aid' },
      interfaceOf: () => `PJSIP/${line.user}`,
      dialContext: 'from-agents',
    },
    { clock: systemClock, log: quietLog },
  )
  const place = async () => {
    const counts = await exchange.queues()
    const { agents = 0, ready = 0 } = counts.find(({ queueId }) => queueId === 'ayuda-alimentaria') ?? {}
    return { agents, ready }
  }
  const desk = await deskWith(accountOf(line), {
    exchange,
    patience,
    // The lab's exchange has this queue of the city alone.
    pack: { 'agents.json': { 'ana-guaman': { queues: ['ayuda-alimentaria'] } } },
  })
  await desk.startWork()
  await expect.poll(place).toEqual({ agents: 1, ready: 1 })
  const gone = sleepDesk(goneMs)
  await expect.poll(place).toEqual({ agents: 1, ready: 0 })
  await expect.poll(place, { timeout: goneMs }).toEqual({ agents: 0, ready: 0 })
  await gone
  await expect.poll(place).toEqual({ agents: 1, ready: 1 })
  await desk.screen.expectState('ready')
  await desk.takeCall(citizen, queued)
  await citizenHears(citizen, 'voice')
  exchange.close()
})
