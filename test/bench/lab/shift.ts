import { accountOf, lines } from '../../lab/stand/accounts.ts'
import { openLabDesk } from '../../lab/stand/lab-desk.ts'
import { heldMb } from '../../lab/stand/memory.ts'
import { waitFor } from '../../support/wait-for.ts'
import { percentile, rounded } from '../figures.ts'
import type { BenchWorld } from './bench-world.ts'

const calls = 400
/** Before the shift is measured: the first calls load what the desk then keeps for the day. */
const warmUp = 20
const lookEvery = 50

/**
 * An eight-hour shift of 400 calls, one right after the other on the real desk and the real exchange: rung from the
 * queue, answered, heard, hung up, closed. What the pages hold after a forced collection, before and after.
 */
export async function benchShift({ asterisk, openBrowser }: BenchWorld): Promise<Record<string, unknown>> {
  const browser = await openBrowser()
  const desk = await openLabDesk(browser, accountOf(lines.direct))

  async function work(): Promise<void> {
    asterisk.manager.forget()
    asterisk.manager.send('Originate', {
      Channel: `Local/${lines.direct.number}@from-citizens`,
      Application: 'MusicOnHold',
      CallerID: '"Rosa Chiluisa" <0987654321>',
      Async: 'true',
    })
    const { callId } = await waitFor('a call from the queue', async () =>
      (await desk.core.request('calls.list', {})).find(({ phase }) => phase.name === 'alerting'),
    )
    await desk.core.request('calls.answer', { callId, pressedAtMs: Date.now() })
    await waitFor('the talk', async () =>
      (await desk.core.request('calls.list', {})).some(({ phase }) => phase.name === 'connected'),
    )
    await desk.settle()
  }

  try {
    await desk.startWork()
    for (let call = 0; call < warmUp; call += 1) await work()
    const heapStartMb = await heldMb(desk.page)
    const heaps: number[] = []
    const beganAt = performance.now()
    for (let call = 1; call <= calls; call += 1) {
      await work()
      if (call % lookEvery === 0) heaps.push(await heldMb(desk.page))
    }
    const tookMs = performance.now() - beganAt
    const heapEndMb = heaps.at(-1) ?? Number.NaN
    return {
      calls,
      minutes: rounded(tookMs / 60_000),
      heapStartMb: rounded(heapStartMb, 2),
      heapEndMb: rounded(heapEndMb, 2),
      heapMostMb: rounded(percentile(heaps, 1), 2),
      growthPct: rounded((heapEndMb / heapStartMb - 1) * 100, 2),
    }
  } finally {
    await desk.close()
    await browser.close()
  }
}
