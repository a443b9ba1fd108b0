import { ulid } from 'ulid'
import { expect } from 'vitest'
import { RecordHistory, publishingPaths } from '../../../src/shared/publishing-api.ts'
import { openWorld, type Answer, type BackendWorld, type DeskDouble } from './backend-world.ts'
import type { TestDatabase } from './databases.ts'

/** Two leads who write and approve, two agents who read, and what the leads do with a script. */
export interface LeadsAtWork {
  readonly world: BackendWorld
  readonly eva: DeskDouble
  readonly teo: DeskDouble
  readonly ana: DeskDouble
  readonly luis: DeskDouble
  put(who: DeskDouble, draftId: string, doc: object, baseVersion?: number, id?: string): Promise<Answer>
  step(who: DeskDouble, draftId: string, body: object): Promise<Answer>
  /** A draft that Eva wrote and Teo approved. */
  approved(doc: object, baseVersion: number): Promise<string>
  /** The version of the script that this desk would get; undefined without one. */
  versionOn(who: DeskDouble): Promise<number | undefined>
  history(): Promise<RecordHistory>
}

export async function leadsAtWork(database: TestDatabase): Promise<LeadsAtWork> {
  const world = await openWorld(database)
  const [eva, teo] = [await world.signIn('eva'), await world.signIn('teo')]
  const [ana, luis] = [await world.signIn('ana'), await world.signIn('luis')]
  const put: LeadsAtWork['put'] = (who, draftId, doc, baseVersion = 0, id = 'farola') =>
    world.ask('PUT', `${publishingPaths.draft}/${draftId}`, {
      token: who.token,
      body: { entity: 'script', id, doc, baseVersion },
    })
  const step: LeadsAtWork['step'] = (who, draftId, body) =>
    world.ask('POST', `${publishingPaths.draft}/${draftId}/steps`, { token: who.token, body })
  return {
    world,
    eva,
    teo,
    ana,
    luis,
    put,
    step,
    async approved(doc, baseVersion) {
      const draftId = ulid()
      await put(eva, draftId, doc, baseVersion)
      await step(eva, draftId, { step: 'submit' })
      expect(await step(teo, draftId, { step: 'approve' })).toMatchObject({ status: 200 })
      return draftId
    },
    async versionOn(who) {
      return ((await who.find('script', 'farola')) as { version?: number } | undefined)?.version
    },
    async history() {
      const path = `${publishingPaths.record}?entity=script&id=farola`
      return RecordHistory.parse((await world.ask('GET', path, { token: eva.token })).body)
    },
  }
}

/** A script of one step, as a lead writes it. */
export const farola = (change: object = {}) => ({
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
