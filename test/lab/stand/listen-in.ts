import type { BrowserContext, CDPSession, Page } from '@playwright/test'

declare global {
  interface Window {
    /** Of the voice page, in the order they were made. */
    labConnections?: RTCPeerConnection[]
    /** What plays or played into the agent's ear. */
    labPlayers?: HTMLMediaElement[]
    /** Of an audio graph: what goes to the ear without any player. */
    labOutputs?: Set<AudioNode>
    /** From the local description to the answer that left with it, ms: what the wait for ICE cost. */
    labIceWaitsMs?: number[]
  }
}

/** Of the browser's own report on what arrives (W3C webrtc-stats). */
interface InboundSound {
  readonly type: string
  readonly packetsReceived?: number
}

/** Watches the browser's own objects from the outside: the desk under test stays as it ships. */
export async function listenIn(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const connections: RTCPeerConnection[] = []
    const waits: number[] = []
    let describedAt = 0
    window.labConnections = connections
    window.labIceWaitsMs = waits
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        // What ended is let go: a shift of calls would else be held by whoever only watches.
        const open = connections.filter(({ connectionState }) => connectionState !== 'closed')
        connections.splice(0, connections.length, ...open, this)
      }
      override async setLocalDescription(description?: RTCLocalSessionDescriptionInit): Promise<void> {
        await super.setLocalDescription(description)
        describedAt = performance.now()
      }
    }
    const players: HTMLMediaElement[] = []
    window.labPlayers = players
    const play: () => Promise<void> = Reflect.get(HTMLMediaElement.prototype, 'play')
    HTMLMediaElement.prototype.play = function playAndTell(this: HTMLMediaElement) {
      const others = players.filter((player) => player !== this && !player.paused)
      players.splice(0, players.length, ...others, this)
      return play.call(this)
    }
    const outputs = new Set<AudioNode>()
    window.labOutputs = outputs
    const connect = AudioNode.prototype.connect as (...to: unknown[]) => AudioNode
    const disconnect = AudioNode.prototype.disconnect
    AudioNode.prototype.connect = function connectAndTell(this: AudioNode, ...to: unknown[]) {
      if (to[0] instanceof AudioDestinationNode) outputs.add(this)
      return Reflect.apply(connect, this, to)
    }
    AudioNode.prototype.disconnect = function disconnectAndTell(this: AudioNode, ...from: unknown[]) {
      if (from.length === 0) outputs.delete(this)
      Reflect.apply(disconnect, this, from)
    }
    window.WebSocket = class extends WebSocket {
      override send(message: string | ArrayBufferLike | Blob | ArrayBufferView): void {
        if (typeof message === 'string' && /^SIP\/2\.0 200 [^]*\nm=audio/.test(message))
          waits.push(performance.now() - describedAt)
        super.send(message as string)
      }
    }
  })
}

/**
 * Mean square of the next second in the agent's ear, full scale 1: of what is played aloud, after all that stands
 * between the line and the ear. The browser's own count (webrtc-stats) is of the muted element before the limiter.
 */
export async function heardByAgent(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const forMs = 1_000
    const lookEveryMs = 40
    const context = new AudioContext()
    await context.resume()
    const aloud = (window.labPlayers ?? []).filter((player) => !player.paused && !player.muted)
    const ears = aloud.flatMap(({ srcObject }) => {
      if (!(srcObject instanceof MediaStream) || srcObject.getAudioTracks().length === 0) return []
      const ear = new AnalyserNode(context, { fftSize: 2048 })
      context.createMediaStreamSource(srcObject).connect(ear)
      return [ear]
    })
    const taps = [...(window.labOutputs ?? [])].map((output) => {
      const ear = new AnalyserNode(output.context, { fftSize: 2048 })
      output.connect(ear)
      return { output, ear }
    })
    ears.push(...taps.map(({ ear }) => ear))
    const samples = new Float32Array(2048)
    let sum = 0
    let looks = 0
    for (const until = performance.now() + forMs; performance.now() < until; looks += 1) {
      await new Promise((next) => setTimeout(next, lookEveryMs))
      for (const ear of ears) {
        ear.getFloatTimeDomainData(samples)
        sum += samples.reduce((energy, sample) => energy + sample * sample, 0) / samples.length
      }
    }
    for (const { output, ear } of taps) if (window.labOutputs?.has(output)) output.disconnect(ear)
    await context.close()
    return sum / looks
  })
}

/** How many packets of sound came to the agent on the calls that there are now. */
export function packetsToAgent(page: Page): Promise<number> {
  return page.evaluate(countPackets)
}

/** The same without the driver's own code in the page, which would be counted there as memory of the desk. */
export async function packetsPastDriver(devTools: CDPSession): Promise<number> {
  const { result } = await devTools.send('Runtime.evaluate', {
    expression: `(${countPackets.toString()})()`,
    awaitPromise: true,
    returnByValue: true,
  })
  return Number(result.value)
}

async function countPackets(): Promise<number> {
  const open = (window.labConnections ?? []).filter(({ connectionState }) => connectionState !== 'closed')
  const reports = await Promise.all(open.map((connection) => connection.getStats()))
  let packets = 0
  for (const report of reports)
    report.forEach((entry: InboundSound) => {
      if (entry.type === 'inbound-rtp') packets += entry.packetsReceived ?? 0
    })
  return packets
}

export async function lastIceWaitMs(page: Page): Promise<number> {
  const wait = await page.evaluate(() => window.labIceWaitsMs?.at(-1))
  if (wait === undefined) throw new Error('The voice page has answered no call.')
  return wait
}
