import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { paths } from '../../../../src/shared/backend-api.ts'
import {
  create,
  openWorld,
  serviceRequest,
  type BackendWorld,
} from '../../../support/backend/backend-world.ts'
import type { Suite } from './index.ts'

interface Listening {
  readonly heard: string[]
  readonly closed: Promise<number>
}

async function listen(
  world: BackendWorld,
  protocols: string[],
  options: { autoPong?: boolean; origin?: string } = {},
): Promise<Listening> {
  const socket = new WebSocket(world.backend.url.replace('http', 'ws') + paths.poke, protocols, options)
  const heard: string[] = []
  socket.on('message', (frame: Buffer) => void heard.push(frame.toString()))
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  return { heard, closed }
}

export const pokeSuite: Suite = (database) =>
  describe('poke', () => {
    let world: BackendWorld
    beforeAll(async () => {
      world = await openWorld(database())
    })
    afterAll(() => world.close())

    test('a commit of one desk tells every desk to pull, once for many changes', async () => {
      const ana = await world.signIn('ana')
      const luis = await world.signIn('luis')
      const sockets = [await listen(world, ['ventanilla', ana.token]), await listen(world, [luis.token])]
      await ana.push(create(serviceRequest()), create(serviceRequest()), create(serviceRequest()))
      await vi.waitFor(() => {
        world.clock.pass(20)
        for (const { heard } of sockets) expect(heard).toContain('pull')
      })
    })

    test('without a sound token nobody listens', async () => {
      await expect(listen(world, ['ventanilla'])).rejects.toThrow('401')
      await expect(listen(world, ['ventanilla', 'x'.repeat(43)])).rejects.toThrow('401')
    })

    test('a page of a browser is refused even with a token', async () => {
      const { token } = await world.signIn('ana')
      await expect(listen(world, [token], { origin: 'https://elsewhere.test' })).rejects.toThrow('403')
    })

    test('signing out ends the desk’s socket and no other', async () => {
      const ana = await world.signIn('ana')
      const luis = await world.signIn('luis')
      const gone = await listen(world, [ana.token])
      const stays = await listen(world, [luis.token])
      await world.ask('DELETE', paths.session, { token: ana.token })
      expect(await gone.closed).toBe(4401)
      await luis.push(create(serviceRequest(), { agentId: 'luis' }))
      await vi.waitFor(() => {
        world.clock.pass(20)
        expect(stays.heard).toContain('pull')
      })
    })

    test('a desk that no longer answers the heartbeat is let go', async () => {
      const dead = await listen(world, [(await world.signIn('ana')).token], { autoPong: false })
      const ended = vi.fn<(code: number) => void>()
      void dead.closed.then(ended)
      await vi.waitFor(() => {
        world.clock.pass(30_000)
        expect(ended).toHaveBeenCalledWith(1006)
      })
    })

    test('the end of a session ends its socket', async () => {
      const { token } = await world.signIn('ana')
      world.clock.pass(12 * 60 * 60 * 1000 - 10_000)
      const { closed } = await listen(world, [token])
      world.clock.pass(60_000)
      expect(await closed).toBe(4401)
    })
  })
