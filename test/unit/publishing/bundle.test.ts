import fc from 'fast-check'
import Database from 'better-sqlite3'
import { beforeEach, describe, expect, test } from 'vitest'
import { canonicalJson } from '../../../src/shared/domain/publishing/canonical-json.ts'
import { migrate, newestVersion } from '../../../src/main/db/migrate.ts'
import { createCacheRows, type CacheRows } from '../../../src/main/db/rows.ts'
import { installBundle, installedBundle } from '../../../src/main/knowledge/install-bundle.ts'
import { sha256Of } from '../../../src/main/knowledge/verify-bundle.ts'
import { newSigningKey, type SigningKey } from '../../../src/backend/publishing/signing-key.ts'
import { BundleFile, type BundleDocument } from '../../../src/shared/domain/publishing/bundle.ts'
import type { KnowledgeRecord } from '../../../src/shared/domain/publishing/record.ts'
import { lightScript, lightUnit } from '../../support/knowledge.ts'
import {
  asFile,
  signKnowledge,
  testKey,
  testTrust,
  type SignedKnowledge,
} from '../../support/signed-knowledge.ts'

const now = Date.parse('2026-11-21T10:00:00Z')
const unit: KnowledgeRecord = { entity: 'unit', id: lightUnit.unitId, doc: lightUnit }
const script = (version = 3): KnowledgeRecord => ({
  entity: 'script',
  id: 'alumbrado',
  doc: { ...lightScript, version },
})
let rows: CacheRows
beforeEach(() => {
  const db = new Database(':memory:')
  migrate(db, newestVersion)
  rows = createCacheRows(db)
})

const install = (
  { bundle, documents }: Pick<SignedKnowledge, 'bundle' | 'documents'>,
  trust = {},
): Promise<unknown> =>
  installBundle(
    bundle,
    (hashes) => Promise.resolve(documents.filter(({ sha256 }) => hashes.includes(sha256))),
    { rows, trust: { cityId: 'quito', ...testTrust, ...trust }, now },
  ).then((outcome) => (outcome.kind === 'refused' ? outcome.refusal : outcome.kind))
const inUse = () => rows.knowledge.one('script', 'alumbrado')?.version

describe('a bundle', () => {
  test('is taken in whole, replaced by a newer one, and what it names no longer goes', async () => {
    expect(await install(signKnowledge([unit, script()]))).toBe('installed')
    expect(inUse()).toBe(3)
    expect(await install(signKnowledge([script(4)], { bundleVersion: 2 }))).toBe('installed')
    expect(inUse()).toBe(4)
    expect(rows.knowledge.one('unit', lightUnit.unitId)).toBeUndefined()
    expect(rows.knowledge.scriptVersion('alumbrado', 3)?.version).toBe(3)
  })

  test('asks only for what changed, and the same bundle again is nothing', async () => {
    await install(signKnowledge([unit, script()]))
    const asked: string[] = []
    const next = signKnowledge([unit, script(4)], { bundleVersion: 2 })
    await installBundle(
      next.bundle,
      (hashes) => {
        asked.push(...hashes)
        return Promise.resolve(next.documents)
      },
      { rows, trust: { cityId: 'quito', ...testTrust }, now },
    )
    expect(asked).toEqual([next.documents[1]?.sha256])
    expect(await install(next)).toBe('same')
  })

  test('that is older than what is in use is refused, whatever else is right about it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 1_000 }),
        fc.integer({ min: 1, max: 1_000 }),
        async (has, offered) => {
          const db = new Database(':memory:')
          migrate(db, newestVersion)
          rows = createCacheRows(db)
          await install(signKnowledge([script(has)], { bundleVersion: has }))
          const outcome = await install(signKnowledge([script(offered + 5_000)], { bundleVersion: offered }))
          expect(outcome).toBe(offered > has ? 'installed' : 'older')
          expect(inUse()).toBe(offered > has ? offered + 5_000 : has)
          db.close()
        },
      ),
      { numRuns: 30 },
    )
  })

  test('of another city, another key, a revoked key or no pinned key is refused', async () => {
    expect(await install(signKnowledge([script()], { cityId: 'cordoba' }))).toBe('wrong-city')
    expect(await install(signKnowledge([script()], {}, newSigningKey()))).toBe('unknown-key')
    expect(await install(signKnowledge([script()]), { revoked: [testKey.keyId] })).toBe('revoked-key')
    expect(await install(signKnowledge([script()]), { keys: [] })).toBe('no-pinned-key')
    expect(inUse()).toBeUndefined()
  })

  test('is refused when a key of somebody else signs in the name of the city’s key', async () => {
    expect(await install(signKnowledge([script()], { keyId: testKey.keyId }, newSigningKey()))).toBe(
      'bad-signature',
    )
  })

  test('with a document that is missing or was changed leaves everything as it was', async () => {
    await install(signKnowledge([unit, script()]))
    const next = signKnowledge([{ ...unit, doc: { ...lightUnit, phone: '101' } }, script(4)], {
      bundleVersion: 2,
    })
    expect(await install({ ...next, documents: next.documents.slice(1) })).toBe('incomplete')
    const altered: BundleDocument[] = next.documents.map(({ sha256, doc }) => ({
      sha256,
      doc: { ...doc, title: 'x' },
    }))
    expect(await install({ ...next, documents: altered })).toBe('altered-record')
    expect(inUse()).toBe(3)
    expect(rows.knowledge.one('unit', lightUnit.unitId)?.phone).toBeUndefined()
    expect(installedBundle(rows)?.bundleVersion).toBe(1)
  })

  test('whose record breaks a rule keeps the last good one of that record and says which', async () => {
    await install(signKnowledge([script()]))
    const broken: KnowledgeRecord = {
      entity: 'script',
      id: 'alumbrado',
      doc: { ...lightScript, version: 'dos' },
    }
    expect(await install(signKnowledge([broken], { bundleVersion: 2 }))).toBe('installed')
    expect(inUse()).toBe(3)
    expect(rows.knowledge.problems()).toMatchObject([{ entity: 'script', id: 'alumbrado', field: 'version' }])
    await install(signKnowledge([script(4)], { bundleVersion: 3 }))
    expect(rows.knowledge.problems()).toEqual([])
  })

  const manyUnits = () =>
    signKnowledge(
      Array.from({ length: 60 }, (_, index): KnowledgeRecord => ({
        entity: 'unit',
        id: `u${index}`,
        doc: { ...lightUnit, unitId: `u${index}` },
      })),
    )

  test('gives the thread back between records where each of them takes long', async () => {
    const signed = manyUnits()
    const healthy = rows
    let slices = 0
    let rooms = 0
    let clock = 0
    rows = {
      ...healthy,
      room: () => Promise.resolve().then(() => void (rooms += 1)),
      together(work) {
        // Each waited until the slice before had room in the log of the cache.
        expect(rooms).toBe(slices)
        slices += 1
        return healthy.together(work)
      },
    }
    await installBundle(signed.bundle, () => Promise.resolve(signed.documents), {
      rows,
      trust: { cityId: 'quito', ...testTrust },
      now,
      elapsedMs: () => (clock += 3),
    })
    // Two records are 6 ms by this clock; the last transaction says that the bundle is in use.
    expect(slices).toBe(60 / 2 + 1)
  })

  test('interrupted between two slices is taken in whole the next time', async () => {
    const signed = manyUnits()
    let slices = 0
    const healthy = rows
    rows = {
      ...healthy,
      together(work) {
        if (++slices === 2) throw new Error('the power goes')
        return healthy.together(work)
      },
    }
    await expect(install(signed)).rejects.toThrow('the power goes')
    rows = healthy
    expect(installedBundle(rows)).toBeUndefined()
    expect(await install(signed)).toBe('installed')
    expect(rows.knowledge.all('unit')).toHaveLength(60)
  })
})

