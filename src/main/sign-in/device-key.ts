import { createHash, randomUUID } from 'node:crypto'
import type { SecretStore } from '../shell.ts'

const keyName = 'desk-signing-key'

/** The key that this machine proves itself by (RFC 9449). Its private half stays in the system's store. */
export interface DeviceKey {
  /** RFC 7638, SHA-256. */
  thumbprint(): Promise<string>
  /** For one request and one token, which it names by its hash. */
  proof(about: { url: string; token: string }): Promise<string>
  /** On a wipe: nothing that was bound to this desk is worth anything any more. */
  destroy(): Promise<void>
}

/** Made when it is first needed: a desk that signs in by password never has one. */
export function createDeviceKey(secrets: SecretStore): DeviceKey {
  let opened: ReturnType<typeof open> | undefined

  async function open() {
    const { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } = await import('jose')
    const kept = await secrets.read(keyName)
    if (kept === undefined) {
      const { privateKey } = await generateKeyPair('ES256', { extractable: true })
      await secrets.write(keyName, JSON.stringify(await exportJWK(privateKey)))
    }
    const jwk = JSON.parse(kept ?? (await secrets.read(keyName)) ?? '') as Record<
      'kty' | 'crv' | 'x' | 'y',
      string
    >
    const { kty, crv, x, y } = jwk
    const publicJwk = { kty, crv, x, y }
    return {
      publicJwk,
      privateKey: await importJWK(jwk, 'ES256'),
      thumbprint: await calculateJwkThumbprint(publicJwk),
    }
  }

  function key() {
    opened ??= open().catch((error: unknown) => {
      opened = undefined
      throw error
    })
    return opened
  }

  return {
    thumbprint: async () => (await key()).thumbprint,
    async proof({ url, token }) {
      const { publicJwk, privateKey } = await key()
      const { SignJWT } = await import('jose')
      return await new SignJWT({
        jti: randomUUID(),
        htm: 'POST',
        htu: url,
        ath: createHash('sha256').update(token).digest('base64url'),
      })
        .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: publicJwk })
        .setIssuedAt()
        .sign(privateKey)
    },
    async destroy() {
      opened = undefined
      await secrets.remove(keyName)
    },
  }
}
