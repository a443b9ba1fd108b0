import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyBundle } from '../../../../src/main/knowledge/verify-bundle.ts'
import { RuleProfile } from '../../../../src/shared/domain/shifts/rules.ts'
import { BundleFile, SignedBundle } from '../../../../src/shared/domain/publishing/bundle.ts'
import {
  DraftView,
  ImportedDrafts,
  KnowledgeOverview,
  Readers,
  RecordHistory,
  publishingPaths,
} from '../../../../src/shared/publishing-api.ts'
import {
  openWorld,
  openWorldBeside,
  start,
  worldKey,
  type Answer,
  type BackendWorld,
  type DeskDouble,
} from '../../../support/backend/backend-world.ts'
import type { Suite } from './index.ts'

const script = (change: object = {}) => ({
  scriptId: 'farola',
  title: 'Farola apagada',
  version: 1,
  publishedOn: '2026-11-01',
  reviewDue: '2027-11-01',
  owner: 'prueba',
  source: 'prueba',
  queues: ['general'],
  topics: [],
  start: 'fin',
  steps: [
    {
      stepId: 'fin',
      title: 'Fin',
      say: ['Gracias por avisar.'],
      end: { disposition: 'CAS', serviceCode: 'farola', summary: 'Farola apagada' },
    },
  ],
  ...change,
})

