import { expect, test, type Page } from '@playwright/test'
import {
  answerCall,
  callEvent,
  desk,
  devicesWhere,
  levelsAbove,
  registered,
  signIn,
  takeCall,
  voiceDeskForEachTest,
} from '../../support/voice-desk.ts'

voiceDeskForEachTest()

/** How many sources of the audio graph the page holds after a forced collection. */
async function sourcesIn(page: Page): Promise<number> {
  const devTools = await page.context().newCDPSession(page)
  await devTools.send('HeapProfiler.collectGarbage')
  const { result } = await devTools.send('Runtime.evaluate', {
    expression: 'MediaStreamAudioSourceNode.prototype',
  })
  const { objects } = await devTools.send('Runtime.queryObjects', {
    prototypeObjectId: result.objectId ?? '',
  })
  const counted = await devTools.send('Runtime.callFunctionOn', {
    objectId: objects.objectId ?? '',
    functionDeclaration: 'function () { return this.length }',
    returnByValue: true,
  })
  await devTools.detach()
  return Number(counted.result.value)
}

test('levels are told while somebody looks, and stop by themselves', async ({ page }) => {
  const callId = await takeCall(page)
  desk.host.execute({ kind: 'meter', forMs: 10_000 })
  await desk.host.event(
    (event) => event.kind === 'sound-levels' && event.levels.microphone > -60 && event.levels.speaker > -60,
    'sound of both sides',
  )
  desk.host.execute({ kind: 'meter', forMs: 0 })
  // Executed in their order and told in their order: what was measured before is heard before this.
  desk.host.execute({ kind: 'mute', callId, muted: true })
  await callEvent('muted')
  desk.host.forget()
  await desk.host.event(({ kind }) => kind === 'levels', 'a second of the call')
  expect(desk.host.events.filter(({ kind }) => kind === 'sound-levels')).toEqual([])
})

test('what comes in passes the limiter, goes round it while the audio graph stands still, and leaves none behind', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const post = MessagePort.prototype.postMessage as (...said: unknown[]) => void
    MessagePort.prototype.postMessage = function postAndTell(this: MessagePort, ...said: unknown[]) {
      if (said[0] === 'over') document.body.dataset['limiter'] = 'over'
      Reflect.apply(post, this, said)
    }
    const play: () => Promise<void> = Reflect.get(HTMLMediaElement.prototype, 'play')
    HTMLMediaElement.prototype.play = function playAndTell(this: HTMLMediaElement) {
      Reflect.set(window, 'voice', this)
      return play.call(this)
    }
    const connect = AudioNode.prototype.connect as (...to: unknown[]) => AudioNode
    AudioNode.prototype.connect = function connectAndTell(this: AudioNode, ...to: unknown[]) {
      if (to[0] instanceof AudioDestinationNode) Reflect.set(window, 'gate', this)
      return Reflect.apply(connect, this, to)
    }
  })
  /** The graph's own output is open and the element that decodes the line is mute, or the other way round. */
  const throughLimiter = () =>
    page.evaluate(() => {
      const voice: unknown = Reflect.get(window, 'voice')
      const gate: unknown = Reflect.get(window, 'gate')
      if (!(voice instanceof HTMLMediaElement && gate instanceof GainNode)) return undefined
      return voice.muted === (gate.gain.value === 1) ? voice.muted : 'both or none'
    })
  // A call that is there before the audio graph is heard as it comes; this one comes after.
  await signIn(page)
  await registered()
  await devicesWhere(({ report }) => report.shielded)
  const callId = await answerCall()
  await levelsAbove(0.001, 'heardEnergy')
  // On a busy machine the graph may stand still for a moment, and the voice goes round it until it is back.
  await expect.poll(throughLimiter).toBe(true)
  await page.evaluate(() => {
    Object.defineProperty(AudioContext.prototype, 'currentTime', { configurable: true, get: () => 1 })
  })
  await expect.poll(throughLimiter).toBe(false)
  desk.host.forget()
  await levelsAbove(0.001, 'heardEnergy')
  await page.evaluate(() => void Reflect.deleteProperty(AudioContext.prototype, 'currentTime'))
  await expect.poll(throughLimiter).toBe(true)
  // Otherwise the browser keeps it, and all that is left of the call, for the whole shift.
  expect(await page.locator('body').getAttribute('data-limiter')).toBeNull()
  desk.host.execute({ kind: 'hang-up', callId })
  await expect(page.locator('body')).toHaveAttribute('data-limiter', 'over')
  await expect.poll(() => sourcesIn(page)).toBe(0)
  await devicesWhere(({ report }) => report.shielded)
})

