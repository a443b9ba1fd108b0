import { request as httpRequest } from 'node:http'
import { logOnlyExchange } from '../../../../src/backend/exchange/log-only-exchange.ts'
import { quietLog } from '../../../support/quiet-host.ts'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { paths } from '../../../../src/shared/backend-api.ts'
import {
  create,
  interaction,
  openWorld,
  openWorldBeside,
  record,
  serviceRequest,
  type BackendWorld,
  type DeskDouble,
} from '../../../support/backend/backend-world.ts'
import type { Suite } from './index.ts'

/** Requests, in whatever state strangers send them. */
export const doorSuite: Suite = (database) =>
  describe('at the door', () => {
    let world: BackendWorld
    let ana: DeskDouble
    beforeAll(async () => {
      world = await openWorld(database())
      ana = await world.signIn('ana')
    })
    afterAll(() => world.close())

    test('health and city answer anybody; everything else asks for a token first', async () => {
      expect(await world.ask('GET', paths.health)).toMatchObject({ status: 200, body: { status: 'ok' } })
      expect((await world.ask('GET', paths.city)).status).toBe(200)
      for (const [method, path] of [
        ['DELETE', paths.session],
        ['PUT', paths.presence],
        ['POST', paths.commands],
        ['GET', paths.changes],
      ] as const)
        for (const token of [undefined, 'x'.repeat(43), '<script>', 'a b'])
          expect(await world.ask(method, path, token === undefined ? {} : { token })).toMatchObject({
            status: 401,
            body: { code: 'unauthorised' },
          })
    })

    test('pages of a browser and rebound names are refused', async () => {
      const foreign = { headers: { origin: 'https://elsewhere.test' }, token: ana.token }
      expect(await world.ask('GET', paths.changes, foreign)).toMatchObject({ status: 403 })
      const status = await new Promise((resolve) => {
        httpRequest(world.backend.url + paths.city, { headers: { host: 'rebound.test' } }, (response) => {
          response.resume()
          resolve(response.statusCode)
        }).end()
      })
      expect(status).toBe(403)
    })

    test.each([
      ['not JSON', '{"commands":[', 400],
      ['not an object', '[]', 400],
      ['no commands', '{"commands":[]}', 400],
      ['commands that are not objects', '{"commands":["x", null]}', 400],
      ['a command without an id', '{"commands":[{"type":"interaction.record"}]}', 400],
      ['a poisoned prototype', '{"__proto__":{"x":1},"commands":[]}', 400],
      ['201 commands', JSON.stringify({ commands: Array.from({ length: 201 }, () => ({})) }), 400],
      ['more than 4 MB', JSON.stringify({ commands: ['x'.repeat(4 * 1024 * 1024)] }), 413],
    ])('a batch that is %s gets one clear answer', async (_, body, status) => {
      const answer = await world.ask('POST', paths.commands, { token: ana.token, body })
      expect(answer).toMatchObject({
        status,
        body: { code: 'invalid-input', message: expect.any(String) as string },
      })
    })

    test('other bad requests get the same shape of answer', async () => {
      const { token } = ana
      const answers = [
        [404, 'not-found', await world.ask('GET', '/v1/nothing')],
        [400, 'invalid-input', await world.ask('GET', `${paths.changes}?after=-1`, { token })],
        [400, 'invalid-input', await world.ask('GET', `${paths.changes}?limit=1001`, { token })],
        [400, 'invalid-input', await world.ask('GET', paths.poke, { token })],
        [400, 'invalid-input', await world.ask('POST', paths.session, { body: { agentId: '../..' } })],
        [
          400,
          'invalid-input',
          await world.ask('PUT', paths.presence, { token, body: { presence: 'ready' } }),
        ],
        [413, 'invalid-input', await world.ask('POST', paths.session, { body: 'x'.repeat(20_000) })],
        [
          415,
          'invalid-input',
          await world.ask('POST', paths.session, { body: 'a', headers: { 'content-type': 'text/xml' } }),
        ],
      ] as const
      for (const [status, code, answer] of answers)
        expect(answer).toMatchObject({ status, body: { code, message: expect.any(String) as string } })
    })

    test('64 KB of headers are refused in words, and what is not HTTP does not harm', async () => {
      const say = (text: string) =>
        new Promise<string>((resolve) => {
          let heard = ''
          const socket = connect(Number(new URL(world.backend.url).port), '127.0.0.1', () =>
            socket.write(text),
          )
          socket.on('data', (data) => (heard += data.toString()))
          socket.on('close', () => resolve(heard))
          socket.on('error', () => resolve(heard))
        })
      const large = await say(
        `GET ${paths.city} HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${'x'.repeat(65_536)}\r\n\r\n`,
      )
      expect(large).toMatch(/^HTTP\/1\.1 431 [\s\S]*"code":"invalid-input"/)
      expect(await say('\u0000\u0001INVITE sip:x\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
      expect((await world.ask('GET', paths.health)).status).toBe(200)
    })

    test('an answer may be neither framed, nor guessed at, nor kept', async () => {
      const { headers } = await world.ask('GET', paths.city)
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('x-powered-by')).toBeNull()
    })

    test('one busy agent is slowed down, the others are not', async () => {
      const busy = await openWorldBeside(database())
      const hasty = await busy.signIn('ana')
      const calm = await busy.signIn('luis')
      const ask = async (desk: DeskDouble) =>
        (await busy.ask('GET', `${paths.changes}?limit=1`, { token: desk.token })).status
      const statuses = await Promise.all(Array.from({ length: 301 }, () => ask(hasty)))
      expect(statuses.filter((status) => status === 429)).toHaveLength(1)
      expect(await ask(calm)).toBe(200)
      busy.clock.pass(1_000)
      expect(await ask(hasty)).toBe(200)
      await busy.close()
    })

    test('a fault inside shows neither its words nor its stack, to the client or in the log', async () => {
      const faulty = await openWorldBeside(database(), {
        softphoneAccount: (agent) => {
          throw new Error(`no account for ${agent.name} 0991234567`)
        },
      })
      const answer = await faulty.ask('POST', paths.session, { body: { agentId: 'ana' } })
      expect(answer).toMatchObject({ status: 500, body: { code: 'internal' } })
      expect(JSON.stringify(answer.body)).not.toMatch(/0991234567|\.ts|at /)
      expect(faulty.logged.join('')).toContain('request failed')
      expect(faulty.logged.join('')).not.toContain('0991234567')
      await faulty.close()
    })

    test('no name, number or word of a citizen reaches the log', async () => {
      const request = serviceRequest({ requesterName: 'Plantada Núñez', phone: '+593987654321' })
      const contact = interaction({ displayName: 'Plantada Núñez', number: '+593987654321' })
      const bad = { ...create(request), issuedAt: 'Plantada', subject: 'Plantada' }
      await ana.push(create(request), record(contact), bad, create({ ...request, serviceCode: 'Plantada' }))
      await world.ask('POST', paths.commands, { token: ana.token, body: '{"Plantada": +593987654321' })
      await world.ask('GET', `/v1/Plantada?number=593987654321`)
      await world.ask('POST', paths.session, { body: { agentId: 'Plantada', password: 'Plantada' } })
      expect(world.logged.length).toBeGreaterThan(5)
      expect(world.logged.join('')).not.toMatch(/Plantada|593987654321/)
      expect(world.logged.join('')).not.toContain(ana.token)
    })

    test('closing lets a running request finish, then takes no more', async () => {
      let answerExchange = () => {}
      const asked = vi.fn<() => void>()
      const closing = await openWorldBeside(database(), {
        exchange: {
          ...logOnlyExchange(quietLog),
          setPresence: () => {
            asked()
            return new Promise((resolve) => (answerExchange = resolve))
          },
        },
      })
      const { token } = await closing.signIn('ana')
      const running = closing.ask('PUT', paths.presence, { token, body: { presence: { kind: 'ready' } } })
      await vi.waitFor(() => expect(asked).toHaveBeenCalled())
      const closed = closing.close()
      answerExchange()
      expect((await running).status).toBe(200)
      await closed
      await expect(closing.ask('GET', paths.health)).rejects.toThrow('fetch failed')
    })

    test('a connection on which nobody ever asks anything does not hold up the end for good', async () => {
      const closing = await openWorldBeside(database())
      const silent = connect(Number(new URL(closing.backend.url).port), '127.0.0.1')
      const cut = new Promise((hear) => silent.once('close', hear))
      await new Promise((open) => silent.once('connect', open))
      // Answered after it, so the backend knows of both.
      await closing.ask('GET', paths.health)
      const closed = closing.close()
      await vi.waitFor(() => expect(closing.clock.waiting(20_000)).toBe(true))
      closing.clock.pass(20_000)
      await cut
      await closed
    })
  })