export const publishingSuite: Suite = (database) =>
  describe('publishing', () => {
    let world: BackendWorld
    let eva: DeskDouble
    let teo: DeskDouble
    let ana: DeskDouble
    let luis: DeskDouble
    beforeAll(async () => {
      world = await openWorld(database())
      ;[eva, teo, ana, luis] = [
        await world.signIn('eva'),
        await world.signIn('teo'),
        await world.signIn('ana'),
        await world.signIn('luis'),
      ]
    })
    afterAll(() => world.close())

    const put = (
      who: DeskDouble,
      draftId: string,
      doc: object,
      baseVersion = 0,
      id = 'farola',
    ): Promise<Answer> =>
      world.ask('PUT', `${publishingPaths.draft}/${draftId}`, {
        token: who.token,
        body: { entity: 'script', id, doc, baseVersion },
      })
    const step = (who: DeskDouble, draftId: string, body: object): Promise<Answer> =>
      world.ask('POST', `${publishingPaths.draft}/${draftId}/steps`, { token: who.token, body })
    const approved = async (doc: object, baseVersion: number, id = 'farola'): Promise<string> => {
      const draftId = ulid()
      await put(eva, draftId, doc, baseVersion, id)
      await step(eva, draftId, { step: 'submit' })
      expect(await step(teo, draftId, { step: 'approve' })).toMatchObject({ status: 200 })
      return draftId
    }
    const versionOn = async (who: DeskDouble, id = 'farola') =>
      ((await who.find('script', id)) as { version?: number } | undefined)?.version
    const history = async (id = 'farola') =>
      RecordHistory.parse(
        (await world.ask('GET', `${publishingPaths.record}?entity=script&id=${id}`, { token: eva.token }))
          .body,
      )

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
      await ana.push(read(3))
      await ana.push(read(2))
      expect((await readings(ana)).map(({ doc }) => doc)).toEqual([
        { agentId: 'ana', entity: 'script', id: 'poste', version: 3, readAt: start },
      ])
      expect(await readings(luis)).toEqual([])
    })

    test('the rules of rests are changed by one lead, approved by another, and are what the site plans by', async () => {
      const record = async () =>
        RecordHistory.parse(
          (
            await world.ask('GET', `${publishingPaths.record}?entity=rules&id=ec-public`, {
              token: eva.token,
            })
          ).body,
        )
      const { doc, versions } = await record()
      expect(versions.map(({ version, publishedBy }) => `${version} ${publishedBy}`)).toEqual(['1 pack:'])
      const shipped = RuleProfile.parse(doc)
      const rules = shipped.rules.map((rule) =>
        rule.id === 'F-REST' ? { ...rule, settings: { hours: 13 }, source: 'Acuerdo del sitio, 2026' } : rule,
      )
      const draftId = ulid()
      const body = { entity: 'rules', id: 'ec-public', doc: { ...shipped, rules }, baseVersion: 1 }
      const saved = DraftView.parse(
        (await world.ask('PUT', `${publishingPaths.draft}/${draftId}`, { token: eva.token, body })).body,
      )
      expect(
        saved.differences.map(({ place, after }) => `${place.at(-1)?.field} ${after}`).toSorted(),
      ).toEqual(['hours 13', 'source Acuerdo del sitio, 2026'])
      await step(eva, draftId, { step: 'submit' })
      expect((await step(eva, draftId, { step: 'approve' })).status).toBe(403)
      await step(teo, draftId, { step: 'approve' })
      await step(teo, draftId, { step: 'publish' })
      const published = RuleProfile.parse((await record()).doc)
      expect(published.version).toBe(2)
      expect(published.rules.find(({ id }) => id === 'F-REST')?.settings).toEqual({ hours: 13 })
    })

    test('the pack goes out in a bundle that the city’s key signed, and the changes only announce it', async () => {
      const answer = await world.ask('GET', publishingPaths.bundle, { token: ana.token })
      const trust = { cityId: 'quito', keys: [worldKey.publicKey], revoked: [] }
      const manifest = verifyBundle(SignedBundle.parse(answer.body), trust)
      expect(manifest).toMatchObject({ cityId: 'quito', keyId: worldKey.keyId })
      const changes = await ana.pullAll()
      expect(changes.filter(({ entity }) => entity === 'bundle')).toHaveLength(1)
      expect(changes.some(({ entity }) => entity === 'unit')).toBe(false)
    })

    test('agents may not look into drafts, write, decide, take back or export', async () => {
      const refused = await Promise.all([
        world.ask('GET', publishingPaths.overview, { token: ana.token }),
        world.ask('GET', publishingPaths.exported, { token: ana.token }),
        world.ask('GET', `${publishingPaths.readers}?entity=script&id=farola&version=1`, {
          token: ana.token,
        }),
        put(ana, ulid(), script()),
        step(ana, ulid(), { step: 'approve' }),
        world.ask('POST', publishingPaths.rollBack, {
          token: ana.token,
          body: { entity: 'script', id: 'farola', toVersion: 1, reason: 'porque sí' },
        }),
      ])
      expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403])
    })

    test('a draft with an error stays a draft and says which; put right, a second person lets it out', async () => {
      const draftId = ulid()
      const half = script({ queues: ['nadie'] })
      const saved = DraftView.parse((await put(eva, draftId, half)).body)
      expect(saved.findings).toMatchObject([{ rule: 'unknown-reference', detail: 'nadie', level: 'error' }])
      expect(await step(eva, draftId, { step: 'submit' })).toMatchObject({ status: 409 })
      await put(eva, draftId, script())
      expect(await step(eva, draftId, { step: 'submit' })).toMatchObject({ status: 200 })
      expect(await step(eva, draftId, { step: 'approve' })).toMatchObject({ status: 403 })
      expect(await step(eva, draftId, { step: 'publish' })).toMatchObject({ status: 409 })
      expect(await versionOn(ana)).toBeUndefined()
      expect(await step(teo, draftId, { step: 'approve' })).toMatchObject({ status: 200 })
      const before = (await ana.pull(0, 1000)).cursor
      expect(await step(teo, draftId, { step: 'publish' })).toMatchObject({ status: 200 })
      expect(await versionOn(ana)).toBe(1)
      expect((await ana.pullAll(before)).map(({ entity }) => entity)).toEqual(['bundle'])
      const { audit, versions } = await history()
      expect(audit.map(({ action, by }) => `${by} ${action}`)).toEqual([
        'teo published',
        'teo approved',
        'eva submitted',
        'eva edited',
      ])
      expect(versions).toMatchObject([{ version: 1, publishedBy: 'teo', approvedBy: 'teo', state: 'in-use' }])
    })

    test('a second draft of the same record is refused with the name of who writes the first', async () => {
      const first = ulid()
      await put(eva, first, script({ title: 'Otra' }), 1)
      const second = await put(teo, ulid(), script(), 1)
      expect(second).toMatchObject({ status: 409 })
      expect(JSON.stringify(second.body)).toContain('eva')
      await step(eva, first, { step: 'discard' })
    })

    test('who writes on words that another changed meanwhile is refused; a lost answer is no other', async () => {
      const draftId = ulid()
      const save = (who: DeskDouble, title: string, seen: string | null) =>
        world.ask('PUT', `${publishingPaths.draft}/${draftId}`, {
          token: who.token,
          body: { entity: 'script', id: 'farola', doc: script({ title }), baseVersion: 1, seen },
        })
      const first = DraftView.parse((await save(eva, 'Uno', null)).body)
      world.clock.pass(60_000)
      expect(await save(eva, 'Dos', null)).toMatchObject({ status: 200 })
      expect(await save(teo, 'Tres', first.draft.written?.at ?? null)).toMatchObject({ status: 409 })
      const { open } = await history()
      expect(open?.draft).toMatchObject({ doc: { title: 'Dos' }, authors: ['eva'] })
      await step(eva, draftId, { step: 'submit' })
      const stale = { step: 'approve', seen: first.draft.written?.at }
      expect(await step(teo, draftId, stale)).toMatchObject({ status: 409 })
      await step(eva, draftId, { step: 'discard' })
    })

    test('an imported row is a draft of who imports it; the same file again is the same draft', async () => {
      const text = 'Tema,Pregunta,Respuesta,Enlaces\nCiudad,¿Hay feria?,Cada sábado.,\nCiudad,¿Y hoy?\n'
      const provenance = { source: 'prueba', reviewedOn: '2026-11-01', reviewDue: '2030-01-01' }
      const wish = { format: 'faq', fileName: 'preguntas.csv', text, provenance }
      const bring = async (who: DeskDouble) =>
        ImportedDrafts.parse(
          (await world.ask('POST', publishingPaths.imported, { token: who.token, body: wish })).body,
        )
      const once = await bring(eva)
      expect(once).toEqual(await bring(eva))
      expect(once).toMatchObject({ drafts: [{ id: 'faq-hay-feria' }], problems: [{ line: 3 }] })
      const other = await bring(teo)
      expect(other.drafts).toEqual([])
      expect(other.problems.map(({ rule }) => rule)).toContain('eva ya escribe un borrador; no se tocó')
      expect(
        await world.ask('POST', publishingPaths.imported, { token: ana.token, body: wish }),
      ).toMatchObject({
        status: 403,
      })
      const path = `${publishingPaths.record}?entity=article&id=faq-hay-feria`
      const { open } = RecordHistory.parse((await world.ask('GET', path, { token: eva.token })).body)
      await step(eva, open?.draft.draftId ?? '', { step: 'discard' })
    })

    test('a team has it first, then everybody; who has it and who read it is told by name', async () => {
      const draftId = await approved(script({ title: 'Farola del sur' }), 1)
      await step(teo, draftId, { step: 'give-to-team', team: 'sur' })
      expect([await versionOn(ana), await versionOn(luis)]).toEqual([1, 2])
      const { manifest } = await luis.knowledge()
      await world.ask('POST', publishingPaths.installed, {
        token: luis.token,
        body: { bundleVersion: manifest.bundleVersion, refusal: null },
      })
      await luis.push({
        commandId: ulid(),
        subject: 'knowledge script farola',
        issuedAt: start,
        agentId: 'luis',
        type: 'knowledge.read',
        payload: { entity: 'script', id: 'farola', version: 2 },
      })
      const readers = async () =>
        Readers.parse(
          (
            await world.ask('GET', `${publishingPaths.readers}?entity=script&id=farola&version=2`, {
              token: eva.token,
            })
          ).body,
        ).readers.map(({ agentId, hasItSince, readAt }) => [agentId, hasItSince !== null, readAt])
      expect(await readers()).toEqual([['luis', true, start]])
      await step(teo, draftId, { step: 'publish' })
      expect([await versionOn(ana), await versionOn(luis)]).toEqual([2, 2])
      expect(await readers()).toEqual([
        ['ana', false, null],
        ['luis', false, start],
      ])
      const newer = (await luis.knowledge()).manifest.bundleVersion
      expect(newer).toBeGreaterThan(manifest.bundleVersion)
    })

    test('what a team had first can be taken back from it, and its number is not given again', async () => {
      const draftId = await approved(script({ title: 'Un error' }), 2)
      await step(teo, draftId, { step: 'give-to-team', team: 'sur' })
      expect(await versionOn(luis)).toBe(3)
      const wrong = (await luis.knowledge()).manifest.bundleVersion
      await step(eva, draftId, { step: 'discard' })
      const back = await luis.knowledge()
      expect(back.manifest.bundleVersion).toBeGreaterThan(wrong)
      expect(await versionOn(luis)).toBe(2)
      expect((await history()).versions[0]).toMatchObject({ version: 3, state: 'taken-back' })
    })

    test('one action brings an old content back as a new version for everybody', async () => {
      const answer = await world.ask('POST', publishingPaths.rollBack, {
        token: teo.token,
        body: { entity: 'script', id: 'farola', toVersion: 1, reason: 'La dos confunde' },
      })
      expect(answer).toMatchObject({ status: 200, body: { version: 4 } })
      expect(await ana.find('script', 'farola')).toMatchObject({ version: 4, title: 'Farola apagada' })
      expect((await history()).versions[0]).toMatchObject({
        version: 4,
        rolledBackTo: 1,
        reason: 'La dos confunde',
      })
    })

    test('what is planned goes out by the clock, not before', async () => {
      const draftId = await approved(script({ title: 'Mañana' }), 4)
      const publishAt = new Date(world.clock.now() + 3_600_000).toISOString()
      expect(await step(teo, draftId, { step: 'schedule', publishAt: start })).toMatchObject({ status: 400 })
      expect(await step(teo, draftId, { step: 'schedule', publishAt })).toMatchObject({ status: 200 })
      // The clockwork hears of the plan with the change it makes; that it is not waiting yet shows in the phase.
      await expect.poll(() => world.clock.waiting(3_600_000), { timeout: 10_000 }).toBe(true)
      world.clock.pass(3_599_000)
      expect(await versionOn(ana)).toBe(4)
      world.clock.pass(1_000)
      await expect.poll(() => versionOn(ana), { timeout: 10_000 }).toBe(5)
    })

    test('a draft begun from an old version goes nowhere until somebody looks at the new one', async () => {
      const draftId = ulid()
      const view = DraftView.parse((await put(eva, draftId, script(), 4)).body)
      expect(view.findings).toMatchObject([{ rule: 'outdated-base', detail: '5' }])
      expect(await step(eva, draftId, { step: 'submit' })).toMatchObject({ status: 409 })
      await step(eva, draftId, { step: 'discard' })
    })

    test('another process on the same database hands out what was published here, from then on', async () => {
      const beside = await openWorldBeside(database())
      const there = await beside.signIn('luis')
      const bundle = async () =>
        (await beside.ask('GET', publishingPaths.bundle, { token: there.token })).body
      const [before, again] = [await bundle(), await bundle()]
      expect(again).toEqual(before)
      const { bundleVersion } = (await there.knowledge()).manifest
      const version = (await versionOn(luis)) ?? 0
      const draftId = await approved(script({ title: 'Farola otra vez', version }), version)
      expect(await step(teo, draftId, { step: 'publish' })).toMatchObject({ status: 200 })
      expect((await there.knowledge()).manifest.bundleVersion).toBeGreaterThan(bundleVersion)
      expect(await versionOn(there)).toBe(version + 1)
      await beside.close()
    })

    test('receipts of many desks at once are all kept, and a version twice told keeps its first time', async () => {
      const has = async () => {
        const which = `entity=script&id=farola&version=${(await versionOn(luis)) ?? 0}`
        const answer = await world.ask('GET', `${publishingPaths.readers}?${which}`, { token: eva.token })
        return Readers.parse(answer.body).readers.map(({ agentId, hasItSince }) => [agentId, hasItSince])
      }
      const { bundleVersion } = (await luis.knowledge()).manifest
      const tell = (who: DeskDouble) =>
        world.ask('POST', publishingPaths.installed, {
          token: who.token,
          body: { bundleVersion, refusal: null },
        })
      const told = await Promise.all([ana, luis, ana, luis, ana].map(tell))
      expect(told.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
      const first = await has()
      expect(first).toContainEqual(['ana', expect.any(String)])
      expect(first).toContainEqual(['luis', expect.any(String)])
      world.clock.pass(60_000)
      await Promise.all([ana, luis].map(tell))
      expect(await has()).toEqual(first)
    })

    test('the list shows what is in use, what is written, and which desks refused', async () => {
      await world.ask('POST', publishingPaths.installed, {
        token: ana.token,
        body: { bundleVersion: 7, refusal: 'bad-signature' },
      })
      const draftId = ulid()
      await put(eva, draftId, script({ scriptId: 'nuevo', title: 'Nuevo' }), 0, 'nuevo')
      const list = KnowledgeOverview.parse(
        (await world.ask('GET', publishingPaths.overview, { token: eva.token })).body,
      )
      expect(list.lines.map(({ id, version, draft }) => [id, version, draft?.phase.name])).toEqual([
        ['ec-public', 2, undefined],
        ['farola', 6, undefined],
        ['nuevo', 0, 'writing'],
      ])
      expect(list.teams).toEqual(['sur'])
      expect(list.refusals).toMatchObject([{ agentId: 'ana', name: 'Ana', refusal: 'bad-signature' }])
    })

    test('the file for a stick holds every document that its manifest names', async () => {
      const file = BundleFile.parse(
        (await world.ask('GET', publishingPaths.exported, { token: eva.token })).body,
      )
      const { records } = JSON.parse(file.bundle.manifest.text) as { records: { sha256: string }[] }
      const held = new Set(file.documents.map(({ sha256 }) => sha256))
      expect(records.filter(({ sha256 }) => !held.has(sha256))).toEqual([])
    })
  })
