import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { exportJWK, generateKeyPair } from 'jose'
import type Provider from 'oidc-provider'
import type { Log } from '../log.ts'
import { choosePage, pageHeaders, wordsPage, type Person } from './pages.ts'

/** The demo's own account service. It never listens on anything but loopback: it asks nobody for a password. */
export interface DemoIssuer {
  readonly issuer: string
  readonly clientId: string
  close(): Promise<void>
}

const clientId = 'ventanilla-desk'
/** A chosen name and no more is ever posted. */
const formBytes = 1_000

/** OpenID Connect with the people of the demo, for a desk that signs in as in a real city. */
export async function startIssuer({
  people,
  log,
}: {
  people: readonly (Person & { role: string })[]
  log: Log
}): Promise<DemoIssuer> {
  const server = createServer()
  await new Promise<void>((listening) => server.listen({ host: '127.0.0.1', port: 0 }, listening))
  const { port } = server.address() as AddressInfo
  const issuer = `http://127.0.0.1:${port}`
  const provider = await makeProvider(issuer, people)
  provider.on('server_error', (_ctx, error) =>
    log.error('the demo account service failed', { error: error.name }),
  )
  const answer = provider.callback()
  server.on('request', (request, response) => {
    // A page elsewhere that names this machine by another name finds nobody (DNS rebinding).
    if (request.headers.host !== `127.0.0.1:${port}`) return void response.writeHead(403).end()
    if (!request.url?.startsWith('/choose/')) return void answer(request, response)
    choose(provider, people, request, response).catch(() =>
      say(response, 400, wordsPage('Esta entrada ya no vale. Vuelve a Ventanilla y empieza otra vez.')),
    )
  })
  return {
    issuer,
    clientId,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

async function makeProvider(
  issuer: string,
  people: readonly (Person & { role: string })[],
): Promise<Provider> {
  const { default: OidcProvider } = await import('oidc-provider')
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  return new OidcProvider(issuer, {
    clients: [
      {
        client_id: clientId,
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        // Any port of it: RFC 8252 §7.3.
        redirect_uris: ['http://127.0.0.1/callback'],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig' }] },
    cookies: {
      keys: [randomBytes(32).toString('base64url')],
      long: { httpOnly: true, sameSite: 'lax', signed: true },
      short: { httpOnly: true, sameSite: 'lax', signed: true },
    },
    claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'groups'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, userinfo: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/choose/${uid}` },
    ttl: { Session: 60 * 60, Interaction: 10 * 60, Grant: 60 * 60, AccessToken: 60, IdToken: 5 * 60 },
    findAccount: (_ctx, sub) => {
      const person = people.find(({ agentId }) => agentId === sub)
      return (
        person && {
          accountId: sub,
          claims: () => ({ sub, name: person.name, preferred_username: sub, groups: [person.role] }),
        }
      )
    },
    // The desk is the city's own: nobody is asked whether it may know his name.
    async loadExistingGrant(ctx) {
      const accountId = ctx.oidc.session?.accountId
      if (accountId === undefined) return undefined
      const grant = new ctx.oidc.provider.Grant({ clientId, accountId })
      grant.addOIDCScope('openid profile')
      await grant.save()
      return grant
    },
    renderError: (ctx) => {
      ctx.set(pageHeaders)
      ctx.body = wordsPage('Esta entrada no se pudo hacer. Vuelve a Ventanilla y empieza otra vez.')
    },
  })
}

async function choose(
  provider: Provider,
  people: readonly Person[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { uid } = await provider.interactionDetails(request, response)
  if (request.method !== 'POST') return say(response, 200, choosePage(`/choose/${uid}`, people))
  if (Number(request.headers['content-length'] ?? formBytes + 1) > formBytes)
    throw new RangeError('A long form.')
  const person = new URLSearchParams(await text(request)).get('person') ?? ''
  const known = people.some(({ agentId }) => agentId === person)
  await provider.interactionFinished(
    request,
    response,
    known
      ? // A choice of the page is the person's word, which a native client must have (RFC 8252 §8.6).
        { login: { accountId: person, remember: false }, consent: {} }
      : { error: 'access_denied' },
    { mergeWithLastSubmission: false },
  )
}

function say(response: ServerResponse, status: number, page: string): void {
  if (!response.headersSent) response.writeHead(status, pageHeaders)
  response.end(page)
}
