import { expect, test } from '@playwright/test'
import type { SoftphoneAccount } from '../../../src/shared/backend-api.ts'
import type { TelephonyEvent } from '../../../src/shared/domain/telephony.ts'
import { layLine } from '../../support/cuttable-line.ts'
import {
  agent,
  callEvent,
  caller,
  desk,
  incoming,
  levelsAbove,
  openExchange,
  registered,
  signIn,
  takeCall,
  voiceDeskForEachTest,
} from '../../support/voice-desk.ts'

voiceDeskForEachTest()

for (const { title, change, reason, status } of [
  {
    title: 'a wrong password',
    change: (account: SoftphoneAccount) => ({ ...account, password: 'wrong' }),
    reason: 'wrong-password',
    status: 403,
  },
  {
    title: 'an account the exchange does not know',
    change: (account: SoftphoneAccount) => ({ ...account, uri: 'sip:nobody@exchange.invalid' }),
    reason: 'unknown-account',
    status: 404,
  },
]) {
  test(`${title} is refused and not tried again`, async ({ page }) => {
    await signIn(page, change(desk.exchange.account(agent)))
    const refused = await desk.host.event(
      (event) => event.kind === 'registration' && event.registration.state === 'refused',
      'refusal',
    )
    expect(refused).toMatchObject({ registration: { reason, status } })
  })
}

test('the line comes back by itself, and the call that went on meanwhile can still be held', async ({
  page,
}) => {
  const line = await layLine(desk.exchange.url)
  const callId = await takeCall(page, {
    ...desk.exchange.account(agent),
    sockets: [{ url: line.url, weight: 0 }],
  })
  desk.host.forget()
  await line.cut()
  await desk.host.event(offline('lost'), 'loss')
  desk.host.execute({ kind: 'hold', callId, held: true })
  await line.mend()
  await registered()
  await callEvent('held', (event) => event.kind === 'held' && event.held)
  desk.host.execute({ kind: 'hold', callId, held: false })
  await callEvent('held', (event) => event.kind === 'held' && !event.held)
  await levelsAbove(0.001, 'heardEnergy')
  expect(desk.host.events.filter((event) => event.kind === 'call' && event.event.kind === 'ended')).toEqual(
    [],
  )
  desk.host.execute({ kind: 'hang-up', callId })
  await expect.poll(() => desk.exchange.report()[0]?.endedBy).toBe('agent')
  await line.close()
})

test('a call that only rings ends with its line', async ({ page }) => {
  const line = await layLine(desk.exchange.url)
  await signIn(page, { ...desk.exchange.account(agent), sockets: [{ url: line.url, weight: 0 }] })
  await registered()
  await desk.exchange.setPresence(agent, { kind: 'ready' })
  desk.exchange.call(caller)
  await incoming()
  await line.cut()
  expect(await callEvent('ended')).toMatchObject({ cause: 'line-lost' })
})

test('an exchange that is not there is told as unreachable', async ({ page }) => {
  const account = desk.exchange.account(agent)
  await desk.exchange.close()
  await signIn(page, account)
  await desk.host.event(offline('unreachable'), 'unreachable')
  desk.exchange = await openExchange(0)
})

function offline(reason: 'lost' | 'unreachable') {
  return (event: TelephonyEvent) =>
    event.kind === 'registration' &&
    event.registration.state === 'offline' &&
    event.registration.reason === reason
}
