import { expect } from '@playwright/test'
import { accountOf, lines } from '../stand/accounts.ts'
import { agentHears, citizenHears } from '../stand/conversation.ts'
import { labTest as test } from '../stand/lab.ts'
import { messages } from '../stand/lab-desk.ts'
import { heldMb } from '../stand/memory.ts'
import { waitFor } from '../../support/wait-for.ts'

const line = lines.direct
const calls = 200
const withinMs = 60_000
/** The first calls load code and fill caches of the browser. */
const warmUp = 60
const mostGrowth = 1.05
/** SIP itself remembers each call for half a minute after its end (RFC 3261 §17.2.1, timer H). */
const heldByTimersMs = 60_000
const citizenChannel = `Local/${line.number}@from-citizens`

const counted = (what: string, there: () => boolean) =>
  waitFor(what, () => Promise.resolve(there()), { everyMs: 5 })

test('two hundred calls that are offered and taken back in a minute leave nothing behind', async ({
  asterisk,
  citizen,
  deskWith,
}) => {
  test.setTimeout(240_000)
  const desk = await deskWith(accountOf(line))
  await desk.startWork()
  const crashes: string[] = []
  desk.page.on('pageerror', (error) => void crashes.push(error.message))
  desk.page.on('crash', () => void crashes.push('the page crashed'))

  /** A citizen who is queued, rings, and gives up as soon as it does. */
  async function offerAndTakeBack(): Promise<void> {
    const offered = messages(desk.received, 'INVITE')
    const takenBack = messages(desk.sent, 'SIP/2.0 487')
    asterisk.manager.send('Originate', {
      Channel: citizenChannel,
      Application: 'MusicOnHold',
      CallerID: '"Rosa Chiluisa" <0987654321>',
      Async: 'true',
    })
    await counted('a call', () => messages(desk.received, 'INVITE') > offered)
    asterisk.manager.send('Hangup', { Channel: `/^${citizenChannel}/` })
    await counted('a call to be taken back', () => messages(desk.sent, 'SIP/2.0 487') > takenBack)
  }

  for (let call = 0; call < warmUp; call += 1) await offerAndTakeBack()
  const before = await heldMb(desk.page)
  const beganAt = performance.now()
  for (let call = 0; call < calls; call += 1) await offerAndTakeBack()
  const tookMs = performance.now() - beganAt
  await expect.poll(async () => desk.core.request('calls.list', {})).toEqual([])
  expect(tookMs).toBeLessThanOrEqual(withinMs)
  let after = 0
  await expect
    .poll(async () => (after = await heldMb(desk.page)) / before, {
      timeout: heldByTimersMs,
      intervals: [2_000],
    })
    .toBeLessThanOrEqual(mostGrowth)
  console.log(
    `${calls} calls offered and taken back in ${Math.round(tookMs / 1_000)} s; page ${before.toFixed(1)} → ${after.toFixed(1)} MB`,
  )
  await desk.settle()
  await desk.takeCall(citizen, line)
  await citizenHears(citizen, 'voice')
  await agentHears(desk.page, 'voice')
  expect(crashes).toEqual([])
})
