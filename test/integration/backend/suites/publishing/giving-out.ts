import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DraftView, Readers, publishingPaths } from '../../../../../src/shared/publishing-api.ts'
import { startClockwork } from '../../../../../src/backend/publishing/clockwork.ts'
import {
  openWorldBeside,
  start,
  worldKey,
  type DeskDouble,
} from '../../../../support/backend/backend-world.ts'
import { farola, leadsAtWork, type LeadsAtWork } from '../../../../support/backend/leads-at-work.ts'
import { quietLog } from '../../../../support/quiet-host.ts'
import type { Suite } from '../index.ts'

export const givingOutSuite: Suite = (database) =>
  describe('knowledge given out', () => {
    let city: LeadsAtWork
    beforeAll(async () => {
      city = await leadsAtWork(database())
      const draftId = await city.approved(farola(), 0)
      await city.step(city.teo, draftId, { step: 'publish' })
    })
    afterAll(() => city.world.close())

    test('a team has it first, then everybody; who has it and who read it is told by name', async () => {
      const draftId = await city.approved(farola({ title: 'Farola del sur' }), 1)
      await city.step(city.teo, draftId, { step: 'give-to-team', team: 'sur' })
      expect([await city.versionOn(city.ana), await city.versionOn(city.luis)]).toEqual([1, 2])
      const { manifest } = await city.luis.knowledge()
      await city.world.ask('POST', publishingPaths.installed, {
        token: city.luis.token,
        body: { bundleVersion: manifest.bundleVersion, refusal: null },
      })
      await city.luis.push({
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
            await city.world.ask('GET', `${publishingPaths.readers}?entity=script&id=farola&version=2`, {
              token: city.eva.token,
            })
          ).body,
        ).readers.map(({ agentId, hasItSince, readAt }) => [agentId, hasItSince !== null, readAt])
      expect(await readers()).toEqual([['luis', true, start]])
      await city.step(city.teo, draftId, { step: 'publish' })
      expect([await city.versionOn(city.ana), await city.versionOn(city.luis)]).toEqual([2, 2])
      expect(await readers()).toEqual([
        ['ana', false, null],
        ['luis', false, start],
      ])
      const newer = (await city.luis.knowledge()).manifest.bundleVersion
      expect(newer).toBeGreaterThan(manifest.bundleVersion)
    })

    test('what a team had first can be taken back from it, and its number is not given again', async () => {
      const draftId = await city.approved(farola({ title: 'Un error' }), 2)
      await city.step(city.teo, draftId, { step: 'give-to-team', team: 'sur' })
      expect(await city.versionOn(city.luis)).toBe(3)
      const wrong = (await city.luis.knowledge()).manifest.bundleVersion
      await city.step(city.eva, draftId, { step: 'discard' })
      const back = await city.luis.knowledge()
      expect(back.manifest.bundleVersion).toBeGreaterThan(wrong)
      expect(await city.versionOn(city.luis)).toBe(2)
      expect((await city.history()).versions[0]).toMatchObject({ version: 3, state: 'taken-back' })
    })

    test('one action brings an old content back as a new version for everybody', async () => {
      const answer = await city.world.ask('POST', publishingPaths.rollBack, {
        token: city.teo.token,
        body: { entity: 'script', id: 'farola', toVersion: 1, reason: 'La dos confunde' },
      })
      expect(answer).toMatchObject({ status: 200, body: { version: 4 } })
      expect(await city.ana.find('script', 'farola')).toMatchObject({ version: 4, title: 'Farola apagada' })
      expect((await city.history()).versions[0]).toMatchObject({
        version: 4,
        rolledBackTo: 1,
        reason: 'La dos confunde',
      })
    })

    test('what is planned goes out by the clock, not before', async () => {
      const draftId = await city.approved(farola({ title: 'Mañana' }), 4)
      const publishAt = new Date(city.world.clock.now() + 3_600_000).toISOString()
      expect(await city.step(city.teo, draftId, { step: 'schedule', publishAt: start })).toMatchObject({
        status: 400,
      })
      expect(await city.step(city.teo, draftId, { step: 'schedule', publishAt })).toMatchObject({
        status: 200,
      })
      // The clockwork hears of the plan with the change it makes; that it is not waiting yet shows in the phase.
      await expect.poll(() => city.world.clock.waiting(3_600_000), { timeout: 10_000 }).toBe(true)
      // A clock that goes on between two questions: the plan is due in that moment, and is waited for no longer.
      const reading = [0, Date.parse(publishAt) - 1]
      const waits = await new Promise<number>((wait) => {
        const clock = {
          now: () => reading.shift() ?? Date.parse(publishAt),
          after: (ms: number) => (wait(ms), () => {}),
        }
        startClockwork({
          db: database().open.db,
          press: { cityId: 'quito', key: worldKey },
          clock,
          log: quietLog,
        }).wake()
      })
      expect(waits).toBe(0)
      city.world.clock.pass(3_599_000)
      expect(await city.versionOn(city.ana)).toBe(4)
      city.world.clock.pass(1_000)
      await expect.poll(() => city.versionOn(city.ana), { timeout: 10_000 }).toBe(5)
    })

    test('a draft begun from an old version goes nowhere until somebody looks at the new one', async () => {
      const draftId = ulid()
      const view = DraftView.parse((await city.put(city.eva, draftId, farola(), 4)).body)
      expect(view.findings).toMatchObject([{ rule: 'outdated-base', detail: '5' }])
      expect(await city.step(city.eva, draftId, { step: 'submit' })).toMatchObject({ status: 409 })
      await city.step(city.eva, draftId, { step: 'discard' })
    })

    test('another process on the same database hands out what was published here, from then on', async () => {
      const beside = await openWorldBeside(database())
      const there = await beside.signIn('luis')
      const bundle = async () =>
        (await beside.ask('GET', publishingPaths.bundle, { token: there.token })).body
      const [before, again] = [await bundle(), await bundle()]
      expect(again).toEqual(before)
      const { bundleVersion } = (await there.knowledge()).manifest
      const version = (await city.versionOn(city.luis)) ?? 0
      const draftId = await city.approved(farola({ title: 'Farola otra vez', version }), version)
      expect(await city.step(city.teo, draftId, { step: 'publish' })).toMatchObject({ status: 200 })
      expect((await there.knowledge()).manifest.bundleVersion).toBeGreaterThan(bundleVersion)
      expect(await city.versionOn(there)).toBe(version + 1)
      await beside.close()
    })

    test('receipts of many desks at once are all kept, and a version twice told keeps its first time', async () => {
      const has = async () => {
        const which = `entity=script&id=farola&version=${(await city.versionOn(city.luis)) ?? 0}`
        const answer = await city.world.ask('GET', `${publishingPaths.readers}?${which}`, {
          token: city.eva.token,
        })
        return Readers.parse(answer.body).readers.map(({ agentId, hasItSince }) => [agentId, hasItSince])
      }
      const { bundleVersion } = (await city.luis.knowledge()).manifest
      const tell = (who: DeskDouble) =>
        city.world.ask('POST', publishingPaths.installed, {
          token: who.token,
          body: { bundleVersion, refusal: null },
        })
      const told = await Promise.all([city.ana, city.luis, city.ana, city.luis, city.ana].map(tell))
      expect(told.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
      const first = await has()
      expect(first).toContainEqual(['ana', expect.any(String)])
      expect(first).toContainEqual(['luis', expect.any(String)])
      city.world.clock.pass(60_000)
      await Promise.all([city.ana, city.luis].map(tell))
      expect(await has()).toEqual(first)
    })
  })
