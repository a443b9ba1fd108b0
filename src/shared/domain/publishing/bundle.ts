import { z } from 'zod'
import { CityId, Code, Instant } from '../basics.ts'
import { PublishedEntity } from './record.ts'

/** Ed25519 public key (RFC 8037): 32 bytes in base64url, what a policy pins. */
export const PublicKey = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be an Ed25519 public key in base64url')
/** SHA-256 of the public key in base64url: the key names itself, nobody can give another its name. */
export const KeyId = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be the SHA-256 of a key in base64url')
/** SHA-256 of a document's canonical JSON, base64url. */
export const DocumentHash = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be a SHA-256 in base64url')
const Signature = z.string().regex(/^[A-Za-z0-9_-]{86}$/, 'must be an Ed25519 signature in base64url')

export const ManifestRecord = z.strictObject({
  entity: PublishedEntity,
  id: Code,
  version: z.number().int().nonnegative(),
  sha256: DocumentHash,
})
export type ManifestRecord = z.infer<typeof ManifestRecord>

/** The whole of a city's knowledge at one moment: which record in which version with which content. */
export const Manifest = z.strictObject({
  format: z.literal(1),
  cityId: CityId,
  /** Only ever grows. At least the second of its making, so that a rebuilt backend does not begin below it. */
  bundleVersion: z.number().int().positive(),
  createdAt: Instant,
  /** Outside of it the bundle is not taken in; what is in use stays in use. */
  validity: z.strictObject({ from: Instant, until: Instant }),
  keyId: KeyId,
  records: z.array(ManifestRecord),
})
export type Manifest = z.infer<typeof Manifest>

/** A city's key says who comes after it (key rotation): signed by the old key, believed like the old key. */
export const KeyAnnouncement = z.strictObject({
  format: z.literal(1),
  cityId: CityId,
  /** Who says it. */
  keyId: KeyId,
  announces: PublicKey,
  createdAt: Instant,
})
export type KeyAnnouncement = z.infer<typeof KeyAnnouncement>

/** `text` is the signed bytes themselves: what was verified is what is read, whoever spelled it. */
export const SignedText = z.strictObject({ text: z.string(), signature: Signature })
export type SignedText = z.infer<typeof SignedText>

/** A manifest with its signature and the way from the keys of old to the one that signed it. */
export const SignedBundle = z.strictObject({
  manifest: SignedText,
  announcements: z.array(SignedText).max(50),
})
export type SignedBundle = z.infer<typeof SignedBundle>

export const BundleDocument = z.strictObject({ sha256: DocumentHash, doc: z.record(z.string(), z.unknown()) })
export type BundleDocument = z.infer<typeof BundleDocument>

/** What travels on a USB stick: the same manifest, with every document it names. */
export const BundleFile = z.strictObject({
  ventanilla: z.literal('knowledge-bundle'),
  bundle: SignedBundle,
  documents: z.array(BundleDocument),
})
export type BundleFile = z.infer<typeof BundleFile>

/** A signature under one kind of text must never be good under another: each kind is signed with its own prefix. */
export const signedAs = { manifest: 'ventanilla manifest 1\n', announcement: 'ventanilla key 1\n' } as const

/** Why a bundle was refused; whatever it is, the last good one stays in use. Closed: the screen has words for each. */
export const BundleRefusal = z.enum([
  'not-a-bundle',
  'no-pinned-key',
  'unknown-key',
  'revoked-key',
  'bad-signature',
  'wrong-city',
  'not-valid-yet',
  'expired',
  'older',
  'incomplete',
  'altered-record',
])
export type BundleRefusal = z.infer<typeof BundleRefusal>

/** A desk's clock may be this wrong before a fresh bundle looks as if it came from tomorrow, ms. */
const clockSlackMs = 24 * 60 * 60 * 1000

/**
 * What is left to ask once the signature holds: is it this city's, of this time, and newer than what is in use.
 * `installed` is what the desk works with; the same bundle again is no news and no fault.
 */
export function judgeManifest(
  manifest: Manifest,
  desk: { cityId: string; now: number; installed: { bundleVersion: number; sha256: string } | undefined },
  sha256: string,
): BundleRefusal | 'same' | 'new' {
  if (manifest.cityId !== desk.cityId) return 'wrong-city'
  const { installed } = desk
  if (installed?.sha256 === sha256) return 'same'
  if (installed && manifest.bundleVersion <= installed.bundleVersion) return 'older'
  if (desk.now < Date.parse(manifest.validity.from) - clockSlackMs) return 'not-valid-yet'
  return desk.now > Date.parse(manifest.validity.until) ? 'expired' : 'new'
}
