import { generateKeyPair, type JWTPayload } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { migrate } from '../../../../src/backend/database/migrate.ts'
import { migrations } from '../../../../src/backend/database/migrations/index.ts'
import { AccountSettings } from '../../../../src/backend/sign-in/account/settings.ts'
import { CityInfo, Session, paths } from '../../../../src/shared/backend-api.ts'
import { operatingPaths } from '../../../../src/shared/operating-api.ts'
import { openWorldBeside, type BackendWorld } from '../../../support/backend/backend-world.ts'
import {
  clientId,
  deskKey,
  fakeIssuer,
  type FakeIssuer,
  type KeyDouble,
} from '../../../support/backend/fake-issuer.ts'
import type { Suite } from './index.ts'

const minutes = 60_000

/** The city's own account service says who it is; the desk proves which desk it is. */
export const accountSuite: Suite = (database) =>
  describe('sign-in with the city’s account', () => {
    let issuer: FakeIssuer
    let world: BackendWorld
    let key: KeyDouble
    beforeAll(async () => {
      await database().reset(migrations)
      issuer = await fakeIssuer()
      key = await deskKey()
      world = await openWorldBeside(database(), {
        signIn: 'account',
        account: AccountSettings.parse({
          issuer: issuer.issuer,
          clientId,
          agents: { 'luis@quito.test': 'luis' },
          roles: {
            claim: 'groups',
            groups: { agent: ['centre'], 'team-lead': ['leads'], administrator: ['it'] },
          },
        }),
      })
    })
    afterAll(async () => {
      await world.close()
      await issuer.close()
    })

    const claims = (changed: Record<string, unknown> = {}): JWTPayload => ({
      iss: issuer.issuer,
      aud: clientId,
      sub: 'someone',
      preferred_username: 'ana',
      groups: ['centre'],
      nonce: key.nonce,
      jti: crypto.randomUUID(),
      iat: Math.floor(world.clock.now() / 1000),
      exp: Math.floor(world.clock.now() / 1000) + 300,
      ...changed,
    })
    const enter = async (idToken: string, proof?: string, salt = key.salt) =>
      await world.ask('POST', paths.accountSession, {
        body: { idToken, salt },
        headers: { dpop: proof ?? (await key.proof(paths.accountSession, idToken)) },
      })
    const signIn = async (changed: Record<string, unknown> = {}) =>
      Session.parse((await enter(await issuer.sign(claims(changed)))).body)
    const renew = async (refresh: string, by = key) =>
      await world.ask('POST', paths.refreshSession, {
        body: { refresh },
        headers: { dpop: await by.proof(paths.refreshSession, refresh) },
      })
    const status = async (token: string) => (await world.ask('GET', paths.changes, { token })).status
    const refreshOf = (session: Session) => session.refresh?.token ?? ''

    test('desks are told where to go, and passwords open nothing', async () => {
      const city = CityInfo.parse((await world.ask('GET', paths.city)).body)
      expect(city).toMatchObject({
        signIn: 'account',
        account: { issuer: issuer.issuer, clientId, scope: 'openid profile' },
        agents: [],
      })
      const byPassword = await world.ask('POST', paths.session, { body: { agentId: 'ana', password: 'x' } })
      expect(byPassword.status).toBe(401)
      const { paths: documented } = (await world.ask('GET', operatingPaths.document)).body as {
        paths: object
      }
      expect(Object.keys(documented)).toEqual(
        expect.arrayContaining([paths.accountSession, paths.refreshSession]),
      )
    })

    test('an account opens a session for a quarter of an hour, with the role of its groups', async () => {
      const ana = await signIn()
      expect(ana.agent).toMatchObject({ agentId: 'ana', role: 'agent' })
      expect(Date.parse(ana.expiresAt) - world.clock.now()).toBe(15 * minutes)
      expect(await status(ana.token)).toBe(200)
      const luis = await signIn({ preferred_username: 'luis@quito.test', groups: ['centre', 'it'] })
      expect(luis.agent).toMatchObject({ agentId: 'luis', role: 'administrator' })
      expect((await world.ask('GET', operatingPaths.audit, { token: luis.token })).status).toBe(200)
      // Eva leads by her record; her groups say otherwise, and they decide.
      const eva = await signIn({ preferred_username: 'eva' })
      expect((await world.ask('GET', paths.feedback, { token: eva.token })).status).toBe(403)
    })

    test('whoever has no place or no role here is told so, and gets nothing', async () => {
      for (const changed of [
        { preferred_username: 'nobody' },
        { preferred_username: 7 },
        { groups: ['other'] },
        { groups: undefined },
      ])
        expect(await enter(await issuer.sign(claims(changed)))).toMatchObject({
          status: 403,
          body: { code: 'forbidden' },
        })
    })

    test.each<[string, () => Promise<string>]>([
      ['of another issuer', () => issuer.sign(claims({ iss: 'https://elsewhere.test' }))],
      ['for another client', () => issuer.sign(claims({ aud: 'another' }))],
      ['that ended', () => issuer.sign(claims({ exp: Math.floor(world.clock.now() / 1000) - 60 }))],
      ['of an hour ago', () => issuer.sign(claims({ iat: Math.floor(world.clock.now() / 1000) - 3600 }))],
      ['without an end', () => issuer.sign(claims({ exp: undefined }))],
      ['that another desk asked for', () => issuer.sign(claims({ nonce: 'of-another-desk' }))],
      [
        'signed by a stranger',
        async () => issuer.sign(claims(), { key: (await generateKeyPair('ES256')).privateKey }),
      ],
      [
        'signed by nobody',
        async () => {
          const [, payload] = (await issuer.sign(claims())).split('.')
          return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`
        },
      ],
    ])('a token %s opens nothing', async (_which, sign) => {
      expect(await enter(await sign())).toMatchObject({ status: 401, body: { code: 'unauthorised' } })
    })

    test('a sound token opens nothing without the proof of the desk that asked for it, and only once', async () => {
      const idToken = await issuer.sign(claims())
      const other = await deskKey()
      const wrong = [
        'nothing',
        await other.proof(paths.accountSession, idToken),
        await key.proof(paths.refreshSession, idToken),
        await key.proof(paths.accountSession, 'another token'),
        await key.proof(paths.accountSession, idToken, { claims: { htm: 'GET' } }),
        await key.proof(paths.accountSession, idToken, { header: { typ: 'JWT' } }),
      ]
      for (const proof of wrong) expect((await enter(idToken, proof)).status).toBe(401)
      expect((await enter(idToken, undefined, 'y'.repeat(22))).status).toBe(401)
      expect((await enter(idToken)).status).toBe(200)
      expect((await enter(idToken)).status).toBe(401)
    })

    test('a refresh token buys the next tokens; the one before goes on to its own end', async () => {
      const first = await signIn()
      const second = Session.parse((await renew(refreshOf(first))).body)
      expect(refreshOf(second)).not.toBe(refreshOf(first))
      expect([await status(first.token), await status(second.token)]).toEqual([200, 200])
      world.clock.pass(15 * minutes)
      expect(await status(second.token)).toBe(401)
      const third = Session.parse((await renew(refreshOf(second))).body)
      expect(await status(third.token)).toBe(200)
    })

    test('an answer that got lost is given again; a token that comes back later ends the whole session', async () => {
      const first = await signIn()
      await renew(refreshOf(first))
      const again = Session.parse((await renew(refreshOf(first))).body)
      const last = Session.parse((await renew(refreshOf(again))).body)
      const socket = new WebSocket(world.backend.url.replace('http', 'ws') + paths.poke, [last.token])
      const closed = new Promise<number>((resolve) => socket.once('close', resolve))
      await new Promise((open) => socket.once('open', open))
      expect((await renew(refreshOf(first))).status).toBe(401)
      expect(await closed).toBe(4401)
      expect(await status(last.token)).toBe(401)
      expect((await renew(refreshOf(last))).status).toBe(401)
      const trail = await database().open.db.selectFrom('audit_trail').select(['act', 'agent_id']).execute()
      expect(trail).toContainEqual({ act: 'session.reuse', agent_id: 'ana' })
    })

    test('a lost answer is forgiven for ten minutes and no longer', async () => {
      const first = await signIn()
      const second = Session.parse((await renew(refreshOf(first))).body)
      world.clock.pass(10 * minutes + 1)
      expect((await renew(refreshOf(first))).status).toBe(401)
      expect((await renew(refreshOf(second))).status).toBe(401)
    })

    test('a stolen refresh token is worth nothing without the desk’s key, and gives the theft away', async () => {
      const session = await signIn()
      expect((await renew(refreshOf(session), await deskKey())).status).toBe(401)
      expect((await renew(refreshOf(session))).status).toBe(401)
      expect(await status(session.token)).toBe(401)
    })

    test('signing out ends all that was bought; after twelve hours one signs in again', async () => {
      const left = await signIn()
      const renewed = Session.parse((await renew(refreshOf(left))).body)
      await world.ask('DELETE', paths.session, { token: renewed.token })
      expect([await status(left.token), await status(renewed.token)]).toEqual([401, 401])
      expect((await renew(refreshOf(renewed))).status).toBe(401)
      const worked = await signIn()
      world.clock.pass(12 * 60 * minutes)
      expect((await renew(refreshOf(worked))).status).toBe(401)
    })

    test('the database opens no door: neither tokens nor refresh tokens are in it', async () => {
      const { db } = database().open
      const session = await signIn()
      const stored = JSON.stringify([
        await db.selectFrom('sessions').selectAll().execute(),
        await db.selectFrom('session_families').selectAll().execute(),
        await db.selectFrom('used_id_tokens').selectAll().execute(),
      ])
      expect(stored).toContain(key.thumbprint)
      expect(stored).not.toContain(session.token)
      expect(stored).not.toContain(refreshOf(session))
      expect(world.logged.join('')).not.toContain(session.token)
    })

    test('an account service that is away is told as that, not as a wrong account', async () => {
      const away = await fakeIssuer()
      const idToken = await away.sign(claims({ iss: away.issuer }))
      await away.close()
      const lonely = await openWorldBeside(database(), {
        signIn: 'account',
        account: AccountSettings.parse({ issuer: away.issuer, clientId }),
      })
      const answer = await lonely.ask('POST', paths.accountSession, {
        body: { idToken, salt: key.salt },
        headers: { dpop: await key.proof(paths.accountSession, idToken) },
      })
      expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } })
      await lonely.close()
    })
  })

export const accountMigrationSuite: Suite = (database) =>
  test('0094 lets the sessions of before go on with the roles of their agents', async () => {
    const { db } = database().open
    await database().reset(migrations.filter(({ number }) => number < 94))
    const session = { token_hash: 'h', agent_id: 'ana', expires_at: new Date(0) }
    await db.insertInto('sessions').values(session).execute()
    await migrate(db, migrations)
    expect(await db.selectFrom('sessions').selectAll().execute()).toEqual([
      { ...session, role: null, family_id: null },
    ])
  })
