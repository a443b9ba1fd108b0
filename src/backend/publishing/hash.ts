import { createHash } from 'node:crypto'
import { canonicalJson } from '../../shared/domain/publishing/canonical-json.ts'

/** The name of a document by its content: base64url of SHA-256 over its canonical JSON. */
export function documentHash(doc: unknown): string {
  return textHash(canonicalJson(doc))
}

export function textHash(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
