import type { BrowserContext, Page } from '@playwright/test'
import { waitFor } from '../../support/wait-for.ts'

declare global {
  interface Window {
    /** Of the voice page, in the order they were made. */
    labConnections?: RTCPeerConnection[]
    /** From the local description to the answer that left with it, ms: what the wait for ICE cost. */
    labIceWaitsMs?: number[]
  }
}

/** Of the browser's own report on what arrives (W3C webrtc-stats). */
interface InboundSound {
  readonly type: string
  readonly packetsReceived?: number
  readonly totalAudioEnergy?: number
  readonly totalSamplesDuration?: number
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
    window.WebSocket = class extends WebSocket {
      override send(message: string | ArrayBufferLike | Blob | ArrayBufferView): void {
        if (typeof message === 'string' && /^SIP\/2\.0 200 [^]*\nm=audio/.test(message))
          waits.push(performance.now() - describedAt)
        super.send(message as string)
      }
    }
  })
}

/** A held call may decode nothing at all: who waits longer than this for a second of it hears silence, ms. */
const nothingComesAfterMs = 1_500

/** Mean square of the next second that is decoded for the agent's ear, full scale 1. */
export async function heardByAgent(page: Page): Promise<number> {
  const before = await decoded(page)
  const from = performance.now()
  const after = await waitFor('a second of the agent’s hearing', async () => {
    const now = await decoded(page)
    return (now.seconds - before.seconds >= 1 || performance.now() - from > nothingComesAfterMs) && now
  })
  const seconds = after.seconds - before.seconds
  return seconds > 0 ? (after.energy - before.energy) / seconds : 0
}

/** How many packets of sound came to the agent on the calls that there are now. */
export async function packetsToAgent(page: Page): Promise<number> {
  return (await decoded(page)).packets
}

function decoded(page: Page): Promise<{ energy: number; seconds: number; packets: number }> {
  return page.evaluate(async () => {
    const sums = { energy: 0, seconds: 0, packets: 0 }
    const open = (window.labConnections ?? []).filter(({ connectionState }) => connectionState !== 'closed')
    const reports = await Promise.all(open.map((connection) => connection.getStats()))
    for (const report of reports)
      report.forEach((entry: InboundSound) => {
        if (entry.type !== 'inbound-rtp') return
        sums.packets += entry.packetsReceived ?? 0
        sums.energy += entry.totalAudioEnergy ?? 0
        sums.seconds += entry.totalSamplesDuration ?? 0
      })
    return sums
  })
}

export async function lastIceWaitMs(page: Page): Promise<number> {
  const wait = await page.evaluate(() => window.labIceWaitsMs?.at(-1))
  if (wait === undefined) throw new Error('The voice page has answered no call.')
  return wait
}
