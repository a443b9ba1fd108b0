import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { systemClock } from '../../../src/backend/clock.ts'
import { amiExchange, type AmiExchange } from '../../../src/backend/exchange/ami/ami-exchange.ts'
import { exchangeContract, type ExchangeWorld } from '../../support/exchange-contract.ts'
import { quietLog } from '../../support/quiet-host.ts'
import { waitFor } from '../../support/wait-for.ts'
import { accountOf, lines } from '../stand/accounts.ts'
import { agentHears, citizenHears } from '../stand/conversation.ts'
import { citizenNumber, type Telephone } from '../stand/telephone.ts'
import { labTest as test } from '../stand/lab.ts'
import { openLabDesk, type LabDesk } from '../stand/lab-desk.ts'
import { asteriskRoot } from '../stand/places.ts'
import { readWav } from '../stand/sound.ts'

const line = lines.direct
const recorded = { ...line, number: '110' }
const agent = { agentId: 'ana', name: 'Ana Guamán', role: 'agent' as const, queues: ['ayuda-alimentaria'] }
const lead = { agentId: 'luis', name: 'Luis Caiza', role: 'team-lead' as const, queues: [] }
/** The lead's telephone says a tone all the time, so that he is told from the others. */
const users: Record<string, string> = { ana: line.user, luis: '201@service' }

let exchange: AmiExchange
let desk: LabDesk

test.beforeAll(async ({ browser, asterisk: _asterisk }) => {
  exchange = amiExchange(
    {
      address: { host: '127.0.0.1', port: 5038, tls: false, username: 'ventanilla', secret: 'lab' },
      queueNames: { 'ayuda-alimentaria': 'food-aid' },
      interfaceOf: (agentId) => `PJSIP/${users[agentId] ?? ''}`,
      dialContext: 'from-agents',
    },
    { clock: systemClock, log: quietLog },
  )
  desk = await openLabDesk(browser, accountOf(line))
  await desk.startWork()
})
test.afterEach(async () => {
  await exchange.setPresence(agent, { kind: 'signed-out' })
  await desk.settle()
})
test.afterAll(async () => {
  exchange.close()
  await desk.close()
})

/** The desk chooses too: an exchange that asks one who is not ready hears 480. */
function worldOf(citizen: Telephone): ExchangeWorld {
  return {
    agent,
    queueId: 'ayuda-alimentaria',
    number: citizenNumber,
    adapter: {
      ...exchange,
      async setPresence(one, presence) {
        if (presence.kind !== 'signed-out') await desk.core.request('agent.setPresence', { presence })
        await exchange.setPresence(one, presence)
      },
    },
    citizenCalls() {
      citizen.dial(recorded.number)
      return waitFor('her call at the exchange', async () => {
        const waiting = (await exchange.queues()).some((count) => count.waiting > 0)
        return waiting && 'the call'
      })
    },
    rings: () => expect(desk.screen.ringingCard).toBeVisible(),
    isRinging: () => desk.screen.ringingCard.isVisible(),
    reject: () => desk.press('Rechazar'),
  }
}

for (const { name, run } of exchangeContract)
  test(name, async ({ citizen }) => {
    await expect(run(worldOf(citizen))).resolves.toBeUndefined()
  })

test('a paused recording is silent while both talk on, and goes on afterwards', async ({ citizen }) => {
  await exchange.setPresence(agent, { kind: 'ready' })
  await desk.takeCall(citizen, recorded)
  const { externalCallId } = (await desk.call()).offer
  expect(await exchange.recording(externalCallId)).toBe('recording')
  await citizenHears(citizen, 'voice')
  expect(await exchange.pauseRecording(externalCallId, true)).toBe('paused')
  expect(await exchange.recording(externalCallId)).toBe('paused')
  await citizenHears(citizen, 'voice')
  await agentHears(desk.page, 'voice')
  expect(await exchange.pauseRecording(externalCallId, false)).toBe('recording')
  await citizenHears(citizen, 'voice')
  citizen.hangUp()
  await expect(desk.screen.callCard).toBeHidden()
  const spool = join(asteriskRoot, 'lab', 'spool')
  const file = readdirSync(spool).find((each) => each === `${externalCallId}.wav`)
  expect(longestSilenceMs(readWav(join(spool, file ?? '')))).toBeGreaterThan(500)
})

for (const { how, leadSays, agentGets, citizenGets } of [
  { how: 'listen', leadSays: 'is heard by nobody', agentGets: 'silence', citizenGets: 'silence' },
  { how: 'whisper', leadSays: 'is heard by the agent alone', agentGets: 'voice', citizenGets: 'silence' },
  { how: 'barge', leadSays: 'is heard by both', agentGets: 'voice', citizenGets: 'service' },
] as const)
  test(`${how}: a team lead hears the talk, and ${leadSays}`, async ({ citizen, service }) => {
    await exchange.setPresence(agent, { kind: 'ready' })
    await desk.takeCall(citizen, recorded)
    await citizenHears(citizen, 'voice')
    await exchange.supervise(lead, agent, how)
    await citizenHears(service, 'voice')
    // Only the lead still speaks: whoever hears anything now hears him.
    await desk.press('Silenciar')
    citizen.mute()
    await citizenHears(citizen, citizenGets)
    await agentHears(desk.page, agentGets)
  })

test('an exchange that restarted is told again who is ready', async ({ citizen, asterisk }) => {
  await exchange.setPresence(agent, { kind: 'ready' })
  const stoppedAt = Date.now()
  await asterisk.stop()
  await asterisk.start()
  await desk.registeredAfterMs(stoppedAt)
  await waitFor('the member to be back', async () => {
    const counts = await exchange.queues().catch(() => [])
    const { agents, ready } = counts.find(({ queueId }) => queueId === 'ayuda-alimentaria') ?? {}
    return agents === 1 && ready === 1
  })
  citizen.dial(recorded.number)
  await expect(desk.screen.ringingCard).toBeVisible()
})

/** 8 kHz; a muted MixMonitor writes digital silence. */
function longestSilenceMs(samples: Int16Array): number {
  let longest = 0
  let now = 0
  for (const sample of samples) {
    now = sample === 0 ? now + 1 : 0
    longest = Math.max(longest, now)
  }
  return longest / 8
}
