import { newSigningKey } from '../../../src/backend/publishing/signing-key.ts'
import { canonicalJson } from '../../../src/shared/domain/publishing/canonical-json.ts'
import {
  Manifest,
  type BundleFile,
  type BundleRefusal,
} from '../../../src/shared/domain/publishing/bundle.ts'
import type { PushDesk } from './push-desk.ts'

/** What was done to a sound bundle, as the text that a desk is handed. */
interface Variant {
  readonly what: string
  readonly text: string
}

/**
 * A desk one version behind the newest bundle is handed that bundle in twenty damaged forms, and what it would have
 * taken a moment ago. Every one counts as refused only where the desk says so and works on with what it had.
 * `bundles` are a city's, oldest first. Throws where the sound ones are not taken in: then a refusal says nothing.
 */
export async function presentTampered(
  bundles: readonly BundleFile[],
  desk: PushDesk,
): Promise<{ refusedTampered: number; tampered: number; refusals: Partial<Record<BundleRefusal, number>> }> {
  const newest = bundles.at(-1)
  const inUse = bundles.at(-2)
  if (!newest || !inUse) throw new Error('It takes two bundles to tell an older one.')
  try {
    await mustInstall(desk, inUse)
    const before = desk.bundleVersion()
    const variants = tamper(newest, inUse, bundles.slice(0, -2))
    const refusals: Partial<Record<BundleRefusal, number>> = {}
    let refusedTampered = 0
    for (const { what, text } of variants) {
      const outcome = await desk.installFile(text)
      if (outcome.kind === 'refused' && desk.bundleVersion() === before) {
        refusedTampered++
        refusals[outcome.refusal] = (refusals[outcome.refusal] ?? 0) + 1
      } else console.error(`not refused: ${what}`)
    }
    await mustInstall(desk, newest)
    return { refusedTampered, tampered: variants.length, refusals }
  } finally {
    await desk.close()
  }
}

async function mustInstall(desk: PushDesk, file: BundleFile): Promise<void> {
  const outcome = await desk.installFile(JSON.stringify(file))
  if (outcome.kind !== 'installed') throw new Error(`A sound bundle: ${JSON.stringify(outcome)}`)
}

function tamper(newest: BundleFile, inUse: BundleFile, older: readonly BundleFile[]): Variant[] {
  const { manifest } = newest.bundle
  const whole = JSON.stringify(newest)
  const known = new Set(inUse.documents.map(({ sha256 }) => sha256))
  const fresh = newest.documents.find(({ sha256 }) => !known.has(sha256))
  if (!fresh) throw new Error('The newest bundle says nothing new.')
  const withManifest = (text: string, signature = manifest.signature): string =>
    JSON.stringify({ ...newest, bundle: { ...newest.bundle, manifest: { text, signature } } })
  const freshText = JSON.stringify(fresh.doc)
  const freshAt = Buffer.byteLength(whole.slice(0, whole.indexOf(freshText)))
  const shares = [0.1, 0.35, 0.6, 0.85]
  return [
    ...shares.map((share) => ({
      what: `a byte of the manifest, at ${share}`,
      text: withManifest(flip(manifest.text, Math.floor(share * manifest.text.length))),
    })),
    ...[0, 40, 85].map((at) => ({
      what: `a byte of the signature, at ${at}`,
      text: withManifest(manifest.text, flip(manifest.signature, at)),
    })),
    ...shares.map((share) => ({
      what: `a byte of the new document, at ${share}`,
      text: flip(whole, freshAt + Math.floor(share * Buffer.byteLength(freshText))),
    })),
    ...[0.2, 0.999].map((share) => ({
      what: `the file cut at ${share}`,
      text: Buffer.from(whole)
        .subarray(0, Math.floor(share * Buffer.byteLength(whole)))
        .toString(),
    })),
    {
      what: 'the new document left out',
      text: JSON.stringify({ ...newest, documents: newest.documents.filter((each) => each !== fresh) }),
    },
    ...older.slice(0, 4).map((file, index) => ({
      what: `the city’s own bundle ${index}, older than what is in use`,
      text: JSON.stringify(file),
    })),
    ...byStrangers(newest),
  ]
}

/** Somebody else's key: under its own name, and under the name of the city's. */
function byStrangers(newest: BundleFile): Variant[] {
  const stranger = newSigningKey()
  const manifest = Manifest.parse(JSON.parse(newest.bundle.manifest.text))
  const signedBy = (keyId: string): string =>
    JSON.stringify({
      ...newest,
      bundle: {
        ...newest.bundle,
        manifest: stranger.sign('manifest', canonicalJson({ ...manifest, keyId })),
      },
    })
  return [
    { what: 'signed by an unknown key', text: signedBy(stranger.keyId) },
    { what: 'signed by an unknown key in the name of the city’s', text: signedBy(manifest.keyId) },
  ]
}

function flip(text: string, at: number): string {
  const bytes = Buffer.from(text)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  return bytes.toString()
}