test('any byte of a bundle’s file that is changed makes it refused, or changes nothing', async () => {
  const text = JSON.stringify(asFile(signKnowledge([unit, script()])))
  const bytes = Buffer.from(text)
  const whole = canonicalJson([lightUnit, lightScript])
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
      const flipped = Buffer.from(bytes)
      flipped[at] = (flipped[at] ?? 0) ^ mask
      const read = readFile(flipped.toString('utf8'))
      const db = new Database(':memory:')
      migrate(db, newestVersion)
      rows = createCacheRows(db)
      const outcome = read
        ? await install({ bundle: read.bundle, documents: read.documents })
        : 'not-a-bundle'
      const kept = canonicalJson([
        rows.knowledge.one('unit', lightUnit.unitId) ?? null,
        rows.knowledge.one('script', 'alumbrado') ?? null,
      ])
      db.close()
      expect(outcome === 'installed' ? kept : whole).toBe(whole)
    }),
    { numRuns: 400 },
  )
})

test('every cut of a bundle’s file is refused', async () => {
  const text = JSON.stringify(asFile(signKnowledge([unit])))
  for (let end = 0; end < text.length; end += 7) expect(readFile(text.slice(0, end))).toBeUndefined()
})

describe('the rotation of a key', () => {
  const announce = (from: SigningKey, to: SigningKey, cityId = 'quito') =>
    from.sign(
      'announcement',
      canonicalJson({
        format: 1,
        cityId,
        keyId: from.keyId,
        announces: to.publicKey,
        createdAt: '2026-11-21T10:00:00Z',
      }),
    )
  const next = newSigningKey()
  const third = newSigningKey()
  const signedBy = (
    key: SigningKey,
    announcements: SignedKnowledge['bundle']['announcements'],
    bundleVersion = 1,
  ) => {
    const signed = signKnowledge([script(bundleVersion)], { bundleVersion }, key)
    return { ...signed, bundle: { ...signed.bundle, announcements } }
  }

  test('is followed by a desk that slept through all of it, and the old key stays good for what it signed', async () => {
    const way = [announce(testKey, next), announce(next, third)]
    expect(await install(signedBy(third, way))).toBe('installed')
    expect(await install(signedBy(testKey, [], 2))).toBe('installed')
  })

  test('is believed of a believed key only, in its own city, and never of a revoked one', async () => {
    const stranger = newSigningKey()
    expect(await install(signedBy(next, [announce(stranger, next)]))).toBe('unknown-key')
    expect(await install(signedBy(next, [announce(testKey, next, 'cordoba')]))).toBe('unknown-key')
    const revoked = [testKey.keyId]
    expect(await install(signedBy(next, [announce(testKey, next)]), { revoked })).toBe('unknown-key')
    const both = { keys: [testKey.publicKey, next.publicKey], revoked }
    expect(await install(signedBy(next, [announce(testKey, next)]), both)).toBe('installed')
  })

  test('a key’s name is its own hash, so that nobody gives another key its name', () => {
    expect(next.keyId).toBe(sha256Of(next.publicKey))
  })
})

function readFile(text: string): BundleFile | undefined {
  try {
    return BundleFile.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
