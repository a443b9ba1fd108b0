import { createHash } from 'node:crypto'
import { EmbeddedJWK, calculateJwkThumbprint, jwtVerify } from 'jose'
import { z } from 'zod'
import { DeskError } from '../../../shared/errors.ts'

/**
 * What a proof is about. `htu` is compared by its path, because the proxy that ends TLS hides the address the desk
 * used. `iat` is not judged: clocks at home are wrong, and what `ath` names is good only once.
 */
const Claims = z.object({
  jti: z.string().min(8).max(100),
  htm: z.literal('POST'),
  htu: z.url(),
  ath: z.string(),
})
const PublicKeyAlone = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
})

/**
 * The thumbprint (RFC 7638) of the key that signed the proof (RFC 9449 §4.3) for this address and this token.
 * Throws `unauthorised` for anything else.
 */
export async function checkProof(proof: unknown, about: { path: string; token: string }): Promise<string> {
  try {
    if (typeof proof !== 'string') throw new Error('There is no proof.')
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: ['ES256'],
    })
    const key = PublicKeyAlone.parse(protectedHeader.jwk)
    const { htu, ath } = Claims.parse(payload)
    if (new URL(htu).pathname !== about.path) throw new Error('The proof is for another address.')
    if (ath !== createHash('sha256').update(about.token).digest('base64url'))
      throw new Error('The proof is for another token.')
    return await calculateJwkThumbprint(key)
  } catch (cause) {
    throw new DeskError('unauthorised', 'This desk did not prove its key.', { cause })
  }
}

/** The nonce that a desk must ask the account service for, so that nobody else can use the answer. */
export function accountNonce(thumbprint: string, salt: string): string {
  return createHash('sha256').update(`${thumbprint}.${salt}`).digest('base64url')
}
