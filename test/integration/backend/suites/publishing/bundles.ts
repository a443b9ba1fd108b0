import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyBundle } from '../../../../../src/main/knowledge/verify-bundle.ts'
import { BundleFile, SignedBundle } from '../../../../../src/shared/domain/publishing/bundle.ts'
import { KnowledgeOverview, publishingPaths } from '../../../../../src/shared/publishing-api.ts'
import { start, worldKey, type DeskDouble } from '../../../../support/backend/backend-world.ts'
import { farola, leadsAtWork, type LeadsAtWork } from '../../../../support/backend/leads-at-work.ts'
import type { Suite } from '../index.ts'

export const bundlesSuite: Suite = (database) =>
  describe('bundles', () => {
    let city: LeadsAtWork
    beforeAll(async () => {
      city = await leadsAtWork(database())
    })
    afterAll(() => city.world.close())

    test('what an agent reads reaches his other desks and nobody else, and no late word takes it back', async () => {
      const read = (version: number) => ({
        commandId: ulid(),
        type: 'knowledge.read',
        subject: ulid(),
        issuedAt: start,
        agentId: 'ana',
        payload: { entity: 'script', id: 'poste', version },
      })
      const readings = async (who: DeskDouble) =>
        (await who.pullAll()).filter(({ entity }) => entity === 'reading')
      await city.ana.push(read(3))
      await city.ana.push(read(2))
      expect((await readings(city.ana)).map(({ doc }) => doc)).toEqual([
        { agentId: 'ana', entity: 'script', id: 'poste', version: 3, readAt: start },
      ])
      expect(await readings(city.luis)).toEqual([])
    })

    test('the pack goes out in a bundle that the city’s key signed, and the changes only announce it', async () => {
      const answer = await city.world.ask('GET', publishingPaths.bundle, { token: city.ana.token })
      const trust = { cityId: 'quito', keys: [worldKey.publicKey], revoked: [] }
      const manifest = verifyBundle(SignedBundle.parse(answer.body), trust)
      expect(manifest).toMatchObject({ cityId: 'quito', keyId: worldKey.keyId })
      const changes = await city.ana.pullAll()
      expect(changes.filter(({ entity }) => entity === 'bundle')).toHaveLength(1)
      expect(changes.some(({ entity }) => entity === 'unit')).toBe(false)
    })

    test('the list shows what is in use, what is written, and which desks refused', async () => {
      await city.world.ask('POST', publishingPaths.installed, {
        token: city.ana.token,
        body: { bundleVersion: 7, refusal: 'bad-signature' },
      })
      const draftId = ulid()
      await city.put(city.eva, draftId, farola({ scriptId: 'nuevo', title: 'Nuevo' }), 0, 'nuevo')
      const list = KnowledgeOverview.parse(
        (await city.world.ask('GET', publishingPaths.overview, { token: city.eva.token })).body,
      )
      expect(list.lines.map(({ id, version, draft }) => [id, version, draft?.phase.name])).toEqual([
        ['ec-public', 1, undefined],
        ['nuevo', 0, 'writing'],
      ])
      expect(list.teams).toEqual(['sur'])
      expect(list.refusals).toMatchObject([{ agentId: 'ana', name: 'Ana', refusal: 'bad-signature' }])
    })

    test('the file for a stick holds every document that its manifest names', async () => {
      const file = BundleFile.parse(
        (await city.world.ask('GET', publishingPaths.exported, { token: city.eva.token })).body,
      )
      const { records } = JSON.parse(file.bundle.manifest.text) as { records: { sha256: string }[] }
      const held = new Set(file.documents.map(({ sha256 }) => sha256))
      expect(records.filter(({ sha256 }) => !held.has(sha256))).toEqual([])
    })
  })
