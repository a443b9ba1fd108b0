import assert from 'node:assert/strict'
import type { ExchangeAdapter } from '../../src/backend/exchange/exchange-adapter.ts'
import type { Agent } from '../../src/shared/domain/agent.ts'
import type { QueueCount } from '../../src/shared/domain/exchange.ts'
import { waitFor } from './wait-for.ts'

/** An exchange with one agent whose telephone is registered, and a citizen who can call his queue. */
export interface ExchangeWorld {
  adapter: ExchangeAdapter
  agent: Agent
  queueId: string
  /** Somebody whom `originate` can reach. */
  number: string
  /** A citizen calls and waits; resolves with the call's name. */
  citizenCalls(): Promise<string>
  /** Resolves once the agent's telephone rings. */
  rings(): Promise<void>
  isRinging(): Promise<boolean>
  /** Sends the ringing call away by hand. */
  reject(): Promise<void>
}

/** What every exchange must do for the backend; run by each adapter's own test. */
export const exchangeContract: readonly { name: string; run: (world: ExchangeWorld) => Promise<void> }[] = [
  {
    name: 'nobody is rung while he is signed out, however long a citizen waits',
    async run(world) {
      await world.citizenCalls()
      await counted(world, 'the citizen to wait', ({ waiting, agents }) => waiting === 1 && agents === 0)
      assert.equal(await world.isRinging(), false)
    },
  },
  {
    name: 'a ready agent is counted and rung',
    async run(world) {
      await world.adapter.setPresence(world.agent, { kind: 'ready' })
      await counted(world, 'the agent to be ready', ({ agents, ready }) => agents === 1 && ready === 1)
      await world.citizenCalls()
      await world.rings()
      await counted(world, 'nobody to be free', ({ waiting, ready }) => waiting === 1 && ready === 0)
    },
  },
  {
    name: 'a paused agent stays in his queues and is not rung; when he is ready again he is',
    async run(world) {
      await world.adapter.setPresence(world.agent, { kind: 'ready' })
      await world.adapter.setPresence(world.agent, { kind: 'not-ready', reason: 101 })
      await world.citizenCalls()
      await counted(world, 'the citizen to wait', ({ waiting, paused }) => waiting === 1 && paused === 1)
      assert.equal(await world.isRinging(), false)
      await world.adapter.setPresence(world.agent, { kind: 'ready' })
      await world.rings()
    },
  },
  {
    name: 'who sends a call away is not rung again until he says that he is ready',
    async run(world) {
      await world.adapter.setPresence(world.agent, { kind: 'ready' })
      await world.citizenCalls()
      await world.rings()
      await world.reject()
      await counted(
        world,
        'the agent to be paused with the citizen still waiting',
        ({ waiting, paused }) => waiting === 1 && paused === 1,
      )
      assert.equal(await world.isRinging(), false)
      await world.adapter.setPresence(world.agent, { kind: 'ready' })
      await world.rings()
    },
  },
  {
    name: 'how long a citizen has waited is known',
    async run(world) {
      await world.adapter.setPresence(world.agent, { kind: 'not-ready', reason: 103 })
      await world.citizenCalls()
      await counted(world, 'a second of waiting', ({ longestWaitMs }) => longestWaitMs >= 1000)
    },
  },
  {
    name: 'signing out leaves every queue',
    async run(world) {
      await world.adapter.setPresence(world.agent, { kind: 'ready' })
      await counted(world, 'the agent to be there', ({ agents }) => agents === 1)
      await world.adapter.setPresence(world.agent, { kind: 'signed-out' })
      const counts = await world.adapter.queues()
      assert.equal(counts.find(({ queueId }) => queueId === world.queueId)?.agents ?? 0, 0)
    },
  },
  {
    name: 'a call that the backend starts rings the agent first',
    async run(world) {
      await world.adapter.setPresence(world.agent, { kind: 'ready' })
      await world.adapter.originate(world.agent, world.number)
      await world.rings()
      await world.reject()
    },
  },
  {
    name: 'what is not recorded is said to be so, and cannot be paused',
    async run(world) {
      assert.equal(await world.adapter.recording('no-such-call'), 'none')
      await assert.rejects(world.adapter.pauseRecording('no-such-call', true), { code: 'not-found' })
    },
  },
]

async function counted(
  world: ExchangeWorld,
  what: string,
  fits: (count: QueueCount) => boolean,
): Promise<void> {
  await waitFor(what, async () => {
    const count = (await world.adapter.queues()).find(({ queueId }) => queueId === world.queueId)
    return count !== undefined && fits(count)
  })
}
