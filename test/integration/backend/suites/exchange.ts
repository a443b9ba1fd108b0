import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { logOnlyExchange } from '../../../../src/backend/exchange/log-only-exchange.ts'
import { paths } from '../../../../src/shared/backend-api.ts'
import type { RecordingState } from '../../../../src/shared/domain/exchange.ts'
import { migrations } from '../../../../src/backend/database/migrations/index.ts'
import { openWorldBeside, type BackendWorld } from '../../../support/backend/backend-world.ts'
import { writeSmallPack } from '../../../support/backend/small-pack.ts'
import { quietLog } from '../../../support/quiet-host.ts'
import type { Suite } from './index.ts'

export const exchangeSuite: Suite = (database) =>
  describe('what desks ask of the exchange', () => {
    let world: BackendWorld
    let ana: string
    let lead: string
    let state: RecordingState = 'recording'
    const supervised: string[] = []

    beforeAll(async () => {
      await database().reset(migrations)
      const pack = await writeSmallPack()
      await pack.write('agents.json', [
        { agentId: 'ana', name: 'Ana', role: 'agent', queues: ['general'] },
        { agentId: 'eva', name: 'Eva', role: 'team-lead', queues: ['general'] },
      ])
      world = await openWorldBeside(database(), {
        pack,
        exchange: {
          ...logOnlyExchange(quietLog),
          abilities: { recording: true, supervision: true },
          queues: () =>
            Promise.resolve([
              { queueId: 'general', waiting: 2, longestWaitMs: 9_000, agents: 3, paused: 1, ready: 0 },
            ]),
          recording: () => Promise.resolve(state),
          pauseRecording: (_call, paused) => Promise.resolve((state = paused ? 'paused' : 'recording')),
          supervise: (one, other, how) =>
            Promise.resolve(void supervised.push(`${one.agentId} ${how} ${other.agentId}`)),
        },
      })
      ana = (await world.signIn('ana')).token
      lead = (await world.signIn('eva')).token
    })
    afterAll(() => world.close())

    test('an agent reads, pauses and resumes the recording of a call', async () => {
      const path = `${paths.calls}/1763.42/recording`
      expect((await world.ask('GET', path, { token: ana })).body).toEqual({ state: 'recording' })
      const paused = await world.ask('PUT', path, { token: ana, body: { paused: true } })
      expect(paused.body).toEqual({ state: 'paused' })
      expect((await world.ask('GET', path, { token: ana })).body).toEqual({ state: 'paused' })
      expect((await world.ask('PUT', path, { token: ana, body: { paused: 'yes' } })).status).toBe(400)
    })

    test('queues and listening in are for team leads, and each is written down', async () => {
      expect((await world.ask('GET', paths.exchange, { token: ana })).status).toBe(403)
      const seen = await world.ask('GET', paths.exchange, { token: lead })
      expect(seen.body).toMatchObject({ queues: [{ queueId: 'general', waiting: 2 }] })
      const body = { agentId: 'ana', how: 'whisper' }
      expect((await world.ask('POST', paths.supervision, { token: ana, body })).status).toBe(403)
      expect((await world.ask('POST', paths.supervision, { token: lead, body })).status).toBe(200)
      expect(supervised).toEqual(['eva whisper ana'])
      expect(world.logged.join('')).toContain('"how":"whisper"')
      const nobody = { agentId: 'nobody', how: 'listen' }
      expect((await world.ask('POST', paths.supervision, { token: lead, body: nobody })).status).toBe(404)
    })
  })
