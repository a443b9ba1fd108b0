import { createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { CityId } from '../../shared/domain/basics.ts'
import {
  PublicKey,
  SignedText,
  signedAs,
  type KeyAnnouncement,
} from '../../shared/domain/publishing/bundle.ts'
import { canonicalJson } from '../../shared/domain/publishing/canonical-json.ts'
import { DeskError } from '../../shared/errors.ts'
import { textHash } from './hash.ts'

/** Ed25519 (RFC 8032) in the words of RFC 8037; `announcements` lead from the city's first key to this one. */
const KeyFile = z.strictObject({
  publicKey: PublicKey,
  privateKey: PublicKey,
  announcements: z.array(SignedText),
})
type KeyFile = z.infer<typeof KeyFile>

/** What signs a city's knowledge. The private half never leaves this object and its file. */
export interface SigningKey {
  readonly keyId: string
  /** What a policy pins. */
  readonly publicKey: string
  readonly announcements: readonly SignedText[]
  sign(kind: keyof typeof signedAs, text: string): SignedText
}

/** A key that lives as long as this process: for a database in memory, where nothing outlives it either. */
export function newSigningKey(): SigningKey {
  return signingKey(newKeyFile([]))
}

/**
 * The city's key, made at the first start. Private to this account; whoever reads the file can sign for the city.
 * Throws `damaged` where the file is there and cannot be used: a new key in its place would be refused by every desk.
 */
export async function openSigningKey(file: string): Promise<SigningKey> {
  const kept = await readKeyFile(file)
  if (kept) return signingKey(kept)
  const made = newKeyFile([])
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  try {
    await writeFile(file, JSON.stringify(made, null, 2), { mode: 0o600, flag: 'wx' })
    return signingKey(made)
  } catch (cause) {
    // Another process of the same backend was first: its key is the city's.
    const other = await readKeyFile(file)
    if (other) return signingKey(other)
    throw new DeskError('unavailable', `The signing key cannot be written to ${file}.`, { cause })
  }
}

/**
 * The old key announces a new one and is forgotten. Desks that pinned the old one follow the announcement; it stays
 * good for what it signed until a policy revokes it. Takes effect with the next start of the backend.
 */
export async function rotateSigningKey(
  file: string,
  cityId: CityId,
  at: Date,
): Promise<{ before: string; after: string }> {
  const kept = await readKeyFile(file)
  if (!kept) throw new DeskError('not-found', `There is no key at ${file} yet. Start the backend once.`)
  const old = signingKey(kept)
  const made = newKeyFile([])
  const statement: KeyAnnouncement = {
    format: 1,
    cityId,
    keyId: old.keyId,
    announces: made.publicKey,
    createdAt: at.toISOString(),
  }
  const announcements = [...kept.announcements, old.sign('announcement', canonicalJson(statement))]
  const fresh = `${file}.new`
  await writeFile(fresh, JSON.stringify({ ...made, announcements }, null, 2), { mode: 0o600 })
  await rename(fresh, file)
  return { before: kept.publicKey, after: made.publicKey }
}

function newKeyFile(announcements: SignedText[]): KeyFile {
  const { privateKey } = generateKeyPairSync('ed25519')
  const { x = '', d = '' } = privateKey.export({ format: 'jwk' })
  return { publicKey: x, privateKey: d, announcements }
}

function signingKey({ publicKey, privateKey, announcements }: KeyFile): SigningKey {
  const keyId = textHash(publicKey)
  const key: KeyObject = createPrivateKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: publicKey, d: privateKey },
    format: 'jwk',
  })
  return {
    keyId,
    publicKey,
    announcements,
    sign: (kind, text) => ({
      text,
      signature: sign(null, Buffer.from(signedAs[kind] + text), key).toString('base64url'),
    }),
  }
}

async function readKeyFile(file: string): Promise<KeyFile | undefined> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return undefined
    throw new DeskError('unavailable', `The signing key at ${file} cannot be read.`, { cause })
  })
  if (text === undefined) return undefined
  try {
    const kept = KeyFile.parse(JSON.parse(text))
    signingKey(kept)
    return kept
  } catch (cause) {
    throw new DeskError('damaged', `The signing key at ${file} is damaged. Bring back its copy.`, { cause })
  }
}
