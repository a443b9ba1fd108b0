import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RuleProfile } from '../../../../../src/shared/domain/shifts/rules.ts'
import {
  DraftView,
  ImportedDrafts,
  RecordHistory,
  publishingPaths,
} from '../../../../../src/shared/publishing-api.ts'
import { type DeskDouble } from '../../../../support/backend/backend-world.ts'
import { farola, leadsAtWork, type LeadsAtWork } from '../../../../support/backend/leads-at-work.ts'
import type { Suite } from '../index.ts'

export const draftsSuite: Suite = (database) =>
  describe('drafts of knowledge', () => {
    let city: LeadsAtWork
    beforeAll(async () => {
      city = await leadsAtWork(database())
    })
    afterAll(() => city.world.close())

    test('the rules of rests are changed by one lead, approved by another, and are what the site plans by', async () => {
      const record = async () =>
        RecordHistory.parse(
          (
            await city.world.ask('GET', `${publishingPaths.record}?entity=rules&id=ec-public`, {
              token: city.eva.token,
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
        (await city.world.ask('PUT', `${publishingPaths.draft}/${draftId}`, { token: city.eva.token, body }))
          .body,
      )
      expect(
        saved.differences.map(({ place, after }) => `${place.at(-1)?.field} ${after}`).toSorted(),
      ).toEqual(['hours 13', 'source Acuerdo del sitio, 2026'])
      await city.step(city.eva, draftId, { step: 'submit' })
      expect((await city.step(city.eva, draftId, { step: 'approve' })).status).toBe(403)
      await city.step(city.teo, draftId, { step: 'approve' })
      await city.step(city.teo, draftId, { step: 'publish' })
      const published = RuleProfile.parse((await record()).doc)
      expect(published.version).toBe(2)
      expect(published.rules.find(({ id }) => id === 'F-REST')?.settings).toEqual({ hours: 13 })
    })

    test('agents may not look into drafts, write, decide, take back or export', async () => {
      const refused = await Promise.all([
        city.world.ask('GET', publishingPaths.overview, { token: city.ana.token }),
        city.world.ask('GET', publishingPaths.exported, { token: city.ana.token }),
        city.world.ask('GET', `${publishingPaths.readers}?entity=script&id=farola&version=1`, {
          token: city.ana.token,
        }),
        city.put(city.ana, ulid(), farola()),
        city.step(city.ana, ulid(), { step: 'approve' }),
        city.world.ask('POST', publishingPaths.rollBack, {
          token: city.ana.token,
          body: { entity: 'script', id: 'farola', toVersion: 1, reason: 'porque sí' },
        }),
      ])
      expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403])
    })

    test('a draft with an error stays a draft and says which; put right, a second person lets it out', async () => {
      const draftId = ulid()
      const half = farola({ queues: ['nadie'] })
      const saved = DraftView.parse((await city.put(city.eva, draftId, half)).body)
      expect(saved.findings).toMatchObject([{ rule: 'unknown-reference', detail: 'nadie', level: 'error' }])
      expect(await city.step(city.eva, draftId, { step: 'submit' })).toMatchObject({ status: 409 })
      await city.put(city.eva, draftId, farola())
      expect(await city.step(city.eva, draftId, { step: 'submit' })).toMatchObject({ status: 200 })
      expect(await city.step(city.eva, draftId, { step: 'approve' })).toMatchObject({ status: 403 })
      expect(await city.step(city.eva, draftId, { step: 'publish' })).toMatchObject({ status: 409 })
      expect(await city.versionOn(city.ana)).toBeUndefined()
      expect(await city.step(city.teo, draftId, { step: 'approve' })).toMatchObject({ status: 200 })
      const before = (await city.ana.pull(0, 1000)).cursor
      expect(await city.step(city.teo, draftId, { step: 'publish' })).toMatchObject({ status: 200 })
      expect(await city.versionOn(city.ana)).toBe(1)
      expect((await city.ana.pullAll(before)).map(({ entity }) => entity)).toEqual(['bundle'])
      const { audit, versions } = await city.history()
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
      await city.put(city.eva, first, farola({ title: 'Otra' }), 1)
      const second = await city.put(city.teo, ulid(), farola(), 1)
      expect(second).toMatchObject({ status: 409 })
      expect(JSON.stringify(second.body)).toContain('eva')
      await city.step(city.eva, first, { step: 'discard' })
    })

    test('who writes on words that another changed meanwhile is refused; a lost answer is no other', async () => {
      const draftId = ulid()
      const save = (who: DeskDouble, title: string, seen: string | null) =>
        city.world.ask('PUT', `${publishingPaths.draft}/${draftId}`, {
          token: who.token,
          body: { entity: 'script', id: 'farola', doc: farola({ title }), baseVersion: 1, seen },
        })
      const first = DraftView.parse((await save(city.eva, 'Uno', null)).body)
      city.world.clock.pass(60_000)
      expect(await save(city.eva, 'Dos', null)).toMatchObject({ status: 200 })
      expect(await save(city.teo, 'Tres', first.draft.written?.at ?? null)).toMatchObject({ status: 409 })
      const { open } = await city.history()
      expect(open?.draft).toMatchObject({ doc: { title: 'Dos' }, authors: ['eva'] })
      await city.step(city.eva, draftId, { step: 'submit' })
      const stale = { step: 'approve', seen: first.draft.written?.at }
      expect(await city.step(city.teo, draftId, stale)).toMatchObject({ status: 409 })
      await city.step(city.eva, draftId, { step: 'discard' })
    })

    test('an imported row is a draft of who imports it; the same file again is the same draft', async () => {
      const text = 'Tema,Pregunta,Respuesta,Enlaces\nCiudad,¿Hay feria?,Cada sábado.,\nCiudad,¿Y hoy?\n'
      const provenance = { source: 'prueba', reviewedOn: '2026-11-01', reviewDue: '2030-01-01' }
      const wish = { format: 'faq', fileName: 'preguntas.csv', text, provenance }
      const bring = async (who: DeskDouble) =>
        ImportedDrafts.parse(
          (await city.world.ask('POST', publishingPaths.imported, { token: who.token, body: wish })).body,
        )
      const once = await bring(city.eva)
      expect(once).toEqual(await bring(city.eva))
      expect(once).toMatchObject({ drafts: [{ id: 'faq-hay-feria' }], problems: [{ line: 3 }] })
      const other = await bring(city.teo)
      expect(other.drafts).toEqual([])
      expect(other.problems.map(({ rule }) => rule)).toContain('eva ya escribe un borrador; no se tocó')
      expect(
        await city.world.ask('POST', publishingPaths.imported, { token: city.ana.token, body: wish }),
      ).toMatchObject({
        status: 403,
      })
      const path = `${publishingPaths.record}?entity=article&id=faq-hay-feria`
      const { open } = RecordHistory.parse(
        (await city.world.ask('GET', path, { token: city.eva.token })).body,
      )
      await city.step(city.eva, open?.draft.draftId ?? '', { step: 'discard' })
    })
  })
