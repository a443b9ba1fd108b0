import { recover } from '../../../src/demo/drive/drive-call.ts'
import { accountOf, lines } from '../../lab/stand/accounts.ts'
import { openLabDesk } from '../../lab/stand/lab-desk.ts'
import { packetsPastDriver } from '../../lab/stand/listen-in.ts'
import { heldMb } from '../../lab/stand/memory.ts'
import { citizenPerson, openTelephone } from '../../lab/stand/telephone.ts'
import { waitFor } from '../../support/wait-for.ts'
import { rounded } from '../figures.ts'
import type { BenchWorld } from './bench-world.ts'
import { heapParts, leftPerCall } from './heap-parts.ts'

const calls = 400
/** Before the shift is measured: in the first calls the browser compiles what it then keeps for the day. */
const warmUp = 60
const lookEvery = 50
/** A call whose sound has not come by then is counted as one without, and the shift goes on. */
const soundWait = { withinMs: 5_000 }

/**
 * An eight-hour shift of 400 calls, one right after the other on the real desk and the real exchange: rung from the
 * queue, answered, heard, hung up, closed. What the pages hold after a forced collection, before and after. The calls
 * are led through the core, and the screen is looked at every fifty: what the browser's driver compiles in the page to
 * look at it is no memory of the desk.
 */
export async function benchShift({ asterisk, openBrowser }: BenchWorld): Promise<Record<string, unknown>> {
  const browser = await openBrowser()
  const desk = await openLabDesk(browser, accountOf(lines.direct))
  const citizen = await openTelephone(asterisk.trunk, citizenPerson())
  const devTools = await desk.page.context().newCDPSession(desk.page)

  let withoutSound = 0

  async function work(): Promise<void> {
    citizen.dial(lines.direct.number)
    const { callId } = await waitFor('a call from the queue', async () =>
      (await desk.core.request('calls.list', {})).find(({ phase }) => phase.name === 'alerting'),
    )
    await desk.core.request('calls.answer', { callId, pressedAtMs: Date.now() })
    await waitFor('the talk', async () =>
      (await desk.core.request('calls.list', {})).some(({ phase }) => phase.name === 'connected'),
    )
    const sounds = await waitFor(
      'sound',
      async () => (await packetsPastDriver(devTools)) > 0,
      soundWait,
    ).catch(() => false)
    if (!sounds) withoutSound += 1
    await recover(desk.core)
    await waitFor('the line', async () => (await desk.registration()).state === 'registered')
    await desk.core.request('agent.setPresence', { presence: { kind: 'ready' } })
    await waitFor('the next call to be wanted', async () => (await agentState()) === 'ready')
  }

  const agentState = async () => (await desk.core.request('agent.get', {})).state

  async function look(): Promise<number> {
    await desk.screen.expectState('ready')
    return heldMb(desk.page)
  }

  try {
    await desk.startWork()
    for (let call = 0; call < warmUp; call += 1) await work()
    const before = await heapParts(devTools)
    const heapStartMb = await look()
    const heaps: number[] = []
    const beganAt = performance.now()
    for (let call = 1; call <= calls; call += 1) {
      await work()
      if (call % lookEvery === 0 && call < calls) heaps.push(await look())
    }
    const tookMs = performance.now() - beganAt
    const after = await heapParts(devTools)
    const heapEndMb = await look()
    const data = { start: heapStartMb - before.codeMb, end: heapEndMb - after.codeMb }
    return {
      calls,
      withoutSound,
      minutes: rounded(tookMs / 60_000),
      heapStartMb: rounded(heapStartMb, 2),
      heapEndMb: rounded(heapEndMb, 2),
      // Every fifty calls: what levels is code that the browser compiled, what goes on growing is a leak.
      heapsMb: [...heaps, heapEndMb].map((mb) => rounded(mb, 2)),
      growthPct: rounded((heapEndMb / heapStartMb - 1) * 100, 2),
      codeStartMb: rounded(before.codeMb, 2),
      codeEndMb: rounded(after.codeMb, 2),
      // Of what is not compiled code.
      dataGrowthPct: rounded((data.end / data.start - 1) * 100, 2),
      leftPerCall: leftPerCall(before, after, calls),
    }
  } finally {
    await citizen.leave()
    await desk.close()
    await browser.close()
  }
}
