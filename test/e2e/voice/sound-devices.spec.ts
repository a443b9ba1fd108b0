import { expect, test, type Page } from '@playwright/test'
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

/** From now on the browser lists only devices that are none of these, and says that something changed. */
async function unplug(page: Page, gone: readonly string[]): Promise<void> {
  await page.evaluate((ids) => {
    const { mediaDevices } = navigator
    const list = MediaDevices.prototype.enumerateDevices.bind(mediaDevices)
    mediaDevices.enumerateDevices = async () =>
      (await list()).filter(({ deviceId }) => !ids.includes(deviceId))
    mediaDevices.dispatchEvent(new Event('devicechange'))
  }, gone)
}

test('a headset unplugged in mid-call: the call goes on with another, as muted as before, and back when it returns', async ({
  page,
}) => {
  const callId = await takeCall(page)
  const { devices } = (await devicesWhere(() => true)).report
  const last = (kind: string) => devices.filter((one) => one.kind === kind).at(-1)?.deviceId ?? ''
  const [microphone, speaker] = [last('input'), last('output')]
  desk.host.execute({ kind: 'choose-device', role: 'microphone', deviceId: microphone })
  desk.host.execute({ kind: 'choose-device', role: 'speaker', deviceId: speaker })
  await devicesWhere(
    ({ report }) => report.chosen.microphone === microphone && report.chosen.speaker === speaker,
  )
  desk.host.execute({ kind: 'mute', callId, muted: true })
  await callEvent('muted')

  desk.host.forget()
  await unplug(page, [microphone, speaker])
  const away = await devicesWhere(
    ({ report }) => report.chosen.microphone === 'default' && report.chosen.speaker === 'default',
  )
  expect(away.report.wished.microphone).toMatchObject({ deviceId: microphone })
  expect(away.report.wished.speaker).toMatchObject({ deviceId: speaker })
  const quiet = await desk.host.event(({ kind }) => kind === 'levels', 'levels')
  desk.host.forget()
  expect(await desk.host.event(({ kind }) => kind === 'levels', 'levels')).toMatchObject({
    media: { spokenEnergy: quiet.kind === 'levels' ? quiet.media.spokenEnergy : -1 },
  })
  await levelsAbove(0.001, 'heardEnergy')

  desk.host.forget()
  await unplug(page, [])
  await devicesWhere(
    ({ report }) => report.chosen.microphone === microphone && report.chosen.speaker === speaker,
  )
  const still = await desk.host.event(({ kind }) => kind === 'levels', 'levels')
  desk.host.execute({ kind: 'mute', callId, muted: false })
  const before = still.kind === 'levels' ? still.media.spokenEnergy : 0
  desk.host.forget()
  await levelsAbove(before, 'spokenEnergy')
  expect(desk.exchange.report()[0]?.ended).toBe(false)
})

test('what was chosen on another day is taken where it is there, and waited for where it is gone', async ({
  page,
}) => {
  const gone = { deviceId: 'gone', label: 'Auricular del lunes' }
  desk.host.greet([
    {
      kind: 'wish-devices',
      wished: { microphone: gone, speaker: gone, ringer: { deviceId: 'old', label: 'Fake Audio Output 2' } },
    },
    { kind: 'open-microphone' },
  ])
  await page.goto(`${desk.host.url}/voice.html?desk=apart`)
  const { report } = await devicesWhere((event) => event.report.chosen.ringer !== 'default')
  expect(report).toMatchObject({
    microphone: 'open',
    chosen: { microphone: 'default', speaker: 'default' },
    wished: { microphone: gone, speaker: gone },
  })
  expect(report.devices.find(({ deviceId }) => deviceId === report.chosen.ringer)?.label).toBe(
    'Fake Audio Output 2',
  )
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
