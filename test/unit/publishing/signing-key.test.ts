import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  openSigningKey,
  rotateSigningKey,
  type SigningKey,
} from '../../../src/backend/publishing/signing-key.ts'
import { verifyBundle } from '../../../src/main/knowledge/verify-bundle.ts'
import { lightUnit } from '../../support/knowledge.ts'
import { signKnowledge } from '../../support/signed-knowledge.ts'

const at = new Date('2026-11-21T10:00:00Z')
let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ventanilla-key-'))
  file = join(folder, 'signing-key.json')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** What a desk makes of the city's knowledge, signed by the key as it stands. */
function judged(key: SigningKey, trust: { keys: readonly string[]; revoked?: string[]; cityId?: string }) {
  const { bundle } = signKnowledge([{ entity: 'unit', id: lightUnit.unitId, doc: lightUnit }], {}, key)
  const verdict = verifyBundle(bundle, { cityId: 'quito', revoked: [], ...trust })
  return typeof verdict === 'string' ? verdict : 'believed'
}

describe('the key of a city', () => {
  test('is made once, for this account alone, and is the same at every start', async () => {
    const made = await openSigningKey(file)
    expect((await openSigningKey(file)).publicKey).toBe(made.publicKey)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  test('changed twice, is followed by a desk that pins the first one, and by no desk of another city', async () => {
    const first = await openSigningKey(file)
    const changes = [await rotateSigningKey(file, 'quito', at), await rotateSigningKey(file, 'quito', at)]
    const third = await openSigningKey(file)
    expect(changes.map(({ before }) => before)).toEqual([first.publicKey, changes[0]?.after])
    expect(third.publicKey).toBe(changes[1]?.after)
    const keys = [first.publicKey]
    expect(judged(third, { keys })).toBe('believed')
    expect(judged(third, { keys, cityId: 'cordoba' })).toBe('unknown-key')
    expect(judged(third, { keys, revoked: [first.keyId] })).toBe('unknown-key')
    expect(judged(third, { keys: [third.publicKey], revoked: [first.keyId] })).toBe('believed')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  test('keeps nothing of the old one’s private half', async () => {
    await openSigningKey(file)
    const { privateKey } = JSON.parse(await readFile(file, 'utf8')) as { privateKey: string }
    await rotateSigningKey(file, 'quito', at)
    expect(await readFile(file, 'utf8')).not.toContain(privateKey)
  })

  test('is not made anew over a damaged file, and there is none to change before the first start', async () => {
    await expect(rotateSigningKey(file, 'quito', at)).rejects.toMatchObject({ code: 'not-found' })
    await writeFile(file, '{"publicKey":"a"}')
    await expect(openSigningKey(file)).rejects.toMatchObject({ code: 'damaged' })
    expect(await readFile(file, 'utf8')).toBe('{"publicKey":"a"}')
  })
})