test('RNNoise cleans the voice where it is asked to, in mid-call too, and is left again', async ({
  page,
}) => {
  const callId = await takeCall(page)
  await levelsAbove(0, 'spokenEnergy')
  const treatment = { echoCancellation: false, gainControl: false, noise: 'strong' } as const
  desk.host.execute({ kind: 'treat-sound', treatment })
  await devicesWhere(({ report }) => report.noise === 'strong')
  desk.host.forget()
  await desk.host.event(({ kind }) => kind === 'levels', 'a second with RNNoise')
  desk.host.execute({ kind: 'treat-sound', treatment: { ...treatment, noise: 'none' } })
  await devicesWhere(({ report }) => report.noise === 'none')
  desk.host.forget()
  await levelsAbove(0, 'spokenEnergy')
  desk.host.execute({ kind: 'hang-up', callId })
  await callEvent('ended')
})

test('the agent hears himself as others do, and the way to the exchange is timed', async ({ page }) => {
  await signIn(page)
  await registered()
  desk.host.execute({ kind: 'loop-back' })
  desk.host.execute({ kind: 'probe-exchange' })
  const loop = await desk.host.event(({ kind }) => kind === 'loop-back', 'the loop-back')
  expect(loop.kind === 'loop-back' && loop.heard.spokenDbov).toBeGreaterThan(-60)
  expect(loop.kind === 'loop-back' && loop.heard.playedDbov).toBeGreaterThan(-60)
  const probe = await desk.host.event(({ kind }) => kind === 'exchange-probe', 'the figures')
  expect(probe).toMatchObject({ probe: { sent: 20, lost: 0 } })
  expect(probe.kind === 'exchange-probe' && probe.probe.roundTripMs).toBeGreaterThan(0)
})

/**
 * A headset as Chromium shows one: its collections come from the report descriptor of a telephony device, here
 * report 2 with hook switch (absolute) and phone mute (relative), and output report 2 with the three lights.
 */
async function plugHeadset(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const bits = (usages: number[], more: object = {}) => ({
      isAbsolute: true,
      isArray: false,
      isRange: false,
      isConstant: false,
      reportSize: 1,
      reportCount: usages.length,
      usages,
      ...more,
    })
    const sent: number[][] = []
    const device = Object.assign(new EventTarget(), {
      opened: false,
      vendorId: 0x0b0e,
      productId: 0x2456,
      productName: 'Auricular de prueba',
      collections: [
        {
          usagePage: 0x0b,
          usage: 0x05,
          inputReports: [
            {
              reportId: 2,
              items: [
                bits([0x0b_0020]),
                bits([0x0b_002f], { isAbsolute: false }),
                bits([], { isConstant: true, reportSize: 6, reportCount: 1 }),
              ],
            },
          ],
          outputReports: [
            {
              reportId: 2,
              items: [
                bits([0x08_0009, 0x08_0017, 0x08_0018]),
                bits([], { isConstant: true, reportSize: 5, reportCount: 1 }),
              ],
            },
          ],
        },
      ],
      open() {
        this.opened = true
        return Promise.resolve()
      },
      close: () => Promise.resolve(),
      sendReport(_reportId: number, data: Uint8Array) {
        sent.push([...data])
        return Promise.resolve()
      },
    })
    const hid = Object.assign(new EventTarget(), {
      getDevices: () => Promise.resolve([device]),
      requestDevice: () => Promise.resolve([device]),
    })
    Object.defineProperty(navigator, 'hid', { value: hid })
    Object.assign(window, {
      headset: {
        sent,
        press: (byte: number) =>
          device.dispatchEvent(
            Object.assign(new Event('inputreport'), {
              reportId: 2,
              data: new DataView(Uint8Array.of(byte).buffer),
            }),
          ),
      },
    })
  })
}

const press = (page: Page, byte: number) =>
  page.evaluate(
    (report) => (Reflect.get(window, 'headset') as { press(byte: number): void }).press(report),
    byte,
  )
const shown = (page: Page) =>
  page.evaluate(() => (Reflect.get(window, 'headset') as { sent: number[][] }).sent)
const pressed = () =>
  desk.host.events.flatMap((event) => (event.kind === 'headset-button' ? [event.button] : []))

test('the buttons of a headset are heard and its lights follow the call, only where the agent wants it', async ({
  page,
}) => {
  await plugHeadset(page)
  await signIn(page)
  await registered()
  await press(page, 1)
  expect(await shown(page)).toEqual([])
  desk.host.execute({ kind: 'headset', lights: { ringing: true, offHook: false, muted: false } })
  await devicesWhere(({ report }) => report.headset === 'Auricular de prueba')
  expect(await shown(page)).toEqual([[0b100]])
  await press(page, 0b01)
  await press(page, 0b11)
  await press(page, 0b01)
  await press(page, 0b00)
  await expect.poll(pressed).toEqual(['off-hook', 'mute', 'on-hook'])
  desk.host.execute({ kind: 'headset', lights: { ringing: false, offHook: true, muted: true } })
  await expect.poll(() => shown(page)).toEqual([[0b100], [0b011]])
  desk.host.execute({ kind: 'headset', lights: null })
  await desk.host.event((event) => event.kind === 'devices' && event.report.headset === null, 'no headset')
})
