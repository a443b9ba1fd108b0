import type { BrowserContext, Page } from '@playwright/test'
import { waitFor } from '../../support/wait-for.ts'

declare global {
  interface Window {
    /** Epoch ms. The press is seen in the page that holds the button, the sound in the one that holds the call. */
    benchPressedMs?: number
    benchSoundMs?: number
  }
}

/**
 * Watches from the outside, alike on every page: when *Responder* was pressed, when the first sound of the call was in
 * what the page plays aloud. The browser's own count (webrtc-stats) is nought where a limiter stands before the ear.
 */
export async function measureAnswers(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const lookEveryMs = 5
    const soundEnergy = 1e-6
    const epoch = () => performance.timeOrigin + performance.now()
    document.addEventListener(
      'click',
      ({ target }) => {
        const button = target instanceof Element ? target.closest('button') : null
        if (button?.textContent.includes('Responder')) window.benchPressedMs = epoch()
      },
      { capture: true },
    )
    let listening: AudioContext | undefined
    let calls = 0
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        calls += 1
        listening ??= new AudioContext()
        void listening.resume()
      }
    }
    /** What rings began before there was a connection: only what is played after it is the call. */
    let heardCalls = 0
    const isCall = () => {
      if (!listening || heardCalls === calls) return false
      heardCalls = calls
      return true
    }
    const play: () => Promise<void> = Reflect.get(HTMLMediaElement.prototype, 'play')
    HTMLMediaElement.prototype.play = function playAndListen(this: HTMLMediaElement) {
      if (this.srcObject instanceof MediaStream && !this.muted && listening && isCall())
        listenFor(listening.createMediaStreamSource(this.srcObject), listening)
      return play.call(this)
    }
    const connect = AudioNode.prototype.connect as (...to: unknown[]) => AudioNode
    AudioNode.prototype.connect = function connectAndListen(this: AudioNode, ...to: unknown[]) {
      if (to[0] instanceof AudioDestinationNode && isCall()) listenFor(this)
      return Reflect.apply(connect, this, to)
    }

    function listenFor(played: AudioNode, own?: AudioContext): void {
      const ear = new AnalyserNode(played.context, { fftSize: 1024 })
      Reflect.apply(connect, played, [ear])
      const samples = new Float32Array(1024)
      const look = setInterval(() => {
        ear.getFloatTimeDomainData(samples)
        if (samples.reduce((energy, sample) => energy + sample * sample, 0) / 1024 <= soundEnergy) return
        clearInterval(look)
        played.disconnect(ear)
        void own?.suspend()
        window.benchSoundMs = epoch()
      }, lookEveryMs)
    }
  })
}

/** From the press to the first sound of the call that is up now, ms; afterwards the next one can be measured. */
export async function answerToSoundMs(page: Page): Promise<number> {
  const read = async (name: 'benchPressedMs' | 'benchSoundMs') => {
    const values = await Promise.all(
      page.frames().map((frame) => frame.evaluate((field: typeof name) => window[field], name)),
    )
    return values.find((value) => value !== undefined)
  }
  const sound = await waitFor('the first sound', () => read('benchSoundMs'))
  const pressed = await waitFor('the press', () => read('benchPressedMs'))
  for (const frame of page.frames())
    await frame.evaluate(() => {
      delete window.benchPressedMs
      delete window.benchSoundMs
    })
  return sound - pressed
}

/** What the page's whole browser costs while the call goes on, in percent of one core. */
export async function browserCpuPct(page: Page, forMs: number): Promise<number> {
  const devTools = await page.context().browser()?.newBrowserCDPSession()
  if (!devTools) throw new Error('The page has no browser any more.')
  const spent = async () => {
    const { processInfo } = await devTools.send('SystemInfo.getProcessInfo')
    return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0)
  }
  const [before, from] = [await spent(), performance.now()]
  await new Promise((done) => setTimeout(done, forMs))
  const [after, to] = [await spent(), performance.now()]
  await devTools.detach()
  return ((after - before) * 100_000) / (to - from)
}
