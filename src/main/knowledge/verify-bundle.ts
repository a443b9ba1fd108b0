import { createHash, createPublicKey, verify } from 'node:crypto'
import {
  KeyAnnouncement,
  Manifest,
  signedAs,
  type BundleRefusal,
  type SignedBundle,
  type SignedText,
} from '../../shared/domain/publishing/bundle.ts'
import { canonicalJson } from '../../shared/domain/publishing/canonical-json.ts'

/** Whom this desk believes: what the policy pins, and what those keys announced, without what the policy revoked. */
export interface Trust {
  readonly cityId: string
  readonly keys: readonly string[]
  readonly revoked: readonly string[]
}

/** Base64url of SHA-256. */
export function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

/** What the signed manifest calls a document. */
export function documentHash(doc: unknown): string {
  return sha256Of(canonicalJson(doc))
}

/**
 * The manifest, once a believed key is known to have signed exactly these bytes; otherwise why not. Whether it is
 * this city's and newer than what is in use is asked afterwards (`judgeManifest`).
 */
export function verifyBundle(signed: SignedBundle, trust: Trust): Manifest | BundleRefusal {
  const manifest = Manifest.safeParse(readJson(signed.manifest.text))
  if (!manifest.success) return 'not-a-bundle'
  const { keyId } = manifest.data
  if (trust.revoked.includes(keyId)) return 'revoked-key'
  const key = believedKeys(signed, trust).get(keyId)
  if (key === undefined) return trust.keys.length === 0 ? 'no-pinned-key' : 'unknown-key'
  return holds('manifest', signed.manifest, key) ? manifest.data : 'bad-signature'
}

/** Follows the announcements in their order, each only from a key that is believed by then. */
function believedKeys({ announcements }: SignedBundle, trust: Trust): Map<string, string> {
  const believed = new Map<string, string>()
  const believe = (publicKey: string): void => {
    const keyId = sha256Of(publicKey)
    if (!trust.revoked.includes(keyId)) believed.set(keyId, publicKey)
  }
  trust.keys.forEach(believe)
  for (const announcement of announcements) {
    const said = KeyAnnouncement.safeParse(readJson(announcement.text))
    const by = said.success ? believed.get(said.data.keyId) : undefined
    if (!said.success || by === undefined || said.data.cityId !== trust.cityId) continue
    if (holds('announcement', announcement, by)) believe(said.data.announces)
  }
  return believed
}

function holds(kind: keyof typeof signedAs, { text, signature }: SignedText, publicKey: string): boolean {
  const bytes = Buffer.from(signature, 'base64url')
  // The last letter has spare bits: another spelling of the same bytes is another text, and not what was signed.
  if (bytes.toString('base64url') !== signature) return false
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' })
  return verify(null, Buffer.from(signedAs[kind] + text), key, bytes)
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
