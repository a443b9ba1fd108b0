import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CityInfo, paths } from '../../../../src/shared/backend-api.ts'
import { DeskError } from '../../../../src/shared/errors.ts'
import { migrations } from '../../../../src/backend/database/migrations/index.ts'
import { setPassword } from '../../../../src/backend/sign-in/passwords.ts'
import { logOnlyExchange } from '../../../../src/backend/exchange/log-only-exchange.ts'
import { quietLog } from '../../../support/quiet-host.ts'
import { openWorldBeside, type BackendWorld } from '../../../support/backend/backend-world.ts'
import { waitFor } from '../../../support/wait-for.ts'
import type { Suite } from './index.ts'

const password = 'caballo correcto'
const hours = 60 * 60 * 1000

export const signInSuite: Suite = (database) =>
  describe('sign-in', () => {
    let world: BackendWorld
    beforeAll(async () => {
      await database().reset(migrations)
      await setPassword(database().open.db, 'ana', password, new Date())
      world = await openWorldBeside(database(), { signIn: 'password' })
    })
    afterAll(() => world.close())

    const attempt = (agentId: string, given?: string) =>
      world.ask('POST', paths.session, { body: { agentId, password: given } })

    test('the right password opens a session with the agent’s own telephone account', async () => {
      const { session } = await world.signIn('ana', password)
      expect(session.agent.agentId).toBe('ana')
      expect(session.softphone.uri).toBe('sip:ana@exchange.test')
      expect(Date.parse(session.expiresAt) - world.clock.now()).toBe(12 * hours)
    })

    test('a wrong password, no password, an agent without one and an unknown agent look the same', async () => {
      const answers = [
        await attempt('ana', 'caballo'),
        await attempt('ana'),
        await attempt('luis', password),
        await attempt('nobody', password),
      ]
      for (const { status, body } of answers) expect([status, body]).toEqual([401, answers[0]?.body])
      expect(answers[0]?.body).toMatchObject({ code: 'unauthorised' })
      world.clock.pass(hours)
    })

    test('after ten wrong guesses an agent’s door stays shut for a while, also to the right password', async () => {
      for (let guess = 0; guess < 10; guess++) expect((await attempt('luis', 'x')).status).toBe(401)
      const refused = await attempt('luis', password)
      expect(refused).toMatchObject({ status: 429, body: { code: 'busy' } })
      expect(refused.headers.get('retry-after')).not.toBeNull()
      expect((await attempt('ana', password)).status).toBe(200)
      world.clock.pass(30_000)
      expect((await attempt('luis', 'x')).status).toBe(401)
      world.clock.pass(hours)
    })

    test('guessing at many names from one address is slowed down too', async () => {
      const demo = await openWorldBeside(database())
      const guessed = []
      for (let name = 0; name <= 100; name++)
        guessed.push((await demo.ask('POST', paths.session, { body: { agentId: `agent-${name}` } })).status)
      expect(new Set(guessed.slice(0, 100))).toEqual(new Set([401]))
      expect(guessed[100]).toBe(429)
      await demo.close()
    })

    test('no list of agents is given away where a password is asked for', async () => {
      const city = CityInfo.parse((await world.ask('GET', paths.city)).body)
      expect(city).toMatchObject({ cityId: 'quito', name: 'Quito 101', signIn: 'password', agents: [] })
    })

    test('a session ends after twelve hours, and at sign-out at once', async () => {
      const first = await world.signIn('ana', password)
      const second = await world.signIn('ana', password)
      const statusOf = async (token: string) => (await world.ask('GET', paths.changes, { token })).status
      expect((await world.ask('DELETE', paths.session, { token: first.token })).status).toBe(200)
      expect(await statusOf(first.token)).toBe(401)
      world.clock.pass(12 * hours - 1)
      expect(await statusOf(second.token)).toBe(200)
      world.clock.pass(1)
      expect(await statusOf(second.token)).toBe(401)
    })

    test('a token that is in use is worth nothing once its sessions were ended behind the backend’s back', async () => {
      const { token } = await world.signIn('ana', password)
      const status = async () => (await world.ask('GET', paths.changes, { token })).status
      expect(await status()).toBe(200)
      await setPassword(database().open.db, 'ana', password, new Date())
      await waitFor('the token to be refused', async () => (await status()) === 401)
    })

    test('what an agent chooses reaches the exchange; signing out says so there too', async () => {
      const { token } = await world.signIn('ana', password)
      world.presences.length = 0
      const presence = { kind: 'not-ready', reason: 101 } as const
      expect((await world.ask('PUT', paths.presence, { token, body: { presence } })).status).toBe(200)
      await world.ask('DELETE', paths.session, { token })
      expect(world.presences).toEqual([
        { agentId: 'ana', presence },
        { agentId: 'ana', presence: { kind: 'signed-out' } },
      ])
    })

    test('an exchange that does not take a presence is said so, and does not keep anybody signed in', async () => {
      const away = await openWorldBeside(database(), {
        exchange: {
          ...logOnlyExchange(quietLog),
          setPresence: () => Promise.reject(new Error('PBX secret words')),
        },
      })
      const { token } = await away.signIn('ana')
      const body = { presence: { kind: 'ready' } }
      const refused = await away.ask('PUT', paths.presence, { token, body })
      expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable' } })
      expect((await away.ask('DELETE', paths.session, { token })).status).toBe(200)
      expect((await away.ask('GET', paths.changes, { token })).status).toBe(401)
      expect(away.logged.join('') + JSON.stringify(refused.body)).not.toContain('secret words')
      await away.close()
    })

    test('an agent without a telephone account is told so and gets no session', async () => {
      const noLine = await openWorldBeside(database(), {
        softphoneAccount: () => {
          throw new DeskError('no-line', 'No telephone account is set.')
        },
      })
      const answer = await noLine.ask('POST', paths.session, { body: { agentId: 'ana' } })
      expect(answer).toMatchObject({ status: 409, body: { code: 'no-line' } })
      await noLine.close()
    })

    test('choosing an agent without a password is refused where the network could reach it', async () => {
      await expect(openWorldBeside(database(), { host: '0.0.0.0' })).rejects.toMatchObject({
        code: 'forbidden',
      })
    })

    test('the database knows neither tokens nor passwords, and a new password ends the old sessions', async () => {
      const { db } = database().open
      const { token } = await world.signIn('ana', password)
      const stored = JSON.stringify([
        await db.selectFrom('sessions').selectAll().execute(),
        await db.selectFrom('credentials').selectAll().execute(),
      ])
      expect(stored).toContain('ana')
      expect(stored).not.toContain(token)
      await setPassword(db, 'ana', password, new Date())
      const credentials = await db.selectFrom('credentials').select('password_hash').executeTakeFirstOrThrow()
      expect(credentials.password_hash).not.toContain(password)
      expect((await world.ask('GET', paths.changes, { token })).status).toBe(401)
    })
  })
