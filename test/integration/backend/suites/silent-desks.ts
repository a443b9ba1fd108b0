import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { paths } from '../../../../src/shared/backend-api.ts'
import type { Presence } from '../../../../src/shared/domain/agent.ts'
import { watchDesks } from '../../../../src/backend/exchange/desk-watch.ts'
import { logOnlyExchange } from '../../../../src/backend/exchange/log-only-exchange.ts'
import { openWorld, start, type BackendWorld } from '../../../support/backend/backend-world.ts'
import { fakeClock } from '../../../support/fake-clock.ts'
import { quietLog } from '../../../support/quiet-host.ts'
import type { Suite } from './index.ts'

const ready: Presence = { kind: 'ready' }

export const silentDesksSuite: Suite = (database) =>
  describe('desks that fall silent', () => {
    let world: BackendWorld
    beforeAll(async () => {
      world = await openWorld(database())
    })
    afterAll(() => world.close())

    const toldOf = (agentId: string) =>
      world.presences.filter((told) => told.agentId === agentId).map(({ presence }) => presence)

    async function sitDown(agentId: string): Promise<WebSocket> {
      const { token } = await world.signIn(agentId)
      const socket = new WebSocket(world.backend.url.replace('http', 'ws') + paths.poke, [token])
      await new Promise((open) => socket.once('open', open))
      await world.ask('PUT', paths.presence, { token, body: { presence: ready } })
      world.presences.length = 0
      return socket
    }

    /** Every five seconds end with a round trip to the backend: what was on the wire has arrived by then. */
    async function pass(ms: number, until: () => boolean = () => false): Promise<void> {
      for (let left = ms; left > 0 && !until(); left -= 5_000) {
        world.clock.pass(5_000)
        await world.ask('GET', paths.health)
      }
    }

    /** A look asks the database several times, on a busy machine while more than one round goes by: time enough for it. */
    const passUntilTold = (agentId: string, times: number) =>
      pass(1_800_000, () => toldOf(agentId).length === times)

    test('one that stays on the line keeps its presence, however long', async () => {
      const socket = await sitDown('luis')
      await pass(120_000)
      expect(toldOf('luis')).toEqual([])
      socket.terminate()
    })

    test('one that vanished is paused, later signed out, and gets its presence back on return', async () => {
      const socket = await sitDown('ana')
      const since = world.clock.now()
      const silentMs = () => world.clock.now() - since
      socket.terminate()
      await passUntilTold('ana', 1)
      expect(silentMs()).toBeGreaterThan(30_000)
      expect(toldOf('ana')).toEqual([{ kind: 'not-ready', reason: 301 }])
      await passUntilTold('ana', 2)
      expect(toldOf('ana').at(-1)).toEqual({ kind: 'signed-out' })
      expect(silentMs()).toBeGreaterThan(300_000)
      const { token } = await world.signIn('ana')
      const again = new WebSocket(world.backend.url.replace('http', 'ws') + paths.poke, [token])
      await new Promise((open) => again.once('open', open))
      await passUntilTold('ana', 3)
      expect(toldOf('ana').at(-1)).toEqual(ready)
      again.terminate()
    })

    test('one that signed out is left alone', async () => {
      const { token } = await world.signIn('ana')
      await world.ask('DELETE', paths.session, { token })
      world.presences.length = 0
      await pass(60_000)
      expect(toldOf('ana')).toEqual([])
    })
  })

export const slowWatchSuite: Suite = (database) =>
  describe('the watch of the desks on a slow database', () => {
    test('one that is heard is not silent, however long the database takes to write that down', async () => {
      // Its agents stay; its own watch would look at the same desks.
      await (await openWorld(database())).close()
      const clock = fakeClock(start)
      const { db } = database().open
      const at = new Date(clock.now())
      const row = { presence: JSON.stringify(ready), changed_at: at, seen_at: at, missing: 'no' as const }
      await db
        .insertInto('presences')
        .values(['ana', 'luis'].map((agent_id) => ({ agent_id, ...row })))
        .execute()
      let look = (): void => {}
      let written = false
      const told: string[] = []
      const watch = watchDesks({
        db: db.withPlugin({
          transformQuery: ({ node }) => node,
          transformResult({ result }) {
            if (!written) clock.pass(60_000)
            written = true
            return Promise.resolve(result)
          },
        }),
        clock: {
          now: clock.now,
          after(_ms, run) {
            look = run
            return () => {}
          },
        },
        log: quietLog,
        exchange: {
          ...logOnlyExchange(quietLog),
          setPresence: ({ agentId }) => Promise.resolve(void told.push(agentId)),
        },
        heard: () => new Map([['luis', clock.now()]]),
        onChanged: () => {},
      })
      clock.pass(60_000)
      look()
      await watch.close()
      expect(told).toEqual(['ana'])
    })
  })
