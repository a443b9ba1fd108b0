import { canonicalJson } from '../../src/shared/domain/publishing/canonical-json.ts'
import type {
  BundleDocument,
  BundleFile,
  Manifest,
  SignedBundle,
} from '../../src/shared/domain/publishing/bundle.ts'
import { versionOf, type KnowledgeRecord } from '../../src/shared/domain/publishing/record.ts'
import { documentHash } from '../../src/backend/publishing/hash.ts'
import { newSigningKey, type SigningKey } from '../../src/backend/publishing/signing-key.ts'

/** The key of the test's city; a desk of the test pins it. */
export const testKey = newSigningKey()
export const testTrust = { keys: [testKey.publicKey], revoked: [] }

export interface SignedKnowledge {
  readonly bundle: SignedBundle
  readonly documents: BundleDocument[]
}

/** A bundle as the city would sign it, of anything and with any change to its manifest. */
export function signKnowledge(
  records: readonly KnowledgeRecord[],
  change: Partial<Manifest> = {},
  key: SigningKey = testKey,
): SignedKnowledge {
  const documents = records.map(({ doc }) => ({ sha256: documentHash(doc), doc: { ...doc } }))
  const manifest: Manifest = {
    format: 1,
    cityId: 'quito',
    bundleVersion: 1,
    createdAt: '2026-01-01T00:00:00.000Z',
    validity: { from: '2026-01-01T00:00:00.000Z', until: '2036-01-01T00:00:00.000Z' },
    keyId: key.keyId,
    records: records.map((record, index) => ({
      entity: record.entity,
      id: record.id,
      version: versionOf(record),
      sha256: documents[index]?.sha256 ?? '',
    })),
    ...change,
  }
  return {
    bundle: {
      manifest: key.sign('manifest', canonicalJson(manifest)),
      announcements: [...key.announcements],
    },
    documents,
  }
}

/** The same as it lies on a USB stick. */
export function asFile({ bundle, documents }: SignedKnowledge): BundleFile {
  return { ventanilla: 'knowledge-bundle', bundle, documents }
}
