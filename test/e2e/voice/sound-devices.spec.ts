import { expect, test } from '@playwright/test'
import {
  agent,
  callEvent,
  caller,
  desk,
  devicesWhere,
  incoming,
  levelsAbove,
  registered,
  signIn,
  takeCall,
  voiceDeskForEachTest,
} from '../../support/voice-desk.ts'

voiceDeskForEachTest()

test('the microphone can be changed in mid-call, and stays muted if it was', async ({ page }) => {
  const callId = await takeCall(page)
  await levelsAbove(0, 'spokenEnergy')
  const { devices } = (await devicesWhere(() => true)).report
  const other = devices.filter(({ kind }) => kind === 'input').at(-1)?.deviceId ?? ''
  desk.host.execute({ kind: 'choose-device', role: 'microphone', deviceId: other })
  await devicesWhere(({ report }) => report.chosen.microphone === other)
  desk.host.forget()
  await levelsAbove(0, 'spokenEnergy')
  desk.host.execute({ kind: 'mute', callId, muted: true })
  desk.host.execute({ kind: 'choose-device', role: 'microphone', deviceId: 'default' })
  await devicesWhere(({ report }) => report.chosen.microphone === 'default')
  desk.host.forget()
  const first = await desk.host.event(({ kind }) => kind === 'levels', 'levels')
  desk.host.forget()
  expect(await desk.host.event(({ kind }) => kind === 'levels', 'levels')).toMatchObject({
    media: { spokenEnergy: first.kind === 'levels' ? first.media.spokenEnergy : -1 },
  })
})

test('a device the browser refuses is not told as chosen', async ({ page }) => {
  await signIn(page)
  await registered()
  desk.host.execute({ kind: 'choose-device', role: 'speaker', deviceId: 'gone' })
  desk.host.execute({ kind: 'choose-device', role: 'microphone', deviceId: 'gone' })
  const { devices } = (await devicesWhere(() => true)).report
  const other = devices.filter(({ kind }) => kind === 'input').at(-1)?.deviceId ?? ''
  desk.host.execute({ kind: 'choose-device', role: 'microphone', deviceId: other })
  const { report } = await devicesWhere((event) => event.report.chosen.microphone !== 'default')
  expect(report.chosen).toEqual({ microphone: other, speaker: 'default', ringer: 'default' })
})

test('it rings on the device chosen for ringing', async ({ page }) => {
  await page.addInitScript(() => {
    const play: () => Promise<void> = Reflect.get(HTMLMediaElement.prototype, 'play')
    HTMLMediaElement.prototype.play = function playAndTell(this: HTMLMediaElement) {
      document.body.dataset['ringsOn'] = this.sinkId
      return play.call(this)
    }
  })
  await signIn(page)
  const { devices } = (await devicesWhere(() => true)).report
  const other = devices.filter(({ kind }) => kind === 'output').at(-1)?.deviceId ?? ''
  desk.host.execute({ kind: 'choose-device', role: 'ringer', deviceId: other })
  await devicesWhere(({ report }) => report.chosen.ringer === other)
  desk.host.execute({ kind: 'ring', on: true })
  await expect(page.locator('body')).toHaveAttribute('data-rings-on', other)
  desk.host.execute({ kind: 'ring', on: false })
})

for (const [name, state] of [
  ['NotAllowedError', 'denied'],
  ['NotFoundError', 'missing'],
] as const) {
  test(`a ${state} microphone is reported, and a call that is answered all the same ends with the reason`, async ({
    page,
  }) => {
    await page.addInitScript((fault) => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', fault))
    }, name)
    await signIn(page)
    await desk.host.event((event) => event.kind === 'devices' && event.report.microphone === state, state)
    await registered()
    await desk.exchange.setPresence(agent, { kind: 'ready' })
    desk.exchange.call(caller)
    const { callId } = await incoming()
    desk.host.execute({ kind: 'answer', callId })
    expect(await callEvent('ended')).toMatchObject({ cause: 'no-microphone' })
  })
}
