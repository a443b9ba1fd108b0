import { createHash, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  SignJWT,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  type CryptoKey,
  type JWK,
  type JWTPayload,
} from 'jose'
import { accountNonce } from '../../../src/backend/sign-in/account/proof.ts'

/** An issuer whose tokens a test writes word by word, right or wrong. */
export interface FakeIssuer {
  readonly issuer: string
  sign(claims: JWTPayload, how?: { key?: CryptoKey; alg?: string }): Promise<string>
  close(): Promise<void>
}

export const clientId = 'ventanilla-desk'

export async function fakeIssuer(): Promise<FakeIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256', use: 'sig', kid: 'one' }] }
  const server = createServer((request, response) => {
    const body = request.url === '/jwks' ? jwks : { issuer, jwks_uri: `${issuer}/jwks` }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    issuer,
    sign: (claims, { key = privateKey, alg = 'ES256' } = {}) =>
      new SignJWT(claims).setProtectedHeader({ alg, kid: 'one' }).sign(key),
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections()
        server.close(() => closed())
      }),
  }
}

/** The key of a desk, as a test holds it. */
export interface KeyDouble {
  readonly thumbprint: string
  readonly salt: string
  readonly nonce: string
  proof(
    path: string,
    token: string,
    changed?: { claims?: JWTPayload; header?: { jwk?: JWK; typ?: string } },
  ): Promise<string>
}

export async function deskKey(): Promise<KeyDouble> {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const jwk = await exportJWK(publicKey)
  const thumbprint = await calculateJwkThumbprint(jwk)
  const salt = 'x'.repeat(22)
  return {
    thumbprint,
    salt,
    nonce: accountNonce(thumbprint, salt),
    proof: (path, token, { claims, header } = {}) =>
      new SignJWT({
        jti: randomUUID(),
        htm: 'POST',
        htu: `https://city.test${path}`,
        ath: createHash('sha256').update(token).digest('base64url'),
        ...claims,
      })
        .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk, ...header })
        .sign(privateKey),
  }
}
